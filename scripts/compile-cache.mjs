#!/usr/bin/env node
// Runs the built command (`node scripts/compile-cache.mjs cli-main`) or the built language server (`… server-main`) over usual templates, and leaves in `dist/`
// what V8 has compiled of it meanwhile. Their loader (server/src/main-load.ts) takes it when this same Node runs it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const [name = 'cli-main'] = process.argv.slice(2);
const filename = join(root, 'dist', `${name}.js`);
const source = readFileSync(filename, 'latin1');
const [mark] = source.split('\n', 1);
const script = new Script(source, { filename });

const module = { exports: {} };

function start() {
  script.runInThisContext()(module.exports, createRequire(filename), module, filename, dirname(filename));
}

/**
 * The more of it runs, the more is compiled, and the longer a cache takes to read: so no CDK app and no nested stacks, but a template with what most have,
 * such as policies, which the examples lack.
 */
async function runCommand() {
  process.argv = [process.execPath, join(dirname(filename), 'cli.js'), 'check', 'examples/cloudformation', 'examples/sam', 'examples/terraform', 'scripts/compile-cache.yaml'];
  process.exitCode = undefined;
  start();
  // The command leaves its exit code when it is done.
  while (process.exitCode === undefined) await setImmediate();
}

/** Opens each example in the server, types into it, and asks for its diagnostics. */
async function runServer() {
  const files = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ya?ml|json)$/.test(file)).sort();
  const messages = [
    { id: 0, method: 'initialize', params: { processId: null, rootUri: null, capabilities: { textDocument: { diagnostic: { relatedInformation: true, codeDescriptionSupport: true } } }, initializationOptions: { profile: 'all' } } },
    { method: 'initialized', params: {} },
  ];
  for (const [i, file] of files.entries()) {
    const uri = `untitled:${file.replaceAll('\\', '/')}`;
    const text = readFileSync(join(root, 'examples', file), 'utf8');
    const end = { line: text.split('\n').length, character: 0 };
    messages.push(
      { method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: /json$/.test(file) ? 'json' : 'yaml', version: 1, text } } },
      { id: 2 * i + 1, method: 'textDocument/diagnostic', params: { textDocument: { uri } } },
      { method: 'textDocument/didChange', params: { textDocument: { uri, version: 2 }, contentChanges: [{ range: { start: end, end }, text: '\n' }] } },
      { id: 2 * i + 2, method: 'textDocument/diagnostic', params: { textDocument: { uri } } },
    );
  }
  const [input, answers] = [new PassThrough(), []];
  const output = new Writable({ write: (bytes, _, done) => done(answers.push(bytes.toString('latin1')) && null) });
  Object.defineProperties(process, { stdin: { value: input }, stdout: { value: output } });
  process.argv = [process.execPath, join(dirname(filename), 'server.js'), '--stdio'];
  start();
  for (const message of messages) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    input.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }
  while (!answers.join('').includes(`"id":${2 * files.length},`)) await setImmediate();
}

await (name === 'server-main' ? runServer() : runCommand());
if (!module.exports.restoreFlags()) throw new Error(`${name} was run with other flags of V8 than it is started with.`);
writeFileSync(join(dirname(filename), `${name}-${process.version}-${process.arch}.cache`), Buffer.concat([Buffer.from(`${mark}\n`, 'latin1'), script.createCachedData()]));
process.exit(0);
