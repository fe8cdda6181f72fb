import type { Suppression } from '../../core/model/template.ts';
import { nodeCovered, readSuppressions } from '../../syntax/suppression-comments.ts';
import type { SyntaxDocument } from '../../syntax/tree.ts';
import { type Cursor, scalarText } from './cursor.ts';
import { type Reading, writtenAt } from './reading.ts';

type Scope = Suppression['scope'];

/** The wishes of comments, and of `Metadata.dataward.ignore` of the template and its resources. */
export function readTemplateSuppressions(root: Cursor, reading: Reading): readonly Suppression[] {
  const found = [...fromComments(reading), ...fromMetadata(root, root, { kind: 'file' }, reading)];
  for (const [address, resource] of reading.resources) found.push(...fromMetadata(resource, resource, { kind: 'resource', address }, reading));
  return found;
}

/** May a comment of the document be a wish? */
export function hasWishes({ comments }: SyntaxDocument): boolean {
  return comments.some(({ text }) => text.startsWith('dataward-ignore'));
}

function fromComments(reading: Reading): readonly Suppression[] {
  const { document } = reading.walk;
  return document.comments.flatMap((comment) =>
    readSuppressions(comment).flatMap(({ rules, reason, until, file, at, problems }): readonly Suppression[] => {
      reading.problems.push(...problems);
      if (problems.length > 0) return [];
      const scope: Scope | undefined = file ? { kind: 'file' } : scopeOf(nodeCovered(document, comment), reading);
      if (!scope) reading.problems.push({ code: 'suppression-syntax', message: 'The suppression stands at nothing that it could cover.', severity: 'warning', at });
      return scope ? [{ rules, scope, at, ...(reason !== undefined && { reason }), ...(until !== undefined && { until }) }] : [];
    }),
  );
}

/** What stands at a path: a resource as a whole, or a node. */
function scopeOf(path: readonly (string | number)[] | undefined, reading: Reading): Scope | undefined {
  const [section, address] = path ?? [];
  if (path?.length === 2 && section === 'Resources' && typeof address === 'string' && reading.resources.has(address)) return { kind: 'resource', address };
  const covered = path && reading.walk.find(path);
  return covered && { kind: 'node', origin: covered.at };
}

function fromMetadata(of: Cursor, holder: Cursor, scope: Scope, reading: Reading): readonly Suppression[] {
  const { walk } = reading;
  const metadata = walk.get(of, 'Metadata');
  const ours = metadata && walk.get(metadata, 'dataward');
  const ignore = ours && walk.get(ours, 'ignore');
  if (!ignore) return [];
  return (walk.items(ignore) ?? [ignore]).flatMap((item) => wish(item, holder, scope, reading) ?? []);
}

function wish(item: Cursor, holder: Cursor, scope: Scope, reading: Reading): Suppression | undefined {
  const { walk } = reading;
  const origin = writtenAt(item);
  const at = { block: origin.block, range: origin.value };
  const bad = (message: string): undefined => {
    reading.problem('suppression-syntax', message, item, 'warning');
    return undefined;
  };
  const whole = scalarText(item)?.trim();
  if (whole) return { rules: [whole], scope, at };

  const named = walk.get(item, 'rules') ?? walk.get(item, 'rule');
  const rules = named && (walk.items(named) ?? [named]).map(scalarText);
  if (!rules?.length || !rules.every((rule) => rule !== undefined && rule !== '')) return bad('A suppression names its rule, or several: {"rule": "…", "reason": "…"}.');

  const [reason, until, path] = ['reason', 'until', 'path'].map((key) => {
    const entry = walk.get(item, key);
    return entry && scalarText(entry);
  });
  if (until !== undefined && !/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(until)) return bad(`\`${until}\` is no date of the form YYYY-MM-DD.`);
  const below = path === undefined ? undefined : nodeBelow(holder, path, scope, reading);
  if (path !== undefined && !below) return bad(`There is nothing at the path ${path}.`);
  return {
    rules: rules.filter((rule) => rule !== undefined),
    scope: below ? { kind: 'node', origin: below.at } : scope,
    at,
    ...(reason !== undefined && { reason }),
    ...(until !== undefined && { until }),
  };
}

/** The node at `BucketEncryption.Rules[0]`: below Properties of a resource, or of the entry itself. */
function nodeBelow(holder: Cursor, path: string, scope: Scope, reading: Reading): Cursor | undefined {
  const { walk } = reading;
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const from = scope.kind === 'resource' && steps[0] !== 'Properties' ? (walk.get(holder, 'Properties') ?? holder) : holder;
  let at: Cursor | undefined = from;
  for (const step of steps) {
    if (!at) return undefined;
    at = walk.items(at)?.[Number(step)] ?? walk.get(at, step);
  }
  return at;
}
