import { DocumentDraft } from '../draft.ts';
import type { Pair, SyntaxDocument } from '../tree.ts';
import { EntryReader } from './entries.ts';
import type { EntryLevel } from './entry-level.ts';
import { recoverDocument } from './recover.ts';
import { Unreadable } from './unreadable.ts';

const byteOrderMark = '\ufeff';

/**
 * The tree of a YAML file, with comments and problems. Reads the first document that holds anything; recovers from
 * errors; never throws. Offsets are those of `text`, which may begin with a byte order mark. The law of blocks stands
 * at `DocumentDraft`, the law of scalars at `plainValue`.
 *
 * Two readers, one result: the fast one reads nearly everything; an entry of the root or of Resources that it cannot read goes to the
 * `yaml` library by itself, so that an error reaches no further; where entries may reach into each other (anchors, several documents, a
 * root that is no block mapping), the whole text goes there.
 *
 * Problems: `yaml-syntax`, `multiple-tags`, `duplicate-key`, `several-documents`, `unresolved-alias`, `alias-cycle`,
 * `too-many-aliases`, `non-string-key`, `nested-too-deep` (200 levels, aliases followed).
 */
export function parseYaml(text: string, file: string): SyntaxDocument {
  return readByEntry(text, file) ?? parseWithLibrary(text, file);
}

/** The same tree, read as a whole by the `yaml` library: the measure of the fast reader. */
export function parseWithLibrary(text: string, file: string): SyntaxDocument {
  const draft = new DocumentDraft(file, text);
  const root = recoverDocument(draft);
  return draft.finish('yaml', root, false);
}

/** The entries that a text holds, as those of the root or of Resources; undefined where the whole document is to be read. */
export function parseYamlEntries(draft: DocumentDraft, level: EntryLevel, isFirst: boolean): readonly Pair[] | undefined {
  if (isUnusual(draft.text)) return undefined;
  try {
    return new EntryReader(draft, 0, level.column).only(level, isFirst)?.map(({ pair }) => pair);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** Carriage returns that are line breaks by themselves, or a byte order mark that is not the first character. */
function isUnusual(text: string): boolean {
  return /\r(?!\n)/.test(text) || text.includes(byteOrderMark, 1);
}

function readByEntry(text: string, file: string): SyntaxDocument | undefined {
  if (isUnusual(text)) return undefined;
  const draft = new DocumentDraft(file, text);
  try {
    const root = new EntryReader(draft, text.startsWith(byteOrderMark) ? 1 : 0, 0).root();
    return draft.finish('yaml', root, root?.kind === 'mapping');
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}
