import type { TextDocumentContentChangeEvent, TextDocumentsConfiguration } from 'vscode-languageserver';
import { LineIndex } from '../core/text/line-index.ts';

/** One version of an open document; it never changes. */
export interface OpenDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  readonly lines: LineIndex;
}

/** How documents are kept for `TextDocuments`: a change makes a new version, whose lines are counted only where it changed something. */
export const openDocuments: TextDocumentsConfiguration<OpenDocument> = {
  create: (uri, _language, version, text) => ({ uri, version, text, lines: new LineIndex(text) }),
  update: ({ uri, ...before }, changes, version) => ({ uri, version, ...changes.reduce<Text>(changed, before) }),
};

type Text = Pick<OpenDocument, 'text' | 'lines'>;

/** A range that ends before it starts is read the other way round, as clients send it for a selection made backwards. */
function changed({ text, lines }: Text, event: TextDocumentContentChangeEvent): Text {
  if (!('range' in event)) return { text: event.text, lines: new LineIndex(event.text) };
  const [one, other] = [lines.offsetAt(event.range.start), lines.offsetAt(event.range.end)];
  const [start, end] = [Math.min(one, other), Math.max(one, other)];
  const now = text.slice(0, start) + event.text + text.slice(end);
  return { text: now, lines: lines.after({ start, end, newEnd: start + event.text.length }, now) };
}
