import { capitalized, sourceNotes } from '../../project/finding-source.ts';
import type { ShownFinding } from '../present.ts';

/** A finding in sentences: what is wrong, what was seen, when, and where it comes from in an app. */
export function sentencesOf({ message, detail, when, source }: ShownFinding): string {
  const notes = source ? sourceNotes(source, source.stale).map((note) => `${capitalized(note)}.`) : [];
  return [message, ...(detail === '' ? [] : [`${detail}.`]), ...(when.length > 0 ? [`When ${when.join(' and ')}.`] : []), ...notes].join(' ');
}
