import type { SyntaxDocument } from '../tree.ts';
import { isFlow } from '../write-flow-style.ts';
import { writeFlow } from '../write-flow.ts';
import type { Change } from '../write-change.ts';
import { refuse } from '../write-refusal.ts';
import type { Refused } from '../write-refusal.ts';
import type { Slot } from '../write-slot.ts';
import type { Splice } from '../write-splice.ts';
import { addBlock } from './write-add.ts';
import { appendBlock, insertBlock, putBlock } from './write-block.ts';
import { dropBlock } from './write-drop.ts';
import { flowWords } from './write-style.ts';

/** The splices of a change to a YAML document: in block style, or in flow style where what is changed stands in it. */
export function writeYaml(document: SyntaxDocument, change: Change): readonly Splice[] | Refused {
  const place = holder(change);
  if (place && isFlow(place)) {
    if (/\n *\t/.test(document.text.slice(place.base + place.node.range.start, place.base + place.node.range.end))) return refuse('The line is indented by tabs.');
    return writeFlow(document, change, flowWords(document, change.at, change.kind === 'put' ? change.at.node : undefined));
  }
  switch (change.kind) {
    case 'put':
      return putBlock(document, change.at, change.draft);
    case 'insert':
      return insertBlock(document, change.at, change.draft);
    case 'append':
      return appendBlock(document, change.at, change.draft);
    case 'drop':
      return dropBlock(document, change.at, change.indexes);
    case 'add':
      return addBlock(document, change.at, change.name, change.draft);
    default:
      return change satisfies never;
  }
}

/** The collection whose style counts: the changed one, or for a single value the one that holds it. */
function holder(change: Change): Slot | undefined {
  return change.kind === 'put' || change.kind === 'add' ? change.at.up : change.at;
}
