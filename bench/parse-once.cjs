// Prints how many milliseconds one full parse of a file takes in a process that has parsed nothing before.
const { readFileSync } = require('node:fs');
const { parseTree } = require('jsonc-parser');
const { parseDocument } = require('yaml');

const [file] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const start = performance.now();
const tree = file.endsWith('.json') ? parseTree(text) : parseDocument(text, { logLevel: 'error' });
const ms = performance.now() - start;
if (tree === undefined) throw new Error('The input does not parse.');
process.stdout.write(String(ms));
