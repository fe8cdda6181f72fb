import type { Template } from '../core/model/template.ts';
import { parseJson } from '../syntax/json/parse.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import { updateDocument } from '../syntax/update.ts';
import { parseYaml } from '../syntax/yaml/parse.ts';
import type { ReadTemplate, TemplateMemory } from './cloudformation/memory.ts';
import { updateTemplate } from './cloudformation/template.ts';
import { confirm, sniff } from './detect.ts';

/** How the documents of one format are read. */
export interface Adapter {
  readonly id: 'cloudformation';
  /** The template in a document that `confirm` knows. `key`: project-relative path. `before`: what is kept of the version before. */
  readonly read: (document: SyntaxDocument, key: string, parameters: ReadonlyMap<string, string> | undefined, before: TemplateMemory | undefined) => ReadTemplate;
}

/** The adapter of each format. */
export const adapters: Readonly<Record<Adapter['id'], Adapter>> = {
  cloudformation: { id: 'cloudformation', read: updateTemplate },
};

/** A file that was read, or why it is none of ours. */
export type Read =
  | { readonly kind: 'not-ours'; readonly why: string }
  | {
      readonly kind: 'template';
      readonly document: SyntaxDocument;
      readonly template: Template;
      /** For reading the next version of the same file. */
      readonly memory?: TemplateMemory;
    };

/**
 * Sniffs, parses, confirms and reads the text of a file. Never throws on bad input. `previous`: what reading an earlier text of the same file
 * gave; what the change does not reach then keeps its objects. The law: with or without it, the answer is equal.
 */
export function readDocument(text: string, file: string, parameters?: ReadonlyMap<string, string>, previous?: Read): Read {
  const before = previous?.kind === 'template' && previous.document.file === file ? previous : undefined;
  const parsed = parseDocument(text, file, before?.document);
  if ('why' in parsed) return { kind: 'not-ours', why: parsed.why };
  const { document, format } = parsed;
  return { kind: 'template', document, ...adapters[format].read(document, file, parameters, before?.memory) };
}

/** The document of a file and its format, not read as a template yet; or why it is none of ours. `previous`: that of an earlier text of the same file, as in `readDocument`. */
export function parseDocument(text: string, file: string, previous?: SyntaxDocument): { readonly document: SyntaxDocument; readonly format: Adapter['id'] } | { readonly why: string } {
  const updated = previous?.file === file ? updateDocument(previous, text) : undefined;
  const document = parse(text, file, updated);
  if ('why' in document) return document;
  const confirmed = confirm(document);
  return confirmed.format === undefined ? confirmed : { document, format: confirmed.format };
}

function parse(text: string, file: string, updated: SyntaxDocument | undefined): SyntaxDocument | { readonly why: string } {
  const sniffed = sniff(text, file);
  if (!sniffed.maybe) return sniffed;
  if (updated?.syntax === sniffed.syntax) return updated;
  return sniffed.syntax === 'json' ? parseJson(text, file) : parseYaml(text, file);
}
