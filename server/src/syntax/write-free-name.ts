import type { SyntaxDocument } from './tree.ts';

/** A logical id from the hint that neither `taken` nor any resource or parameter at the top of the document has, of letters and digits only. */
export function freeLogicalId(hint: string, taken: readonly string[], document: SyntaxDocument): string {
  const { root, seen } = document;
  const names = root && seen ? seen.of('logical ids', root, () => logicalIds(document)) : logicalIds(document);
  const stem = hint.replace(/[^A-Za-z0-9]/g, '') || 'Resource';
  let name = stem;
  for (let suffix = 2; names.has(name) || taken.includes(name); suffix += 1) name = `${stem}${String(suffix)}`;
  return name;
}

function logicalIds({ root }: SyntaxDocument): ReadonlySet<string> {
  const names = new Set<string>();
  for (const section of root?.kind === 'mapping' ? root.pairs : []) {
    if (section.name !== 'Parameters' && section.name !== 'Resources') continue;
    if (section.value.kind === 'mapping') for (const pair of section.value.pairs) names.add(pair.name);
  }
  return names;
}
