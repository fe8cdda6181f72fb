import type { Origin } from '../../core/model/origin.ts';
import type { Settled, Value } from '../../core/model/value.ts';
import type { Instance } from './instance.ts';
import { isList, isRecord, itemsOf, own, textOf, type Json } from './json.ts';
import type { LazyOrigin } from './lazy-origin.ts';

/** Arguments of a statement that hold lists of texts, and the element of the policy that each becomes. */
const elements = { actions: 'Action', not_actions: 'NotAction', resources: 'Resource', not_resources: 'NotResource' } as const;

/**
 * The policy that a data source `aws_iam_policy_document` makes, where its `json` is known only after apply: what is known of its
 * statements. Undefined for another type.
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function policyOf({ type, values, unknown, valuesAt }: Instance): Settled | undefined {
  if (type !== 'aws_iam_policy_document') return undefined;
  const at = valuesAt.entry('statement');
  const statements = itemsOf(own(values, 'statement')).map((statement, i) => statementOf(statement, itemOf(own(unknown, 'statement'), i), at.item(i)));
  const merged = ['source_json', 'override_json', 'source_policy_documents', 'override_policy_documents'].some((name) => !isUnset(own(values, name)) || hasTrue(own(unknown, name)));
  const open = merged || own(unknown, 'statement') === true;
  return { kind: 'map', entries: new Map<string, Value>([['Statement', { kind: 'list', items: statements, open, at }]]), open: false, at };
}

function statementOf(statement: Json, unknown: Json | undefined, at: LazyOrigin): Value {
  const entries = new Map<string, Value>();
  entries.set('Effect', scalar(textOf(own(statement, 'effect')) ?? 'Allow', at));
  const sid = textOf(own(statement, 'sid'));
  if (sid !== undefined && sid !== '') entries.set('Sid', scalar(sid, at));
  for (const [argument, element] of Object.entries(elements)) {
    const texts = textsOf(own(statement, argument), own(unknown, argument), at.entry(argument));
    if (texts) entries.set(element, texts);
  }
  for (const [argument, element] of [['principals', 'Principal'], ['not_principals', 'NotPrincipal']] as const) {
    const principal = principalOf(own(statement, argument), own(unknown, argument), at.entry(argument));
    if (principal) entries.set(element, principal);
  }
  const condition = conditionOf(own(statement, 'condition'), own(unknown, 'condition'), at.entry('condition'));
  if (condition) entries.set('Condition', condition);
  return { kind: 'map', entries, open: unknown === true, at };
}

/** Several blocks of one type are one list. `type = "*"` is everybody: then the principal is no map. */
function principalOf(blocks: Json | undefined, unknown: Json | undefined, at: LazyOrigin): Value | undefined {
  const entries = new Map<string, Value>();
  for (const [i, block] of itemsOf(blocks).entries()) {
    const type = textOf(own(block, 'type'));
    const names = textsOf(own(block, 'identifiers'), own(itemOf(unknown, i), 'identifiers'), at.item(i).entry('identifiers'));
    if (type === undefined || !names) continue;
    if (type === '*') return scalar('*', at.item(i));
    entries.set(type, joined(entries.get(type), names));
  }
  const open = unknown === true;
  return entries.size === 0 && !open ? undefined : { kind: 'map', entries, open, at };
}

function conditionOf(blocks: Json | undefined, unknown: Json | undefined, at: LazyOrigin): Value | undefined {
  const tests = new Map<string, Map<string, Value>>();
  for (const [i, block] of itemsOf(blocks).entries()) {
    const [test, variable] = [textOf(own(block, 'test')), textOf(own(block, 'variable'))];
    const values = textsOf(own(block, 'values'), own(itemOf(unknown, i), 'values'), at.item(i).entry('values'));
    if (test === undefined || variable === undefined || !values) continue;
    const of = tests.get(test) ?? new Map<string, Value>();
    tests.set(test, of.set(variable, joined(of.get(variable), values)));
  }
  const open = unknown === true;
  if (tests.size === 0 && !open) return undefined;
  return { kind: 'map', entries: new Map([...tests].map(([test, entries]): [string, Value] => [test, { kind: 'map', entries, open: false, at }])), open, at };
}

type List = Extract<Settled, { readonly kind: 'list' }>;

function textsOf(texts: Json | undefined, unknown: Json | undefined, at: LazyOrigin): List | undefined {
  if (unknown === true) return { kind: 'list', items: [], open: true, at };
  const items = itemsOf(texts).map((text, i): Value => (itemOf(unknown, i) === true ? notKnown(at.item(i)) : scalar(textOf(text) ?? '', at.item(i))));
  return items.length === 0 ? undefined : { kind: 'list', items, open: false, at };
}

function joined(before: Value | undefined, more: List): Value {
  return before?.kind === 'list' ? { ...before, items: [...before.items, ...more.items], open: before.open || more.open } : more;
}

const scalar = (value: string, at: Origin): Settled => ({ kind: 'scalar', value, at });

const notKnown = (at: Origin): Settled => ({ kind: 'unknown', reason: 'it is known only after apply', channel: 'other', maybeAbsent: false, at });

const itemOf = (tree: Json | undefined, index: number): Json | undefined => (tree === true ? true : itemsOf(tree)[index]);

const isUnset = (value: Json | undefined): boolean => value === undefined || value === null || value === '' || (isList(value) && value.length === 0);

const hasTrue = (tree: Json | undefined): boolean => tree === true || (isList(tree) ? tree.some(hasTrue) : isRecord(tree) && Object.values(tree).some(hasTrue));
