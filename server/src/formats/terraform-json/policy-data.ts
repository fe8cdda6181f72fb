import type { Origin } from '../../core/model/origin.ts';
import type { Settled, Value } from '../../core/model/value.ts';
import { distribute, list, literal, map, unknown } from './values.ts';

/**
 * The policy in the arguments of an `aws_iam_policy_document`, in the form that a policy has as JSON.
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function policyOf(body: Value): Value {
  return distribute(body, (settled) => {
    if (settled.kind !== 'map') return settled;
    const { at, entries, open } = settled;
    const own = listed(entries.get('statement'), at);
    const statements: Value = own.kind === 'list' ? list(at, own.items.map((item) => distribute(item, statementOf)), own.open) : own;
    const sources = ['source_policy_documents', 'source_json', 'override_policy_documents', 'override_json'].flatMap((name) => entries.get(name) ?? []);
    const all = sources.reduce<Value>((before, source) => joined(before, statementsIn(source, at), at), statements);
    return map(at, new Map([['Version', entries.get('version') ?? literal(at, '2012-10-17')], ['Statement', all]]), open);
  });
}

/** A block given once, or several times, as a list. */
function listed(value: Value | undefined, at: Origin): Value {
  if (value === undefined) return list(at, []);
  return distribute(value, (settled) => (settled.kind === 'list' || settled.kind === 'unknown' ? settled : settled.kind === 'absent' ? list(at, []) : list(at, [settled])));
}

/** The statements of other documents that are named as sources; of a document that cannot be seen, an open list. */
function statementsIn(source: Value, at: Origin): Value {
  return distribute(source, (settled) => {
    if (settled.kind === 'list') return settled.items.reduce<Value>((before, item) => joined(before, statementsIn(item, at), at), list(at, [], settled.open));
    if (settled.kind === 'absent' || (settled.kind === 'scalar' && settled.value === '')) return list(at, []);
    if (settled.kind !== 'map') return list(at, [], true);
    return listed(settled.entries.get('Statement'), at);
  });
}

function joined(a: Value, b: Value, at: Origin): Value {
  return distribute(a, (x) =>
    distribute(b, (y) => {
      if (x.kind === 'list' && y.kind === 'list') return list(at, [...x.items, ...y.items], x.open || y.open);
      return list(at, [x, y].flatMap((one) => (one.kind === 'list' ? one.items : [])), true);
    }),
  );
}

const elements: readonly (readonly [string, string])[] = [
  ['sid', 'Sid'],
  ['actions', 'Action'],
  ['not_actions', 'NotAction'],
  ['resources', 'Resource'],
  ['not_resources', 'NotResource'],
];

function statementOf(statement: Settled): Value {
  if (statement.kind !== 'map') return statement;
  const { at, entries } = statement;
  const found = new Map<string, Value>([['Effect', orElse(entries.get('effect'), literal(at, 'Allow'))]]);
  for (const [argument, element] of elements) {
    const value = entries.get(argument);
    if (value) found.set(element, value);
  }
  for (const [argument, element] of [['principals', 'Principal'], ['not_principals', 'NotPrincipal']] as const) {
    const value = entries.get(argument);
    if (value) found.set(element, distribute(listed(value, at), (blocks) => principalsOf(blocks)));
  }
  const conditions = entries.get('condition');
  if (conditions) found.set('Condition', distribute(listed(conditions, at), (blocks) => conditionOf(blocks)));
  return map(at, found, statement.open);
}

function orElse(value: Value | undefined, otherwise: Value): Value {
  return value === undefined ? otherwise : distribute(value, (settled) => (settled.kind === 'absent' ? otherwise : settled));
}

/** `{AWS: […], Service: […]}`, or `*` where the type says so. */
function principalsOf(blocks: Settled): Value {
  if (blocks.kind !== 'list') return blocks;
  const { at } = blocks;
  if (blocks.items.length === 0 && !blocks.open) return { kind: 'absent', at };
  const byType = new Map<string, Value>();
  for (const block of blocks.items) {
    const type = block.kind === 'map' ? block.entries.get('type') : undefined;
    const identifiers = block.kind === 'map' ? block.entries.get('identifiers') : undefined;
    if (type?.kind !== 'scalar' || identifiers === undefined) return unknown(at, 'a principal is not written here');
    // Source of `*`: the section "Example Using A Wildcard Principal" of the provider's page.
    if (type.value === '*') return literal(type.at, '*');
    const before = byType.get(String(type.value));
    byType.set(String(type.value), before ? joined(listed(before, at), listed(identifiers, at), at) : identifiers);
  }
  return map(at, byType, blocks.open);
}

/** `{StringEquals: {'aws:SourceArn': […]}}`. */
function conditionOf(blocks: Settled): Value {
  if (blocks.kind !== 'list') return blocks;
  const { at } = blocks;
  if (blocks.items.length === 0 && !blocks.open) return { kind: 'absent', at };
  const byTest = new Map<string, Map<string, Value>>();
  let open = blocks.open;
  for (const block of blocks.items) {
    const [test, variable, values] = ['test', 'variable', 'values'].map((name) => (block.kind === 'map' ? block.entries.get(name) : undefined));
    if (test?.kind !== 'scalar' || variable?.kind !== 'scalar') open = true;
    else {
      const keys = byTest.get(String(test.value)) ?? new Map<string, Value>();
      keys.set(String(variable.value), values ?? { kind: 'absent', at });
      byTest.set(String(test.value), keys);
    }
  }
  return map(at, new Map([...byTest].map(([test, keys]) => [test, map(at, keys)])), open);
}
