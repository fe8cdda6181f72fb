import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const setupScript: string = '../../scripts/setup.mjs';

// A file that a package gains or loses is a decision: it is written down here.
const inBoth = ['CHANGELOG.md', 'LICENSE', 'README.md', 'dist/THIRD_PARTY_NOTICES.txt', 'dist/server-main.js', 'dist/server.js', 'package.json', 'schemas/dataward.config.schema.json'];
const inVsixOnly = [
  'dist/client-web.js',
  'dist/client.js',
  'dist/server-web.js',
  'media/icon.png',
  'syntaxes/dynamic-references.tmLanguage.json',
  'syntaxes/intrinsics.tmLanguage.json',
  'syntaxes/suppressions.tmLanguage.json',
];
// The caches beside the command and the server stay at home: they are good for one version of Node.
const inTarballOnly = ['dist/cli-main.js', 'dist/diff.js', 'dist/cli.js'];

interface Manifest {
  readonly dependencies?: unknown;
  readonly files?: unknown;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
}

function manifest(): Manifest {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
}

/** What a command prints on stdout; it is run by Node, in the root. */
function outputOf(file: string, ...args: readonly string[]): string {
  return execFileSync(process.execPath, [file, ...args], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

async function npmFile(): Promise<string> {
  const setup = (await import(setupScript)) as { readonly findNpm: () => string };
  return setup.findNpm();
}

describe('the packages', function () {
  this.timeout(60_000);

  it('hold in the VSIX exactly the files listed here', () => {
    const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
    const files = outputOf(vsce, 'ls', '--no-dependencies').split(/\r?\n/).filter((line) => line !== '');
    assert.deepEqual(files.sort(), [...inBoth, ...inVsixOnly].sort());
  });

  it('hold in the npm tarball exactly the files listed here', async () => {
    const output = outputOf(await npmFile(), 'pack', '--dry-run', '--json', '--ignore-scripts');
    const [tarball] = JSON.parse(output) as readonly { readonly files: readonly { readonly path: string }[] }[];
    assert.ok(tarball);
    assert.deepEqual(tarball.files.map(({ path }) => path).sort(), [...inBoth, ...inTarballOnly].sort());
  });

  it('bring no dependencies: everything that ships is bundled', () => {
    const { dependencies, files } = manifest();
    assert.equal(dependencies, undefined);
    assert.equal(files, undefined, 'vsce rejects `files` beside .vscodeignore');
  });

  it('are built from dependencies that are pinned exactly', () => {
    const loose = Object.entries(manifest().devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    assert.deepEqual(loose, []);
  });

  it('are typed against the oldest VS Code that they promise to run in', () => {
    const { engines, devDependencies } = manifest();
    assert.equal(devDependencies['@types/vscode'], engines.vscode.replace('^', ''));
  });

  it('name the licence of everything that is bundled', () => {
    const notices = readFileSync(join(root, 'dist', 'THIRD_PARTY_NOTICES.txt'), 'utf8');
    assert.match(notices, /^yaml \d/m);
    assert.match(notices, /^vscode-languageserver \d/m);
  });
});
