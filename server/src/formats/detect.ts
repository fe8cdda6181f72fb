import type { MappingNode, Node, SyntaxDocument } from '../syntax/tree.ts';
import { entry, resolveAlias, rootBlock } from '../syntax/walk.ts';

/** A cheap answer from the text alone, to be confirmed once it is parsed. */
export type Sniffed = { readonly maybe: true; readonly syntax: 'yaml' | 'json' } | { readonly maybe: false; readonly why: string };

/** The format of a document, or why it is none of ours. */
export type Confirmed = { readonly format: 'cloudformation' } | { readonly format: undefined; readonly why: string };

/** Sections that a template may have besides Resources. `Metadata`, `Description` and `Rules` are too common elsewhere to tell anything. */
const sections: readonly string[] = ['Parameters', 'Mappings', 'Conditions', 'Outputs', 'Transform', 'Globals'];

const resourceKeys: ReadonlySet<string> = new Set(['Type', 'Properties', 'DependsOn', 'Condition', 'Metadata', 'DeletionPolicy', 'UpdateReplacePolicy', 'CreationPolicy', 'UpdatePolicy']);

/**
 * May the text be a template? Regular expressions only, on any text: blanks may stand before keys, a byte order mark
 * before all. `file` decides the syntax by its extension, else the first character does.
 */
export function sniff(text: string, file: string): Sniffed {
  if (text.includes('\0')) return { maybe: false, why: 'it is a binary file' };
  const syntax = syntaxOf(text, file);
  if (syntax === 'json' && !/^[\s\ufeff]*(?:\/[/*]|\{)/.test(text)) return { maybe: false, why: 'its root is not an object' };
  // To look for the name is many times as fast as to look for the key; the text may be a plan of many megabytes.
  const has = (name: string): boolean => text.includes(name) && keyPattern(name, syntax).test(text);
  if (has('AWSTemplateFormatVersion')) return { maybe: true, syntax };
  if (text.includes('Transform') && /["']?Transform["']?\s*:\s*(?:\[\s*|-\s*)?["']?AWS::/.test(text)) return { maybe: true, syntax };
  if (!has('Resources')) return { maybe: false, why: 'it has no key Resources and no AWSTemplateFormatVersion' };
  if (/["']?Type["']?\s*:\s*["']?\w+::|Fn::ForEach::/.test(text) || sections.some(has)) return { maybe: true, syntax };
  return { maybe: false, why: 'no entry of Resources has a Type of the form A::B' };
}

function keyPattern(name: string, syntax: 'yaml' | 'json'): RegExp {
  return syntax === 'json' ? new RegExp(`"${name}"\\s*:`) : new RegExp(`(?:^|[\\n\\r{,\\ufeff])[ \\t]*["']?${name}["']?[ \\t]*:(?=\\s|$|["'[{])`);
}

function syntaxOf(text: string, file: string): 'yaml' | 'json' {
  const extension = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase();
  if (extension === 'yaml' || extension === 'yml') return 'yaml';
  if (extension === 'json' || extension === 'jsonc') return 'json';
  return /^[\s\ufeff]*(?:\/[/*]|[{[])/.test(text) ? 'json' : 'yaml';
}

/**
 * Is the document a template? It is, if its root says so (AWSTemplateFormatVersion), however broken the rest may be;
 * or if some entry of its map `Resources` has a Type with `::`; or if Resources has no readable entry yet, but stands
 * beside other sections of a template.
 */
export function confirm(document: SyntaxDocument): Confirmed {
  const root = mappingOf(document.root, document);
  if (!root && saysSo(document)) return { format: 'cloudformation' };
  if (!root) return { format: undefined, why: document.root ? 'its root is not a map' : 'it is empty' };
  if (entry(root, 'AWSTemplateFormatVersion')) return { format: 'cloudformation' };
  const written = entry(root, 'Resources')?.value;
  if (!written) return { format: undefined, why: 'it has no Resources' };
  const resources = mappingOf(written, document);
  if (resources?.pairs.some((pair) => pair.name.startsWith('Fn::ForEach::') || hasType(pair.value, document))) return { format: 'cloudformation' };
  const unfinished = resources ? resources.pairs.every((pair) => isUnfinished(pair.value, document)) : written.kind === 'scalar' && written.value === null;
  if (unfinished && sections.some((name) => entry(root, name))) return { format: 'cloudformation' };
  return { format: undefined, why: resources ? 'no entry of Resources has a Type of the form A::B' : 'Resources is not a map' };
}

/** A root that could not be read for errors of syntax, in a text that names its format. */
function saysSo(document: SyntaxDocument): boolean {
  return document.problems.some((problem) => problem.severity === 'error') && /^[\s\ufeff{]*["']?AWSTemplateFormatVersion["']?\s*:/m.test(document.text);
}

function hasType(node: Node, document: SyntaxDocument): boolean {
  const resource = mappingOf(node, document);
  const type = resource && entry(resource, 'Type')?.value;
  return type?.kind === 'scalar' && typeof type.value === 'string' && type.value.includes('::');
}

/** Half-typed: nothing yet, keys of a resource without a Type, or a Type of which little is written (`AWS:` is a map to YAML). */
function isUnfinished(node: Node, document: SyntaxDocument): boolean {
  if (node.kind === 'scalar') return true;
  const resource = mappingOf(node, document);
  if (!resource?.pairs.every((pair) => resourceKeys.has(pair.name))) return false;
  const type = entry(resource, 'Type')?.value;
  return type?.kind !== 'scalar' || type.value === null || /^(A|AWS|AWS:)$/.test(String(type.value));
}

function mappingOf(node: Node | undefined, document: SyntaxDocument): MappingNode | undefined {
  const resolved = node && resolveAlias(node, rootBlock(document))?.node;
  return resolved?.kind === 'mapping' ? resolved : undefined;
}
