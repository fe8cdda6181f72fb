import type { Edit, Literal } from '../model/edit.ts';
import type { Property } from '../rule/property.ts';
import type { Fix } from '../rule/rule.ts';
import { sameScalar } from './coerce.ts';
import { read, type Scope } from './read.ts';
import type { View } from '../rule/view.ts';

/** The edits of a fix in the scope and world of a failure, or why there are none. All of them, or none. */
export function lowerFix(fix: Fix, scope: Scope, view: View): { readonly edits: readonly Edit[] } | { readonly refused: string } {
  const edits: Edit[] = [];
  for (const [property, value] of fix.set ?? []) {
    const lowered = lowerSet(property, value, scope, view);
    if ('refused' in lowered) return lowered;
    edits.push(...lowered.edits);
  }
  for (const property of fix.remove ?? [])
    for (const { value, rest, isInText } of read(property, scope, view)) {
      if (isInText) return { refused: inText(property) };
      if (value.kind === 'absent' || rest?.length !== 0) continue;
      if (value.via) return { refused: elsewhere(property) };
      edits.push({ op: 'remove', anchor: value.at, rest: [] });
    }
  return edits.length > 0 ? { edits } : { refused: 'there is nothing to change in the template' };
}

function lowerSet(property: Property, literal: Literal, scope: Scope, view: View): { readonly edits: readonly Edit[] } | { readonly refused: string } {
  const edits: Edit[] = [];
  for (const { value, rest, isInText } of read(property, scope, view)) {
    if (isInText) return { refused: inText(property) };
    if (value.via) return { refused: elsewhere(property) };
    if (rest === undefined) return { refused: `\`${property.name}\` stands in a list that has no item yet` };
    switch (value.kind) {
      case 'scalar':
        if (typeof literal !== 'object' && sameScalar(value.value, literal)) continue;
        break;
      case 'absent':
        break;
      case 'list':
      case 'map':
        if (typeof literal !== 'object') return { refused: `\`${property.name}\` is not a single value here` };
        break;
      case 'ref':
      case 'text':
      case 'unknown':
        return { refused: `\`${property.name}\` is computed here` };
    }
    edits.push({ op: 'set', anchor: value.at, rest, value: literal });
  }
  return { edits };
}

const inText = (property: Property): string => `\`${property.name}\` stands inside of a text`;
const elsewhere = (property: Property): string => `the value of \`${property.name}\` is written elsewhere: in a parameter, a mapping or an anchor`;
