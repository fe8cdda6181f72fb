import fc from 'fast-check';

/** One step of an editing session; the numbers choose places in whatever the text is then. */
export type Step =
  | { readonly kind: 'type'; readonly at: number; readonly text: string }
  | { readonly kind: 'delete'; readonly at: number; readonly length: number }
  | { readonly kind: 'move' | 'copy'; readonly line: number; readonly lines: number; readonly to: number }
  | { readonly kind: 'drop'; readonly line: number; readonly lines: number }
  | { readonly kind: 'indent'; readonly line: number; readonly lines: number; readonly by: number }
  | { readonly kind: 'swap'; readonly line: number; readonly piece: string }
  | { readonly kind: 'undo'; readonly versions: number };

const pieces = [
  'a', ' ', '\n', ':', ': ', '- ', '"', "'", '#', ' # note', '{', '}', '[', ']', ',', '|', '>', '&x ', '*x', '!Ref ', '!Sub', '---\n', '...\n', '\t', '\r\n', '\r', '\\', '~', '%',
  'Resources:', '\nResources:\n', '  ', '\n  ', '\n    ', '\n  New:\n    Type: AWS::S3::Bucket\n', '\nOutputs:\n  O: {Value: 1}\n', 'Key: value', '"Key": "value",', '"New": {"Type": "A::B::C"},', '<<: ',
  '\n# dataward-ignore some-rule: because\n', '|\n      text\n', 'true', '0', '//', '/* x */', '"Resources": {', 'Type', '\ufeff', '? ', 'x: {a: 1}', 'Condition: No\n',
];

const place = fc.nat({ max: 1_000_000 });
const few = fc.integer({ min: 1, max: 6 });

/** An edit of any kind, the small ones more often. */
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('type' as const), at: place, text: fc.constantFrom(...pieces) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('type' as const), at: place, text: fc.string({ minLength: 1, maxLength: 3 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('delete' as const), at: place, length: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), at: place, length: fc.integer({ min: 5, max: 400 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('move' as const, 'copy' as const), line: place, lines: few, to: place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('drop' as const), line: place, lines: few }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('indent' as const), line: place, lines: few, by: fc.constantFrom(-2, -1, 1, 2, 4) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('swap' as const), line: place, piece: fc.constantFrom('', 'x', '"x"', ' "x"', '- a', 'Key: v', '{a: b}', '[a,', '"open') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('undo' as const), versions: fc.integer({ min: 1, max: 3 }) }) },
);

/** An editing session. */
export const session: fc.Arbitrary<readonly Step[]> = fc.array(step, { minLength: 1, maxLength: 6 });

/** How many sessions a property runs: DATAWARD_EDIT_RUNS, or as many as are said. */
export function runs(standard: number): number {
  const wanted = Number(process.env['DATAWARD_EDIT_RUNS'] ?? standard);
  return Number.isInteger(wanted) && wanted > 0 ? wanted : standard;
}

/** The text after a step; `history` are the texts before it, the last one being the newest. */
export function applied(step: Step, history: readonly string[]): string {
  const text = history.at(-1) ?? '';
  switch (step.kind) {
    case 'type':
      return splice(text, step.at % (text.length + 1), 0, step.text);
    case 'delete':
      return splice(text, step.at % (text.length + 1), step.length, '');
    case 'undo':
      return history.at(-1 - step.versions) ?? text;
    default:
      return onLines(step, text);
  }
}

function onLines(step: Exclude<Step, { readonly kind: 'type' | 'delete' | 'undo' }>, text: string): string {
  const lines = text.split('\n');
  const from = step.line % lines.length;
  switch (step.kind) {
    case 'drop':
      return lines.toSpliced(from, step.lines).join('\n');
    case 'copy':
    case 'move': {
      const taken = lines.slice(from, from + step.lines);
      const rest = step.kind === 'copy' ? lines : lines.toSpliced(from, step.lines);
      return rest.toSpliced(step.to % (rest.length + 1), 0, ...taken).join('\n');
    }
    case 'indent':
      return lines.map((line, i) => (i < from || i >= from + step.lines ? line : step.by > 0 ? ' '.repeat(step.by) + line : line.replace(new RegExp(`^ {0,${-step.by}}`), ''))).join('\n');
    case 'swap':
      return lines.with(from, (lines[from] ?? '').replace(/(?<=[:-] ).*$/, step.piece)).join('\n');
  }
}

function splice(text: string, at: number, length: number, inserted: string): string {
  return text.slice(0, at) + inserted + text.slice(at + length);
}
