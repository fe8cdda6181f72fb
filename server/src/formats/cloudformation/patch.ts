import type { Resource, Template } from '../../core/model/template.ts';
import type { MappingNode, Node, Pair, SyntaxDocument } from '../../syntax/tree.ts';
import { standAlone } from '../../syntax/walk.ts';
import { makesCalls } from './calls.ts';
import { lookupKeys } from './mappings.ts';
import { EntryStore, type Given, type Kept, type ReadTemplate, type TemplateMemory } from './memory.ts';
import { Reading } from './reading.ts';
import { readResource, typeName } from './resources.ts';
import { hasWishes, readTemplateSuppressions } from './suppressions.ts';
import type { Trace } from './trace.ts';

/**
 * The template of a document that differs from the one before in a single resource, inside of which nothing changed that reaches further: its name
 * and type, what it does to variables, what it reports. Everything else is taken over. Undefined where that cannot be told at once; the template is then read entry by entry.
 * The law is that of `updateTemplate`.
 */
export function patchTemplate(document: SyntaxDocument, given: Given, before: TemplateMemory): ReadTemplate | undefined {
  if (given.key !== before.given.key || given.parameters !== before.given.parameters || given.inherited !== before.given.inherited) return undefined;
  const { reading: read, template } = before;
  const change = oneChanged(read.walk.document, document);
  if (!change) return undefined;
  const { name } = change.now;
  const old = before.resources.get(name);
  if (!old || old.node !== change.was.value || read.resources.get(name)?.node !== old.node) return undefined;

  const reading = new Reading(document, read);
  const { walk } = reading;
  const root = walk.root();
  const section = root && walk.get(root, 'Resources');
  const cursor = section && walk.get(section, name);
  const type = cursor && typeName(walk.get(cursor, 'Type'));
  if (!cursor || cursor.node !== change.now.value || type !== old.value.type || makesCalls(type) || !isPlain(change.was) || !isPlain(change.now)) return undefined;
  if (lookupKeys(change.was) !== lookupKeys(change.now)) return undefined;

  reading.resources.set(name, cursor);
  const store = new EntryStore<Resource>(reading, undefined);
  const resource = store.read(name, cursor, () => readResource(name, cursor, old.beside, reading), old.beside);
  const kept = store.kept.get(name);
  if (!kept || !doesTheSame(old.trace, kept.trace) || !isIndependent(kept.trace, before.domainSizes)) return undefined;
  const suppressions = hasWishes(document) || hasWishes(read.walk.document) ? readTemplateSuppressions(root, reading) : template.suppressions;
  if (before.hasSuppressionProblems || reading.problems.length > 0) return undefined;

  const patched: Template = { ...template, resources: new Map(template.resources).set(name, resource), suppressions, problems: [...document.problems, ...before.problems] };
  return { template: patched, memory: { ...before, reading, template: patched, resources: new Map<string, Kept<Resource>>(before.resources).set(name, kept) } };
}

interface Change {
  readonly was: Pair;
  readonly now: Pair;
}

/** The only entry of Resources that is another one, where all around it is the same. */
function oneChanged(before: SyntaxDocument, after: SyntaxDocument): Change | undefined {
  const [old, now] = [before.root, after.root];
  if (!standAlone(after) || before.file !== after.file || old?.kind !== 'mapping' || now?.kind !== 'mapping' || old.range.start !== now.range.start) return undefined;
  const section = onlyOther(old, now);
  if (section?.now.name !== 'Resources' || section.was.key !== section.now.key) return undefined;
  const [was, is] = [section.was.value, section.now.value];
  if (was.kind !== 'mapping' || is.kind !== 'mapping' || was.range.start !== is.range.start || was.tag !== is.tag) return undefined;
  const entry = onlyOther(was, is);
  return entry?.was.name === entry?.now.name && entry?.was.block === entry?.now.block ? entry : undefined;
}

function onlyOther({ pairs: old }: MappingNode, { pairs: now }: MappingNode): Change | undefined {
  if (old.length !== now.length) return undefined;
  let found: Change | undefined;
  for (let i = 0; i < now.length; i++) {
    const [a, b] = [old[i], now[i]];
    if (a === b) continue;
    if (!a || !b || found) return undefined;
    found = { was: a, now: b };
  }
  return found;
}

/** A map that says by itself what it says, and nothing of suppressions. */
function isPlain({ value }: Pair): boolean {
  return value.kind === 'mapping' && value.tag === undefined && value.pairs.every((pair) => pair.name !== '<<' && (pair.name !== 'Metadata' || isForOthers(pair.value)));
}

/** Metadata without a word to us. */
function isForOthers(metadata: Node): boolean {
  return metadata.kind === 'mapping' && metadata.tag === undefined && metadata.pairs.every(({ name }) => name !== '<<' && name !== 'dataward');
}

/** Do both leave the variables alike, and report nothing? */
function doesTheSame(old: Trace, now: Trace): boolean {
  if (old.problems.length > 0 || now.problems.length > 0 || old.acts.size !== now.acts.size) return false;
  const others = old.acts.keys();
  for (const act of now.acts.keys()) if (act !== others.next().value) return false;
  return true;
}

/** Would what was asked of the variables have been answered alike before any resource was read? Then it is when all are read, too. */
function isIndependent({ domains, known }: Trace, sizes: ReadonlyMap<string, number>): boolean {
  for (const [id, was] of known) if (sizes.has(id) !== was) return false;
  for (const [id, { length }] of domains) if ((sizes.get(id) ?? 0) !== length) return false;
  return true;
}
