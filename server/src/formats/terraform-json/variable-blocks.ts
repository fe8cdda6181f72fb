import type { Scalar, Value } from '../../core/model/value.ts';
import type { SyntaxDocument } from '../../syntax/tree.ts';
import type { Block } from './blocks.ts';
import { type Cursor, entriesOf, entryOf, isNull, itemsOf, rootOf, textOf } from './cursor.ts';
import { parseTemplate } from './expression/parse.ts';
import type { Expression } from './expression/tree.ts';
import type { Problems } from './problems.ts';
import { list, literal, map } from './values.ts';
import { domainText, type VariableTable } from './variables.ts';

/** The values in the `*.tfvars.json` documents, the last document that has one counts. */
export function readGiven(documents: readonly SyntaxDocument[], problems: Problems): ReadonlyMap<string, Cursor> {
  const found = new Map<string, Cursor>();
  for (const document of documents) {
    for (const problem of document.problems) problems.note(problem);
    const root = rootOf(document);
    const entries = root && entriesOf(root);
    if (root && !entries) problems.add('wrong-type', 'A file of values holds an object.', root.at, 'error', 'key');
    for (const [name, value] of entries ?? []) if (name !== '//') found.set(name, value);
  }
  return found;
}

/** A value in which nothing is evaluated: a default, or one from a file of values. */
export function plainValue(cursor: Cursor): Value {
  const { node, at } = cursor;
  switch (node.kind) {
    case 'scalar':
      return literal(at, typeof node.value === 'string' ? plainText(node.value) : node.value);
    case 'sequence':
      return list(at, (itemsOf(cursor) ?? []).map(plainValue));
    case 'mapping':
      return map(at, new Map([...(entriesOf(cursor) ?? [])].map(([name, value]) => [name, plainValue(value)])));
    case 'alias':
      return { kind: 'absent', at };
  }
}

/** Converted configurations write `"${true}"` even where nothing is evaluated. */
function plainText(text: string): Scalar | null {
  const expression = parseTemplate(text);
  return expression.kind === 'literal' ? expression.value : text;
}

/** Declares a variable of the root module under the id `var.NAME`. */
export function declareVariable(name: string, block: Block, given: Cursor | undefined, table: VariableTable): void {
  const { entries } = block;
  const id = `var.${name}`;
  const byDefault = entries.get('default');
  const source = given ?? byDefault;
  const values = new Map<string, Value>();
  const preset = source && presetText(source, given !== undefined);
  for (const item of allowedIn(entries.get('validation'), name) ?? []) values.set(domainText(item), literal(block.at, item));
  const closed = values.size > 0;
  if (source && preset !== undefined) values.set(preset, plainValue(source));
  const isHidden = ['sensitive', 'ephemeral'].some((key) => isTrue(entries.get(key)));
  table.declare({
    id,
    label: id,
    at: block.at,
    values,
    open: !closed,
    isBool: textOf(entries.get('type'))?.replace(/[${}\s]/g, '') === 'bool',
    ...(preset !== undefined && { preset }),
    ...(preset !== undefined && given && { presetFrom: 'file' as const }),
    ...(isHidden && { noEcho: true }),
  });
}

function presetText(source: Cursor, isGiven: boolean): string {
  const { node } = source;
  if (isNull(source)) return domainText(null);
  if (node.kind === 'scalar') return domainText(typeof node.value === 'string' ? plainText(node.value) : node.value);
  return isGiven ? 'the given value' : 'its default';
}

function isTrue(cursor: Cursor | undefined): boolean {
  return cursor?.node.kind === 'scalar' && /^(true|\$\{[Tt]rue\})$/.test(String(cursor.node.value));
}

/** The literals in `contains([…], var.NAME)`, where that is what a validation demands. */
function allowedIn(validation: Cursor | undefined, name: string): readonly (Scalar | null)[] | undefined {
  for (const one of validation ? (itemsOf(validation) ?? [validation]) : []) {
    const text = textOf(entryOf(one, 'condition'));
    const condition = text === undefined ? undefined : parseTemplate(text);
    if (condition?.kind !== 'call' || condition.name !== 'contains' || condition.spreads) continue;
    const [items, of] = condition.arguments;
    if (items?.kind !== 'list' || !isVariable(of, name)) continue;
    const literals = items.items.flatMap((item) => (item.kind === 'literal' ? [item.value] : []));
    if (literals.length === items.items.length && literals.length > 0) return literals;
  }
  return undefined;
}

function isVariable(of: Expression | undefined, name: string): boolean {
  return of?.kind === 'attribute' && of.name === name && of.of.kind === 'name' && of.of.name === 'var';
}

/** Lets the domains of variables grow by the literals that an expression compares them with. */
export function noteComparisons(of: Expression, table: VariableTable): void {
  switch (of.kind) {
    case 'template':
      for (const part of of.parts) if (typeof part !== 'string') noteComparisons(part, table);
      return;
    case 'attribute':
    case 'splat':
    case 'unary':
      return noteComparisons(of.of, table);
    case 'index':
      noteComparisons(of.of, table);
      return noteComparisons(of.by, table);
    case 'call':
      for (const argument of of.arguments) noteComparisons(argument, table);
      return;
    case 'conditional':
      noteTruth(of.condition, table);
      for (const part of [of.condition, of.then, of.otherwise]) noteComparisons(part, table);
      return;
    case 'binary':
      if (of.operator === '==' || of.operator === '!=') for (const [a, b] of [[of.left, of.right], [of.right, of.left]] as const) noteLiteral(a, b, table);
      noteComparisons(of.left, table);
      return noteComparisons(of.right, table);
    case 'list':
      for (const item of of.items) noteComparisons(item, table);
      return;
    case 'object':
      for (const { value } of of.entries) noteComparisons(value, table);
      return;
    case 'literal':
    case 'name':
    case 'opaque':
      return;
  }
}

function noteLiteral(of: Expression, to: Expression, table: VariableTable): void {
  if (to.kind === 'literal' && of.kind === 'attribute' && of.of.kind === 'name' && of.of.name === 'var') table.is(`var.${of.name}`, to.value);
}

/** A variable that is itself a condition is compared with true. */
function noteTruth(of: Expression, table: VariableTable): void {
  if (of.kind === 'attribute' && of.of.kind === 'name' && of.of.name === 'var') table.is(`var.${of.name}`, true);
}
