import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '../..');

/** Which rooms each room may import from, besides itself. A room is the longest prefix that matches. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  'server/src/core/text': [],
  'server/src/core/model': ['server/src/core/text'],
  'server/src/core/rule': ['server/src/core/text', 'server/src/core/model'],
  'server/src/core/engine': ['server/src/core/text', 'server/src/core/model', 'server/src/core/rule'],
  'server/src/core/compare': ['server/src/core/text', 'server/src/core/model', 'server/src/core/rule', 'server/src/core/engine'],
  'server/src/syntax': ['server/src/core/text', 'server/src/core/model'],
  'server/src/formats': ['server/src/core/text', 'server/src/core/model', 'server/src/syntax'],
  'server/src/impact': ['server/src/core'],
  'server/src/project': ['server/src/core', 'server/src/syntax', 'server/src/formats', 'server/src/impact'],
  'server/src/lsp': ['server/src/core', 'server/src/syntax', 'server/src/formats', 'server/src/impact', 'server/src/project'],
  'server/src/cli': ['server/src/core', 'server/src/syntax', 'server/src/formats', 'server/src/impact', 'server/src/project'],
  'server/src/main-': ['server/src', 'rules', 'package.json'],
  'client/src': ['server/src/formats/detect.ts', 'server/src/core/text'],
  rules: ['server/src/core/rule', 'server/src/core/model', 'server/src/impact/data-stores.ts'],
};

/** Rooms that run in a web worker too: no Node built-ins. */
const pure = ['server/src/core', 'server/src/syntax', 'server/src/formats', 'server/src/lsp', 'rules'];

/** The only packages that each room may name. Whoever is not listed may name none. */
const packages: Readonly<Record<string, readonly string[]>> = {
  'server/src/syntax': ['yaml'],
  'server/src/impact': ['@aws-cdk/cloudformation-diff/lib/diff-template', '@aws-cdk/cloudformation-diff/lib/diff/types'],
  'server/src/project': ['yaml', 'ignore', 'smol-toml'],
  'server/src/lsp': ['vscode-languageserver'],
  'server/src/cli': ['commander', 'diff', 'ignore'],
  'server/src/main-': ['vscode-languageserver/node', 'vscode-languageserver/browser', 'commander'],
  'client/src': ['vscode', 'vscode-languageclient', 'vscode-languageclient/node', 'vscode-languageclient/browser'],
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = ['server/src', 'client/src', 'rules'].flatMap((folder) => sources(join(root, folder)));
const imports = files.flatMap(importsOf);

describe('the rooms of the house', () => {
  it('import only downwards', () => {
    const wrong = imports.filter(({ from, to }) => {
      if (!to.startsWith('.')) return false;
      const target = targetOf(from, to);
      const room = roomOf(from);
      return room === undefined || !(roomOf(target) === room || (rooms[room] ?? []).some((r) => target.startsWith(r)));
    });
    assert.deepEqual(wrong.map(({ from, to }) => `${from} -> ${to}`), []);
  });

  it('name only their own packages, and no Node built-in where the code runs in a worker', () => {
    const wrong = imports.filter(({ from, to }) => {
      if (to.startsWith('.')) return false;
      const isNode = to.startsWith('node:') || builtinModules.includes(to);
      if (isNode) return pure.some((p) => from.startsWith(p));
      return !(packages[roomOf(from) ?? ''] ?? []).includes(to);
    });
    assert.deepEqual(wrong.map(({ from, to }) => `${from} -> ${to}`), []);
  });

  it('have no import cycle', () => {
    const graph = new Map<string, readonly string[]>();
    for (const file of files) graph.set(file, imports.filter((i) => i.from === file && i.to.startsWith('.')).map((i) => targetOf(i.from, i.to)));
    assert.deepEqual(cycleIn(graph), []);
  });

  it('are all there: every entry of the tables matches a file', () => {
    for (const room of [...Object.keys(rooms), ...Object.values(rooms).flat(), ...pure, ...Object.keys(packages)])
      assert([...files, 'package.json'].some((file) => file.startsWith(room)), `no file in ${room}`);
  });

  it('keep rules/ to the composition roots', () => {
    const importers = imports.filter(({ from, to }) => to.startsWith('.') && targetOf(from, to).startsWith('rules/') && !from.startsWith('rules/'));
    assert(importers.length > 0);
    assert.deepEqual(importers.filter(({ from }) => !from.startsWith('server/src/main-')), []);
  });

  it('have no file over 400 lines, and none of the words that hide a fault', () => {
    const everything = [...files, ...['test', 'scripts', 'bench'].flatMap((folder) => sources(join(root, folder)))];
    const long = everything.filter((file) => read(file).split('\n').length > 401);
    assert.deepEqual(long, []);
    const skipsTests = /\b(describe|it|context)\.only\(/;
    assert.deepEqual(everything.filter((file) => skipsTests.test(read(file))), []);
    const forbidden = [['@ts-', 'ignore'].join(''), ['eslint-', 'disable'].join(''), ['TO', 'DO'].join('')];
    const hits = everything.flatMap((file) => forbidden.filter((word) => read(file).includes(word)).map((word) => `${file}: ${word}`));
    assert.deepEqual(hits, []);
    assert.deepEqual(everything.filter((file) => file.endsWith('.ts') && usesAny(file)), []);
  });
});

describe('the dependencies', () => {
  const manifest = JSON.parse(read('package.json')) as { readonly dependencies?: object; readonly devDependencies: Readonly<Record<string, string>> };

  it('are all bundled: the tarball needs none', () => {
    assert.deepEqual(Object.keys(manifest.dependencies ?? {}), []);
  });

  it('are pinned exactly', () => {
    const loose = Object.entries(manifest.devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    assert.deepEqual(loose, []);
  });
});

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function sources(folder: string): readonly string[] {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sources(path);
    return /\.(ts|mjs)$/.test(entry.name) ? [relative(root, path)] : [];
  });
}

function importsOf(file: string): readonly Import[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
      found.push({ from: file, to: node.moduleSpecifier.text, typeOnly: ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword });
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0] && ts.isStringLiteral(node.arguments[0]))
      found.push({ from: file, to: node.arguments[0].text, typeOnly: false });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function usesAny(file: string): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    found ||= node.kind === ts.SyntaxKind.AnyKeyword || node.kind === ts.SyntaxKind.NonNullExpression;
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true));
  return found;
}

const targetOf = (from: string, to: string): string => relative(root, resolve(root, dirname(from), to));

function roomOf(file: string): string | undefined {
  return Object.keys(rooms)
    .filter((room) => file.startsWith(room))
    .sort((a, b) => b.length - a.length)[0];
}

/** The files of one cycle, or none. */
function cycleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): readonly string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    path.push(file);
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next);
      if (cycle.length > 0) return cycle;
    }
    path.pop();
    done.add(file);
    return [];
  };
  for (const file of graph.keys()) {
    const cycle = visit(file);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
