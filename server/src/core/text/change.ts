/** A change of a text: `start` to `end` (offsets in the old text) was replaced, and ends at `newEnd` in the new one. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly newEnd: number;
}

const step = 4096;

/** The smallest change that turns one text into the other. */
export function changeBetween(before: string, after: string): Change {
  const start = commonStart(before, after);
  const kept = commonEnd(before, after, Math.min(before.length, after.length) - start);
  return { start, end: before.length - kept, newEnd: after.length - kept };
}

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at + step <= most && a.slice(at, at + step) === b.slice(at, at + step)) at += step;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

function commonEnd(a: string, b: string, most: number): number {
  let length = 0;
  while (length + step <= most && slice(a, length) === slice(b, length)) length += step;
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length++;
  return length;
}

function slice(text: string, fromEnd: number): string {
  return text.slice(text.length - fromEnd - step, text.length - fromEnd);
}
