import { Reads } from '../engine/reads.ts';
import { inEachWorld } from '../engine/judge-subject.ts';
import { read } from '../engine/read.ts';
import type { Origin } from '../model/origin.ts';
import type { Property } from '../rule/property.ts';
import { readPolicy, type Element, type Statement } from '../rule/policy/document.ts';
import type { Requirement } from '../rule/requirement.ts';
import type { RuleRecord } from '../rule/rule.ts';
import type { View } from '../rule/view.ts';
import type { Placed, RuleChange } from './compare-rule.ts';
import { contentOf } from './content.ts';

/** A statement that denies: what it says, whatever the order of its lists. */
interface Denial {
  readonly content: string;
  readonly at: Origin;
}

const elements: readonly Element[] = ['Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/**
 * Deny statements that went or came, in the policy documents that some rule judges: what they denied is denied no longer, whether or not a rule
 * asks for it. Compared in the default worlds; a document that cannot be read in full says nothing. A changed statement is `unclear`.
 */
export function comparePolicies(before: Placed, after: Placed, rules: readonly RuleRecord[]): readonly RuleChange[] {
  const changes: RuleChange[] = [];
  const seen = new Set<Property>();
  for (const rule of rules) {
    if (typeof rule.require === 'function' || !(after.ground.template.family === 'cfn' ? rule.on.cfn : rule.on.tf).includes(after.subject.type)) continue;
    for (const fact of documentsIn(rule.require)) {
      if (seen.has(fact)) continue;
      seen.add(fact);
      const [olds, news] = [denialsOf(fact, before), denialsOf(fact, after)];
      if (olds === undefined || news === undefined) continue;
      changes.push(...compareDenials(rule, olds, news));
    }
  }
  // Bindings of several rules may name the same document.
  return changes.filter((one, i) => changes.findIndex((other) => other.before.at === one.before.at && other.after.at === one.after.at && other.direction === one.direction) === i);
}

interface Denials {
  readonly path: string;
  readonly document: Origin;
  readonly denials: readonly Denial[];
}

function compareDenials(rule: RuleRecord, olds: Denials, news: Denials): readonly RuleChange[] {
  const left = [...news.denials];
  const gone = olds.denials.filter(({ content }) => {
    const at = left.findIndex((one) => one.content === content);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const change = (direction: RuleChange['direction'], from: Origin, to: Origin, was: string, is: string): RuleChange => ({
    rule,
    direction,
    scale: 'holds',
    path: `${news.path || olds.path}.Statement[Effect=Deny]`,
    before: { verdict: 'pass', detail: was, at: from, missing: false, sensitive: false },
    after: { verdict: 'pass', detail: is, at: to, missing: false, sensitive: false },
    reach: 'default',
    when: [],
  });
  return [
    ...gone.map((one, i) => {
      const other = left[i];
      if (other) return change('unclear', one.at, other.at, 'a statement denies something', 'it denies something else');
      return change('weaker', one.at, news.document, 'a statement denies something', 'the statement is gone');
    }),
    ...left.slice(gone.length).map((one) => change('stronger', olds.document, one.at, 'no such statement', 'a statement denies more')),
  ];
}

/** The denials of a document in the first default world; undefined where they cannot all be seen. */
function denialsOf(fact: Property, { subject, ground }: Placed): Denials | undefined {
  const { worlds } = inEachWorld(subject, ground, { strict: true, budget: 16, reads: new Reads() }, (view) => inWorld(fact, subject, view));
  return worlds.find(({ isDefault }) => isDefault)?.seen;
}

function inWorld(fact: Property, resource: Placed['subject'], view: View): Denials | undefined {
  const [reading, another] = read(fact, { resource }, view);
  if (!reading || another) return undefined;
  const { statements, missing } = readPolicy(reading.value, view);
  if (missing !== undefined || statements.some(({ effect }) => effect === undefined)) return undefined;
  return { path: reading.path, document: reading.value.at, denials: statements.filter(({ effect }) => effect === 'Deny').map((one) => ({ content: wordingOf(one), at: one.at })) };
}

function wordingOf(statement: Statement): string {
  return elements.map((name) => `${name}:${contentOf(statement.element(name), { unordered: true })}`).join(' ');
}

function documentsIn(requirement: Requirement): readonly Property[] {
  switch (requirement.op) {
    case 'policy':
      return [requirement.fact];
    case 'all':
    case 'any':
      return requirement.of.flatMap(documentsIn);
    case 'not':
      return documentsIn(requirement.of);
    case 'cases':
      return requirement.of.flatMap(({ require }) => documentsIn(require));
    default:
      return [];
  }
}
