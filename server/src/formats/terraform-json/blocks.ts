import type { Origin } from '../../core/model/origin.ts';
import type { SyntaxDocument } from '../../syntax/tree.ts';
import { type Cursor, entriesOf, isNull, itemsOf, pairsOf, rootOf, textOf } from './cursor.ts';
import type { Problems } from './problems.ts';

/** One block: its labels, its body, and the entries of the body with what override files put in their place. */
export interface Block {
  readonly labels: readonly string[];
  /** The body. */
  readonly at: Origin;
  /** The entry of the first label: the type of a resource. */
  readonly typeAt: Origin;
  readonly entries: ReadonlyMap<string, Cursor>;
}

/** The blocks of a module by kind (`resource`, `variable`, …), each by its labels joined with dots. `locals` by the name of the local. */
export interface Blocks {
  readonly resource: ReadonlyMap<string, Block>;
  readonly data: ReadonlyMap<string, Block>;
  readonly variable: ReadonlyMap<string, Block>;
  readonly output: ReadonlyMap<string, Block>;
  readonly module: ReadonlyMap<string, Block>;
  readonly locals: ReadonlyMap<string, Cursor>;
  /** Where the state is kept, by the type of backend. */
  readonly backend: ReadonlyMap<string, Block>;
  /** By the name of the provider, with a dot and its alias behind it. */
  readonly provider: ReadonlyMap<string, Block>;
  /** The first `resource` at a root: where a finding about the module as a whole stands. */
  readonly at: Origin | undefined;
}

const labelCounts = { resource: 2, data: 2, variable: 1, output: 1, module: 1 } as const;
type Labelled = keyof typeof labelCounts;

/** Block types that hold nothing that we read. Source: https://developer.hashicorp.com/terraform/language/syntax/json#block-type-specific-exceptions */
const otherKeys: ReadonlySet<string> = new Set(['//', 'moved', 'removed', 'import', 'check', 'ephemeral', 'action', 'list']);

/** Arguments of blocks that an override merges one by one, by kind of block: all others are replaced wholly. */
const mergedMaps: ReadonlySet<string> = new Set(['lifecycle']);

/**
 * The blocks of the documents of one folder. Override files come after all others, in the order of their names.
 * Source: https://developer.hashicorp.com/terraform/language/files/override
 */
export function readBlocks(documents: readonly SyntaxDocument[], problems: Problems): Blocks {
  const found: Record<Labelled, Map<string, Block>> = { resource: new Map(), data: new Map(), variable: new Map(), output: new Map(), module: new Map() };
  const locals = new Map<string, Cursor>();
  const backend = new Map<string, Block>();
  const provider = new Map<string, Block>();
  let at: Origin | undefined;
  const overrides = documents.filter(({ file }) => isOverride(file)).sort((a, b) => (a.file < b.file ? -1 : 1));
  for (const document of [...documents.filter((d) => !overrides.includes(d)), ...overrides]) {
    for (const problem of document.problems) problems.note(problem);
    const isOver = overrides.includes(document);
    for (const [key, cursor] of rootEntries(document, problems)) {
      if (key === 'locals') readLocals(cursor, isOver, locals, problems);
      else if (key === 'terraform') readBackend(cursor, backend, problems);
      else if (key === 'provider') readProviders(cursor, isOver, provider, problems);
      else if (key in labelCounts) {
        if (key === 'resource') at ??= cursor.at;
        const kind = key as Labelled;
        for (const block of labelled(cursor, labelCounts[kind], kind, problems)) enter(block, kind, isOver, found[kind], problems);
      } else if (!otherKeys.has(key)) problems.add('unknown-block', `\`${key}\` is no block that Terraform knows.`, cursor.at, 'warning', 'key');
    }
  }
  return { ...found, locals, backend, provider, at };
}

function isOverride(file: string): boolean {
  return /(^|[/_])override\.(tf|tofu)\.json$/.test(file);
}

function rootEntries(document: SyntaxDocument, problems: Problems): readonly (readonly [string, Cursor])[] {
  const root = rootOf(document);
  if (!root || isNull(root)) return [];
  const roots = itemsOf(root) ?? [root];
  return roots.flatMap((one) => {
    const pairs = pairsOf(one);
    if (!pairs) problems.add('wrong-type', 'A Terraform file holds an object, or a list of objects.', one.at, 'error', 'key');
    return pairs ?? [];
  });
}

