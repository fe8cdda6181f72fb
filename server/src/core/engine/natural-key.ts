import type { Value } from '../model/value.ts';
import { hash } from './hash.ts';

/** Keys that name an item of a list, in AWS's spelling and Terraform's. */
const naming = ['Id', 'Sid', 'Key', 'Name', 'DeviceName', 'VolumeName', 'id', 'sid', 'key', 'name', 'device_name'];

/**
 * A label for each item that stays when the list is reordered: its naming key, else a hash of its content as written;
 * a second item with the same label gets its rank. Choices are not decided: a label must not split a world.
 */
export function labelItems(items: readonly Value[]): readonly string[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const label = labelOf(item);
    const rank = seen.get(label) ?? 0;
    seen.set(label, rank + 1);
    return rank === 0 ? label : `${label}~${rank + 1}`;
  });
}

/** A path as people are shown it: without the hashes that tell apart list items which have no name. */
export function shownPath(path: string): string {
  return path.replace(/\[#[0-9a-f]{6}(?:~\d+)?\]/g, '[]');
}

function labelOf(item: Value): string {
  if (item.kind === 'map')
    for (const key of naming) {
      const value = item.entries.get(key);
      if (value?.kind === 'scalar' && value.value !== '') return `${key}=${value.value}`;
    }
  return `#${hash(contentOf(item, 0)).slice(0, 6)}`;
}

/** A text that is the same for equal content. Bounded in depth: deeper differences do not show. */
function contentOf(value: Value, depth: number): string {
  if (depth > 4) return '…';
  switch (value.kind) {
    case 'scalar':
      return String(value.value);
    case 'list':
      return `[${value.items.map((item) => contentOf(item, depth + 1)).join(',')}]`;
    case 'map':
      return `{${[...value.entries].map(([key, item]) => `${key}:${contentOf(item, depth + 1)}`).sort().join(',')}}`;
    case 'ref':
      return `@${value.to}.${value.attribute}`;
    case 'text':
      return value.parts.map((part) => (typeof part === 'string' ? part : contentOf(part, depth + 1))).join('');
    case 'absent':
      return '';
    case 'unknown':
      return `?${value.symbol ?? ''}`;
    case 'choice':
      return value.cases.map((c) => contentOf(c.value, depth + 1)).join('|');
  }
}
