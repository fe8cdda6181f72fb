import type { Template } from '../core/model/template.ts';
import { parseJson } from '../syntax/json/parse.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import { parseYaml } from '../syntax/yaml/parse.ts';
import { readTemplate } from './cloudformation/template.ts';
import { confirm, sniff } from './detect.ts';

/** How the documents of one format are read. */
export interface Adapter {
  readonly id: 'cloudformation';
  /** The template in a document that `confirm` knows. `key`: project-relative path. */
  readonly read: (document: SyntaxDocument, key: string, parameters?: ReadonlyMap<string, string>) => Template;
}

/** The adapter of each format. */
export const adapters: Readonly<Record<Adapter['id'], Adapter>> = {
  cloudformation: { id: 'cloudformation', read: readTemplate },
};

/** A file that was read, or why it is none of ours. */
export type Read =
  | { readonly kind: 'not-ours'; readonly why: string }
  | { readonly kind: 'template'; readonly document: SyntaxDocument; readonly template: Template };

/** Sniffs, parses, confirms and reads the text of a file. Never throws on bad input. */
export function readDocument(text: string, file: string, parameters?: ReadonlyMap<string, string>): Read {
  const sniffed = sniff(text, file);
  if (!sniffed.maybe) return { kind: 'not-ours', why: sniffed.why };
  const document = sniffed.syntax === 'json' ? parseJson(text, file) : parseYaml(text, file);
  const confirmed = confirm(document);
  if (confirmed.format === undefined) return { kind: 'not-ours', why: confirmed.why };
  return { kind: 'template', document, template: adapters[confirmed.format].read(document, file, parameters) };
}
