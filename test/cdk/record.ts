// Writes test/fixtures/cdk/{old,new}/cdk.out: the example app as each release synthesises it, with the paths of another machine.
// npx tsx test/cdk/record.ts (after the packages of test/cdk/{old,new} are installed).
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageOf, synthesize, type Release } from './synth.ts';

const root = resolve(__dirname, '../..');

/** Where the recorded app stood. */
const elsewhere = '/home/ana/shop';

function rewrite(folder: string, project: string, packages: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) rewrite(path, project, packages);
    else {
      const text = readFileSync(path, 'utf8').replaceAll(project, elsewhere);
      writeFileSync(path, text.replaceAll(join(packages, 'node_modules'), `${elsewhere}/node_modules`).replaceAll(join(root, 'node_modules'), `${elsewhere}/node_modules`));
    }
  }
}

function record(release: Release, asCommand: boolean): void {
  const packages = packageOf(release);
  if (packages === undefined) throw new Error(`test/cdk/${release} is not installed`);
  const { project, remove } = synthesize(release, { debug: true, asCommand });
  const target = join(root, 'test', 'fixtures', 'cdk', release, 'cdk.out');
  rmSync(target, { recursive: true, force: true });
  cpSync(join(project, 'cdk.out'), target, { recursive: true, filter: (path) => !path.endsWith('validation-report.json') });
  remove();
  rewrite(target, project, packages);
}

record('old', true);
record('new', false);
