import type { ChangeAnnotation, WorkspaceEdit } from 'vscode-languageserver';
import type { TextEdit } from '../core/text/range.ts';
import type { Abilities } from './abilities.ts';
import type { CheckedDocument } from './checked-document.ts';
import { protocolEdits } from './convert.ts';

const annotationId = 'dataward-impact';

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