function readLocals(cursor: Cursor, isOver: boolean, into: Map<string, Cursor>, problems: Problems): void {
  for (const one of itemsOf(cursor) ?? [cursor]) {
    const pairs = pairsOf(one);
    if (!pairs && !isNull(one)) problems.add('wrong-type', '`locals` must be an object.', one.at, 'error', 'key');
    for (const [name, value] of pairs ?? []) {
      if (name === '//') continue;
      if (into.has(name) && !isOver) problems.add('duplicate-local', `The local ${name} is given twice.`, value.at, 'error', 'key');
      else into.set(name, value);
    }
  }
}

/** A backend in an override file replaces the one before it. Source: https://developer.hashicorp.com/terraform/language/files/override#merging-terraform-blocks */
function readBackend(cursor: Cursor, into: Map<string, Block>, problems: Problems): void {
  for (const one of itemsOf(cursor) ?? [cursor]) {
    const written = entriesOf(one)?.get('backend');
    if (!written) continue;
    into.clear();
    for (const block of labelled(written, 1, 'backend', problems)) into.set(block.labels.join('.'), block);
  }
}

/** Several blocks of one provider are told apart by their aliases. Source: https://developer.hashicorp.com/terraform/language/block/provider#alias */
function readProviders(cursor: Cursor, isOver: boolean, into: Map<string, Block>, problems: Problems): void {
  for (const block of labelled(cursor, 1, 'provider', problems)) {
    const alias = textOf(block.entries.get('alias'));
    const named = alias === undefined ? block : { ...block, labels: [...block.labels, alias] };
    const name = named.labels.join('.');
    const before = into.get(name);
    if (before && isOver) into.set(name, overridden(before, named));
    else if (!before) into.set(name, named);
  }
}

/** The bodies below a number of labels: each level is an object, or a list of objects. */
function labelled(cursor: Cursor, count: number, kind: Labelled | 'backend' | 'provider', problems: Problems): readonly Block[] {
  const found: Block[] = [];
  const enterLevel = (at: Cursor, labels: readonly string[], typeAt: Origin | undefined): void => {
    if (labels.length === count) {
      for (const body of itemsOf(at) ?? [at]) {
        const entries = entriesOf(body);
        if (!entries && !isNull(body)) problems.add('wrong-type', `The body of ${kind} ${labels.join('.')} must be an object.`, body.at, 'error', 'key');
        found.push({ labels, at: body.at, typeAt: typeAt ?? body.at, entries: withoutComments(entries) });
      }
      return;
    }
    for (const level of itemsOf(at) ?? [at]) {
      const pairs = pairsOf(level);
      if (!pairs && !isNull(level)) problems.add('wrong-type', `\`${[kind, ...labels].join('.')}\` must be an object.`, level.at, 'error', 'key');
      for (const [name, below] of pairs ?? []) if (name !== '//') enterLevel(below, [...labels, name], typeAt ?? below.at);
    }
  };
  enterLevel(cursor, [], undefined);
  return found;
}

function withoutComments(entries: ReadonlyMap<string, Cursor> | undefined): ReadonlyMap<string, Cursor> {
  return new Map([...(entries ?? [])].filter(([name]) => name !== '//'));
}

function enter(block: Block, kind: Labelled, isOver: boolean, into: Map<string, Block>, problems: Problems): void {
  const name = block.labels.join('.');
  const before = into.get(name);
  if (isOver && before) into.set(name, overridden(before, block));
  else if (isOver) problems.add('override-of-nothing', `There is no ${kind} ${name} that could be overridden.`, block.at, 'warning', 'key');
  else if (before) problems.add(`duplicate-${kind}`, `The ${kind} ${name} is declared twice; the first one counts here.`, block.at, 'error', 'key');
  else into.set(name, block);
}

/** An argument of the override replaces the one of its name wholly; so do nested blocks, written out or dynamic. */
function overridden(base: Block, over: Block): Block {
  const entries = new Map(base.entries);
  const dynamic = over.entries.get('dynamic');
  for (const [name] of (dynamic && pairsOf(dynamic)) ?? []) entries.delete(name);
  for (const [name, cursor] of over.entries) {
    const before = entries.get(name);
    entries.set(name, before && mergedMaps.has(name) ? mergedOver(before, cursor) : cursor);
  }
  return { ...base, entries };
}

/** `lifecycle` is merged argument by argument; as a node of the override's document it keeps the places of both. */
function mergedOver(before: Cursor, over: Cursor): Cursor {
  if (before.node.kind !== 'mapping' || over.node.kind !== 'mapping') return over;
  const given = new Set(over.node.pairs.map((pair) => pair.name));
  const kept = before.node.pairs.filter((pair) => !given.has(pair.name)).map((pair) => ({ ...pair, block: pair.block ?? before.at.block }));
  return { ...over, node: { ...over.node, pairs: [...kept, ...over.node.pairs] } };
}
