import { levelLabel } from './levels.ts';
import { answerWords } from './policy/words.ts';
import { showPath, type Property } from './property.ts';
import type { Requirement } from './requirement.ts';

/** A requirement in words, with CloudFormation's names where there are any: the docs read the tree that the evaluator judges. */
export function sentence(requirement: Requirement): string {
  switch (requirement.op) {
    case 'equals':
      return `${named(requirement.fact)} is \`${requirement.value}\``;
    case 'oneOf':
      return `${named(requirement.fact)} is ${listed(requirement.values.map((v) => `\`${v}\``), 'or')}`;
    case 'atLeast':
      return `${named(requirement.fact)} is at least ${requirement.value}`;
    case 'atMost':
      return `${named(requirement.fact)} is at most ${requirement.value}`;
    case 'startsWith':
      return `${named(requirement.fact)} starts with ${listed(requirement.prefixes.map((p) => `\`${p}\``), 'or')}`;
    case 'present':
      return `${named(requirement.fact)} is set`;
    case 'absent':
      return `${named(requirement.fact)} is not set`;
    case 'all':
      return requirement.of.map(sentence).join(', and ');
    case 'any':
      return requirement.of.map(sentence).join(', or ');
    case 'not':
      return `it is not so that ${sentence(requirement.of)}`;
    case 'cases':
      return [...requirement.of.map(({ when, require }) => `where ${sentence(when)}: ${sentence(require)}`), otherwise(requirement.otherwise)].join('; ');
    case 'forEach':
      return `for each item of ${named(requirement.list)}: ${sentence(requirement.require)}`;
    case 'forSome':
      return `for some item of ${named(requirement.list)}: ${sentence(requirement.require)}`;
    case 'level':
      return `the data is ${levelLabel[requirement.floor]}, or better${requirement.key ? ` (${named(requirement.key)})` : ''}`;
    case 'tls':
      return `${named(requirement.fact)} allows nothing below TLS ${requirement.floor}`;
    case 'secretChannel':
      return `${named(requirement.fact)} comes from ${requirement.store ? 'Secrets Manager or a SecureString' : 'Secrets Manager, a SecureString, or a NoEcho parameter without default'}`;
    case 'policy':
      return `the policy in ${named(requirement.fact)} ${answerWords(requirement.question, requirement.expect)}`;
    case 'referencedBy':
      return `a ${requirement.kind.label} points at it by ${named(requirement.via)}${requirement.require ? `, and ${sentence(requirement.require)}` : ''}`;
    case 'refersTo':
      return `for the ${requirement.kind.label} that ${named(requirement.fact)} names: ${sentence(requirement.require)}`;
  }
}

/** The property's path in code quotes, by CloudFormation's name where there is one. */
export function named(fact: Property): string {
  const path = fact.places.cfn?.at(-1) ?? fact.places.tf?.at(-1);
  return path && path.length > 0 ? `\`${showPath(path)}\`` : 'the item';
}

function otherwise(of: Requirement | 'pass' | 'fail' | 'skip'): string {
  if (typeof of !== 'string') return `otherwise: ${sentence(of)}`;
  return { pass: 'otherwise nothing is asked', fail: 'otherwise it fails', skip: 'otherwise it is not concerned' }[of];
}

function listed(words: readonly string[], join: 'or' | 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${join} ${words.at(-1) ?? ''}`;
}
