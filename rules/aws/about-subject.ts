import type { Requirement } from '../../server/src/core/rule/requirement.ts';
import type { RuleRecord } from '../../server/src/core/rule/rule.ts';
import type { Judgement, View } from '../../server/src/core/rule/view.ts';

/** A rule's own judgement, for what no requirement can say. */
export type Judge = Exclude<RuleRecord['require'], Requirement>;
/** What is judged. */
export type Subject = Parameters<Judge>[0];
/** A value whose choices are decided. */
export type Settled = ReturnType<View['settle']>;

/** It holds, as this shows. */
export const passes = (subject: Subject, detail: string, by?: Subject): Judgement => about(subject, 'pass', detail, by);
/** It does not hold; the finding stands at the key of the subject. */
export const fails = (subject: Subject, detail: string): Judgement => about(subject, 'fail', detail);
/** It cannot be known, and why. */
export const isUnknown = (subject: Subject, reason: string): Judgement => ({ ...about(subject, 'unknown', reason), reason });

function about(subject: Subject, verdict: Judgement['verdict'], detail: string, by?: Subject): Judgement {
  const related = by ? [{ message: by.address, at: by.at, address: by.address }] : [];
  return { verdict, evidence: [{ detail, at: subject.at, missing: true, related, path: '', edits: [], sensitive: false }] };
}

/** What stands at a path of keys in the properties of a resource. A list of one is read as its item. */
export function valueAt(resource: Subject, path: readonly string[], view: View): Settled {
  let value = view.settle(resource.properties);
  for (const key of path) {
    if (value.kind === 'list' && value.items.length === 1 && value.items[0]) value = view.settle(value.items[0]);
    if (value.kind !== 'map') return value;
    const entry = value.entries.get(key);
    if (entry === undefined) return value.open ? { kind: 'unknown', reason: 'a macro may add it', channel: 'other', maybeAbsent: true, at: value.at } : { kind: 'absent', at: value.at };
    value = view.settle(entry);
  }
  return value;
}

/** The items of a list; one value counts as a list of one. */
export function itemsOf(value: Settled, view: View): readonly Settled[] {
  if (value.kind === 'absent') return [];
  return value.kind === 'list' ? value.items.map((item) => view.settle(item)).filter((item) => item.kind !== 'absent') : [value];
}
