import type { ChangeAnnotation, TextEdit as ProtocolTextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { TextEdit } from '../core/text/range.ts';
import type { Abilities } from './abilities.ts';
import type { CheckedDocument } from './checked-document.ts';
import { protocolEdits } from './convert.ts';

const annotationId = 'dataward-impact';

/** The edits of one of several documents. `version`: null where it is not open. */
export interface DocumentEdits {
  readonly uri: string;
  readonly version: number | null;
  readonly edits: readonly ProtocolTextEdit[];
}

/** Edits of many documents as one, which the client shows before it makes them where `label` is given and it can. */
export function manyEdits(documents: readonly DocumentEdits[], label: string | undefined, client: Pick<Abilities, 'versionedEdits'>): WorkspaceEdit {
  if (!client.versionedEdits) return { changes: Object.fromEntries(documents.map(({ uri, edits }) => [uri, [...edits]])) };
  return {
    documentChanges: documents.map(({ uri, version, edits }) => ({ textDocument: { uri, version }, edits: edits.map((edit) => (label === undefined ? edit : { ...edit, annotationId })) })),
    ...(label === undefined ? {} : { changeAnnotations: { [annotationId]: { label, needsConfirmation: true } } }),
  };
}

/**
 * Edits of one document as the client takes them: with the version that they are about where it understands that, and
 * under one annotation that asks the user where `confirm` says what there is to fear.
 */
export function workspaceEdit(edits: readonly TextEdit[], at: CheckedDocument, client: Pick<Abilities, 'versionedEdits'>, confirm?: string): WorkspaceEdit {
  const plain = protocolEdits(edits, at.lines);
  if (!client.versionedEdits) return { changes: { [at.uri]: plain } };
  const textDocument = { uri: at.uri, version: at.version };
  if (confirm === undefined) return { documentChanges: [{ textDocument, edits: plain }] };
  const annotation: ChangeAnnotation = { label: confirm, needsConfirmation: true, description: 'This changes more than a setting of a resource that already runs.' };
  return {
    documentChanges: [{ textDocument, edits: plain.map((edit) => ({ ...edit, annotationId })) }],
    changeAnnotations: { [annotationId]: annotation },
  };
}
