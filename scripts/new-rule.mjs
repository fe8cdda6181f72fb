// npm run new-rule -- SERVICE NAME: writes a record with failing examples into rules/aws/SERVICE.ts and lists it in rules/index.ts.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [service, name, ...more] = process.argv.slice(2);
const shape = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
if (!service || !name || more.length > 0 || !shape.test(service) || !shape.test(name)) {
  console.error('usage: npm run new-rule -- SERVICE NAME   (both lower-case with dashes: rds storage-encrypted)');
  process.exit(2);
}

/** The names that a new record uses, by the module that has them. */
const needed = { example: 'unresolved', property: 'resource', requirement: 'equals', rule: 'rule' };

/** The text of a service file with the imports that the record needs. @param {string} text */
function imported(text) {
  let result = text;
  for (const [module, wanted] of Object.entries(needed)) {
    const from = `'../../server/src/core/rule/${module}.ts'`;
    const line = new RegExp(`import \\{([^}]*)\\} from ${from.replaceAll('.', '\\.')};\\n`);
    const found = line.exec(result);
    const names = found?.[1]?.split(',').map((one) => one.trim()).filter(Boolean) ?? [];
    const all = [...new Set([...names, wanted])].sort((a, b) => (a.replace('type ', '').toLowerCase() < b.replace('type ', '').toLowerCase() ? -1 : 1));
    const written = `import { ${all.join(', ')} } from ${from};\n`;
    result = found ? result.replace(line, written) : written + result;
  }
  return result;
}

const root = join(import.meta.dirname, '..');
const file = join(root, 'rules', 'aws', `${service}.ts`);
const camel = (/** @type {string} */ text) => text.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const list = `${camel(service)}Rules`;
const id = `${service}-${name}`;
const record = `  rule({
    id: '${id}',
    since: '${new Date().getFullYear()}.${String(new Date().getMonth() + 1).padStart(2, '0')}',
    on: ${camel(id)}Subject,
    severity: 'medium',
    category: 'at-rest',
    title: 'Say what holds when it passes',
    message: 'Say what is wrong with {name}.',
    why: 'Say what an accident or an attacker gains.',
    source: 'https://docs.aws.amazon.com/',
    require: equals(${camel(id)}Subject.props.setting, true),
    fix: { title: 'Turn it on', set: [[${camel(id)}Subject.props.setting, true]] },
    // These examples fail until the binding names a real type and property: run npm test.
    examples: { pass: [{ setting: true }], fail: [{}, { setting: false }], unknown: [{ setting: unresolved }] },
  }),
`;
const binding = `const ${camel(id)}Subject = resource({
  label: 'resource',
  cfn: 'AWS::Service::Type',
  props: {
    setting: { cfn: 'Property', whenAbsent: false },
  },
});

`;

if (!existsSync(file)) {
  writeFileSync(
    file,
    `import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { equals } from '../../server/src/core/rule/requirement.ts';
import { rule } from '../../server/src/core/rule/rule.ts';

${binding}/** The rules about ${service}. */
export const ${list} = [
${record}];
`,
  );
  const index = join(root, 'rules', 'index.ts');
  const text = readFileSync(index, 'utf8');
  writeFileSync(
    index,
    text
      .replace(/\n\n\/\*\* Every rule/, `\nimport { ${list} } from './aws/${service}.ts';\n\n/** Every rule`)
      .replace(/\n?\];\s*$/, (end) => (end.startsWith('\n') ? `\n  ...${list},\n];\n` : `, ...${list}];\n`)),
  );
} else {
  const text = readFileSync(file, 'utf8');
  const opening = new RegExp(`(/\\*\\*[^\\n]*\\*/\\n)?export const ${list}[^\\n]*\\[\\n`);
  if (!opening.test(text) || text.includes(`'${id}'`)) {
    console.error(text.includes(`'${id}'`) ? `${id} is there already` : `rules/aws/${service}.ts has no list ${list}: add the record by hand`);
    process.exit(2);
  }
  writeFileSync(file, imported(text.replace(opening, (found) => `${binding}${found}${record}`)));
}
console.error(`Wrote ${id} into rules/aws/${service}.ts. Next: name the real type and property, the page that says so, and the examples;\nthen npm run docs, and npm test. docs/adding-a-rule.md has the rest.`);
