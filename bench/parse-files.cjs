// Does nothing but read the files that a JSON list names and parse each by yaml's parseDocument.
const { readFileSync } = require('node:fs');
const { parseDocument } = require('yaml');

const [list] = process.argv.slice(2);
let pairs = 0;
for (const file of JSON.parse(readFileSync(list, 'utf8'))) {
  const document = parseDocument(readFileSync(file, 'utf8'), { logLevel: 'silent' });
  pairs += document.contents?.items?.length ?? 0;
}
process.stdout.write(String(pairs));
