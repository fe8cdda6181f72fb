import { Composer, CST, isMap, isScalar, Lexer, Parser } from 'yaml';
import type { Document, Node as LibraryNode, YAMLError } from 'yaml';

import type { Range } from '../../core/text/range.ts';
import type { DocumentDraft } from '../draft.ts';
import type { Node } from '../tree.ts';
import { TreeBuilder } from './build.ts';
import { maxDepth, maxParserDepth, pruneDeep } from './depth.ts';
import type { EntryLevel } from './entry-level.ts';
import type { ReadPair } from './read.ts';

/**
 * Scalars stay text here and are read by `scalars.ts`; unknown tags bring warnings that are dropped. The version
 * decides directives only. https://eemeli.org/yaml/#options
 */
const options = { version: '1.1', schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, keepSourceTokens: true } as const;

const numberSign = 35;

interface Composed {
  readonly contents: LibraryNode;
  readonly start: readonly CST.SourceToken[];
}

/** The tree of the first document that holds anything, read by the parser that recovers from errors. Comments and problems go to the draft. */
export function recoverDocument(draft: DocumentDraft): Node | undefined {
  const { text } = draft;
  const shift = text.startsWith(CST.BOM) ? CST.BOM.length : 0;
  const composed = compose(draft, text.slice(shift), shift);
  return composed === undefined ? undefined : new TreeBuilder(draft, shift).build(composed.contents, composed.start);
}

/**
 * The entries of a mapping that stand from `start` (a key in the column of `level`) to `end` (a line start, or the end of the text), read by the
 * parser that recovers from errors. Undefined where these lines are not some entries of one mapping, hold Resources, or anchors and aliases, which may reach into other entries.
 */
export function recoverEntries(draft: DocumentDraft, start: number, end: number, level: EntryLevel): readonly ReadPair[] | undefined {
  const lines = draft.text.slice(start, end);
  // An entry goes before: so these lines are read as those of a mapping, whatever they hold.
  const indentation = ' '.repeat(level.column);
  const prefix = `${indentation}x: 1\n${indentation}`;
  const shift = start - prefix.length;
  const composer = new Composer<LibraryNode & Document.Parsed['contents']>(options);
  const documents: Document.Parsed[] = [];
  let reachesOut = false;
  const noteReach = (): void => {
    reachesOut = true;
  };
  for (const token of tokens(draft, prefix + lines, shift, noteReach)) {
    if (token.type === 'document' && pruneDeep(token).length > 0) return undefined;
    for (const document of composer.next(token)) documents.push(document);
  }
  for (const document of composer.end()) documents.push(document);
  const [document] = documents;
  if (reachesOut || document === undefined || documents.length > 1 || !isMap(document.contents) || document.contents.flow === true) return undefined;
  notes(draft, document, shift, { start, end: start + lines.trimEnd().length });
  const entries = new TreeBuilder(draft, shift).entries(document.contents, 1, level);
  const holdsResources = level.name === 'root' && entries.some(({ pair }) => pair.name === 'Resources');
  return entries.length === 0 || holdsResources ? undefined : entries;
}

/** The contents of the first document that has any. */
function compose(draft: DocumentDraft, source: string, shift: number): Composed | undefined {
  const starts: (readonly CST.SourceToken[])[] = [];
  const documents: Document.Parsed[] = [];
  const composer = new Composer<LibraryNode & Document.Parsed['contents']>(options);
  for (const token of tokens(draft, source, shift)) {
    if (token.type === 'document') {
      for (const offset of pruneDeep(token)) noteDeep(draft, offset + shift, offset + shift + 1);
      starts.push(token.start);
    }
    for (const document of composer.next(token)) documents.push(document);
  }
  for (const document of composer.end()) documents.push(document);
  if (documents.length === 0) notes(draft, composer.streamInfo(), shift);
  const [index = 0, second] = documents.flatMap((document, at) => (isFilled(document) ? [at] : []));
  const first = documents[index];
  if (first === undefined) return undefined;
  notes(draft, first, shift);
  if (second !== undefined) {
    const at = (documents[second]?.contents?.range[0] ?? 0) + shift;
    draft.problem('several-documents', 'warning', at, at, 'This file holds several documents; only the first is read.');
  }
  return first.contents === null || !isFilled(first) ? undefined : { contents: first.contents, start: starts[index] ?? [] };
}

/** The tokens of a text; comments are noted on the way, exactly where the lexer sees them. `onReach` is told of anchors and aliases. */
function* tokens(draft: DocumentDraft, source: string, shift: number, onReach?: () => void): Generator<CST.Token, void> {
  const parser = new Parser();
  let isScalarNext = false;
  for (const lexeme of new Lexer().lex(source)) {
    if (lexeme.charCodeAt(0) === numberSign && !isScalarNext) {
      const start = parser.offset + shift;
      draft.comment(lexeme.slice(1), start, start + lexeme.length);
    }
    if (onReach && !isScalarNext && /^[&*]/.test(lexeme)) onReach();
    isScalarNext = lexeme === CST.SCALAR;
    yield* parser.next(lexeme);
    if (parser.stack.length > maxParserDepth) {
      noteDeep(draft, parser.offset + shift, draft.text.length);
      break;
    }
  }
  yield* parser.end();
}

function noteDeep(draft: DocumentDraft, start: number, end: number): void {
  draft.problem('nested-too-deep', 'error', start, end, `Nested deeper than ${maxDepth} levels; this part is not read.`);
}

function isFilled({ contents }: Document.Parsed): boolean {
  if (contents === null) return false;
  return !(isScalar(contents) && contents.source === '' && contents.type === 'PLAIN' && contents.tag === undefined && contents.anchor === undefined);
}

/** Notes what the library complains of; what stands outside of `within` is moved to its nearest end. */
function notes(draft: DocumentDraft, from: { readonly errors: readonly YAMLError[]; readonly warnings: readonly YAMLError[] }, shift: number, within?: Range): void {
  for (const error of from.errors) note(draft, error, 'error', shift, within);
  for (const warning of from.warnings) {
    if (warning.code !== 'TAG_RESOLVE_FAILED' && warning.code !== 'BAD_COLLECTION_TYPE') note(draft, warning, 'warning', shift, within);
  }
}

function note(draft: DocumentDraft, error: YAMLError, severity: 'error' | 'warning', shift: number, within: Range | undefined): void {
  const { code, message } = describe(error);
  const [start, end] = error.pos;
  if (within === undefined) return draft.problem(code, severity, start + shift, end + shift, message);
  const inside = (offset: number): number => Math.min(Math.max(offset + shift, within.start), within.end);
  draft.problem(code, severity, inside(start), inside(end), message);
}

/** Our words for what users meet most; else the first line of the library's own. */
function describe(error: YAMLError): { readonly code: string; readonly message: string } {
  switch (error.code) {
    case 'MULTIPLE_TAGS':
      return { code: 'multiple-tags', message: 'A value can have only one tag; write the outer function in its long form (`Fn::Base64:`).' };
    case 'TAB_AS_INDENT':
      return { code: 'yaml-syntax', message: 'Tabs cannot indent YAML; use spaces.' };
    case 'MULTILINE_IMPLICIT_KEY':
      return { code: 'yaml-syntax', message: 'A key must stand on one line, followed by a colon.' };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return { code: 'yaml-syntax', message: 'A nested mapping must begin on a line of its own; quote the value if its colon is text.' };
    default:
      return { code: 'yaml-syntax', message: error.message.split('\n', 1)[0] ?? error.message };
  }
}
