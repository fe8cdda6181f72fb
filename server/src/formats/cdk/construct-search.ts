import { LineIndex } from '../../core/text/line-index.ts';
import type { CdkConstruct } from './construct.ts';
import type { FoundPlace } from './source-place.ts';

/** A source file of the app. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/**
 * The line that makes a construct, searched for where no trace tells it (an app before aws-cdk-lib's traces of 2026, say):
 * a call of its class with its id as written, in TypeScript, JavaScript, Python, Java or C#. Approximate; undefined unless just one
 * place in all sources fits.
 */
export function searchConstruct(construct: CdkConstruct, sources: Iterable<Source>): FoundPlace | undefined {
  const files = [...sources];
  for (const { path, fqn } of construct.classes) {
    const id = path.slice(path.lastIndexOf('/') + 1);
    if (fqn === undefined || id === 'Resource' || id === 'Default') continue;
    const found = files.flatMap((source) => callsIn(source, fqn.slice(fqn.lastIndexOf('.') + 1), id));
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

function callsIn({ file, text }: Source, className: string, id: string): readonly FoundPlace[] {
  const literal = escaped(id);
  const call = new RegExp(`(?<![\\w$])(?:new\\s+)?(?:[\\w$]+\\.)*${escaped(className)}(?:\\.Builder\\.create)?\\s*(?:<[^<>()]*>)?\\(\\s*[\\w$.]+\\s*,\\s*(?:id\\s*[:=]\\s*)?(["'\`])${literal}\\1`, 'g');
  const lines = new LineIndex(text);
  return [...text.matchAll(call)].map((match) => {
    const name = /^(?:new\s+)?[\w$.]+/.exec(match[0])?.[0].length ?? 0;
    return { file, from: lines.positionAt(match.index), to: lines.positionAt(match.index + name), precision: 'approximate', chain: [] };
  });
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
