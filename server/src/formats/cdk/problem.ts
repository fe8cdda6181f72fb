import type { Problem } from '../../core/model/template.ts';
import { parseJson } from '../../syntax/json/parse.ts';
import type { SyntaxDocument } from '../../syntax/tree.ts';
import { absolute, nodeAtPath } from '../../syntax/walk.ts';

interface Parsed {
  readonly documents: Map<string, SyntaxDocument>;
}

/** A problem at a path of a JSON text, or at the nearest ancestor that is there. The place counts from the start of the text. */
export function problemAt(parsed: Parsed, file: string, text: string, path: readonly string[], code: string, message: string, severity: Problem['severity'] = 'error'): Problem {
  return { code, message, severity, at: { block: `${file}#`, range: rangeAt(parsed, file, text, path) } };
}

/** What is wrong with a text that is no JSON. */
export function whyUnreadable(file: string, text: string): Problem {
  const document = parseJson(text, file);
  const [first] = document.problems.filter((problem) => problem.severity === 'error');
  const at = { block: `${file}#`, range: first ? absolute(document, first.at) : { start: 0, end: 0 } };
  return { code: 'cdk-file-unreadable', message: `This is not valid JSON${first ? `: ${first.message}` : '.'}`, severity: 'error', at };
}

function rangeAt(parsed: Parsed, file: string, text: string, path: readonly string[]): { readonly start: number; readonly end: number } {
  const document = parsed.documents.get(file) ?? parseJson(text, file);
  parsed.documents.set(file, document);
  for (let length = path.length; length > 0; length--) {
    const found = nodeAtPath(document, path.slice(0, length));
    if (!found) continue;
    const range = length === path.length ? found.node.range : (found.pair?.key.range ?? found.node.range);
    return absolute(document, { block: found.block, range });
  }
  return { start: 0, end: 0 };
}
