import { MessageType, ShowMessageNotification } from 'vscode-languageserver';
import type { CodeAction, Connection } from 'vscode-languageserver';
import type { Abilities } from './abilities.ts';
import { actionDataOf } from './action-data.ts';
import { editsOfAction } from './action-edits.ts';
import type { CheckedAt } from './checked-document.ts';
import { workspaceEdit } from './workspace-edit.ts';

/** The action with its edit. Where the document has moved on, or there is nothing to edit, it comes back without one and the user is told. */
export async function resolveAction(action: CodeAction, checkedAt: CheckedAt, client: Abilities, connection: Connection): Promise<CodeAction> {
  const data = actionDataOf(action.data);
  const at = data === undefined ? undefined : await checkedAt(data.uri);
  if (data === undefined || at === undefined) return action;
  const outcome = editsOfAction(data, at);
  if (outcome.kind === 'edits') return { ...action, edit: workspaceEdit(outcome.edits, at, client, outcome.confirm) };
  await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message: `Dataward: ${outcome.why}` });
  return action;
}
