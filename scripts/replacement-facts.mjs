// What `@aws-cdk/cloudformation-diff` asks of the resource database, and no more: which properties a type has, and which of them replace it.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Type → [properties that are changed in place, those that replace, those that may], names separated by blanks. */
export function replacementFacts() {
  const { loadAwsServiceSpecSync } = require('@aws-cdk/aws-service-spec');
  const facts = {};
  for (const { cloudFormationType, properties } of loadAwsServiceSpecSync().all('resource')) {
    const named = (answer) => Object.entries(properties).filter(([, property]) => (property.causesReplacement ?? 'no') === answer).map(([name]) => name).sort().join(' ');
    facts[cloudFormationType] = [named('no'), named('yes'), named('maybe')];
  }
  return facts;
}

/** The source of a module that stands for `@aws-cdk/aws-service-spec` in a bundle: the one look-up that is made of it, answered from the facts. */
function standIn() {
  return `const facts = JSON.parse(${JSON.stringify(JSON.stringify(replacementFacts()))});
const answers = ['no', 'yes', 'maybe'];
export function loadAwsServiceSpecSync() {
  return {
    lookup(_kind, _index, _by, type) {
      if (!Object.hasOwn(facts, type)) return [];
      const properties = Object.fromEntries(facts[type].flatMap((names, i) => (names === '' ? [] : names.split(' ')).map((name) => [name, { causesReplacement: answers[i] }])));
      return [{ cloudFormationType: type, properties }];
    },
  };
}`;
}

/** What cloudformation-diff brings for its own reports, which we never ask for. */
const unused = /^(chalk|table|string-width|\.\.\/format-table|\.\/format-table)$/;

/** An esbuild plugin: the database stripped to what is asked of it, in the bundle instead of beside it. */
export function strippedDatabase() {
  return {
    name: 'stripped-database',
    setup(on) {
      on.onResolve({ filter: /^@aws-cdk\/aws-service-spec$/ }, ({ path }) => ({ path, namespace: 'facts' }));
      on.onLoad({ filter: /.*/, namespace: 'facts' }, () => ({ contents: standIn(), loader: 'js' }));
      on.onResolve({ filter: unused }, ({ path, importer }) => (importer.includes('cloudformation-diff') ? { path, namespace: 'unused' } : undefined));
      on.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
    },
  };
}
