import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(__dirname, '../..');

/** The example app, and where its sources stand. */
export const exampleApp = join(root, 'examples', 'cdk');

/** The releases of aws-cdk-lib that are tried: `old` keeps metadata in the manifest and tells no places unless asked to, `new` keeps it apart. */
export type Release = 'old' | 'new';

/** What the CDK command would switch on. */
export interface SynthOptions {
  /** `cdk synth --debug`: traces of properties, and in old releases traces at all. */
  readonly debug: boolean;
  /** Paths and assets in the Metadata of resources, as the command asks for and a plain `app.synth()` does not. */
  readonly asCommand: boolean;
}

/** The package of a release; undefined where it is not installed. */
export function packageOf(release: Release): string | undefined {
  const folder = join(__dirname, release);
  return existsSync(join(folder, 'node_modules', 'aws-cdk-lib', 'package.json')) ? folder : undefined;
}

/** Copies the app to a new folder and synthesises it there by plain Node; the answer is that folder, with its cdk.out, and a way to take it away. */
export function synthesize(release: Release, options: SynthOptions, into = realpathSync(mkdtempSync(join(tmpdir(), 'dataward-cdk-')))): { readonly project: string; readonly remove: () => void } {
  const remove = (): void => rmSync(into, { recursive: true, force: true });
  cpSync(exampleApp, into, { recursive: true, filter: (path) => !/[\\/](?:node_modules|cdk\.out)$/.test(path) });
  symlinkSync(join(__dirname, release, 'node_modules'), join(into, 'node_modules'), 'dir');
  const tsx = pathToFileURL(createRequire(__filename).resolve('tsx')).href;
  const context = options.asCommand ? { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true } : {};
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { status, stderr } = spawnSync(process.execPath, ['--import', tsx, join('bin', 'shop.ts')], {
    cwd: into,
    env: { ...env, CDK_OUTDIR: join(into, 'cdk.out'), CDK_CONTEXT_JSON: JSON.stringify(context), ...(options.debug ? { CDK_DEBUG: '1' } : {}) },
    encoding: 'utf8',
  });
  if (status === 0) return { project: into, remove };
  remove();
  throw new Error(`the app could not be synthesised with the ${release} release:\n${stderr}`);
}
