import { MessageType, ShowMessageNotification } from 'vscode-languageserver';
import type { CancellationToken, Connection, ExecuteCommandParams } from 'vscode-languageserver';
import { pageWithImpact } from '../impact/fix-page.ts';
import type { RuleRecord } from '../core/rule/rule.ts';
import type { Abilities } from './abilities.ts';
import { actionDataOf } from './action-data.ts';
import { editsOfAction } from './action-edits.ts';
import type { CheckedAt } from './checked-document.ts';
import type { CheckedDocuments } from './checked-documents.ts';
import { fixWorkspace, type Workspace } from './fix-workspace.ts';
import { workspaceEdit } from './workspace-edit.ts';

/** The commands that the server carries out itself. */
export const serverCommands = ['dataward.explain', 'dataward.suppress', 'dataward.applyFix', 'dataward.fixWorkspace'] as const;

/**
 * `dataward.explain RULE` answers with the rule's page (Markdown), or null. `dataward.suppress {uri, version, identity, reason}`
 * `dataward.applyFix {uri, version, identity}` and `dataward.fixWorkspace {rule?}` answer whether an edit was applied.
 */
export async function executeCommand(
  { command, arguments: args }: ExecuteCommandParams,
  { documents, checkedAt }: { readonly documents: CheckedDocuments; readonly checkedAt: CheckedAt },
  rules: readonly RuleRecord[],
  client: Abilities,
  connection: Connection,
  workspace: Workspace,
  token: CancellationToken,
): Promise<string | boolean | null> {
  const first: unknown = args?.[0];
  switch (command) {
    case 'dataward.explain':
      return explain(first, rules, client, connection);
    case 'dataward.suppress':
      return apply('suppress', first, checkedAt, client, connection);
    case 'dataward.applyFix':
      return apply('fix', first, checkedAt, client, connection);
    case 'dataward.fixWorkspace':
      return client.appliesEdits && fixWorkspace(ruleIn(first), documents, workspace, client, connection, token);
    default:
      return null;
  }
}

function ruleIn(sent: unknown): string | undefined {
  return typeof sent === 'object' && sent !== null && 'rule' in sent && typeof sent.rule === 'string' ? sent.rule : undefined;
}

/** A client that renders no pages is shown AWS's page instead. */
async function explain(id: unknown, rules: readonly RuleRecord[], client: Abilities, connection: Connection): Promise<string | null> {
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) return null;
  if (client.showsDocuments && !client.commands.includes('dataward.explainRule')) await connection.window.showDocument({ uri: rule.source, external: true });
  return pageWithImpact(rule);
}

async function apply(what: 'fix' | 'suppress', sent: unknown, checkedAt: CheckedAt, client: Abilities, connection: Connection): Promise<boolean> {
  const data = actionDataOf(typeof sent === 'object' && sent !== null ? { ...sent, what } : sent);
  const at = data === undefined ? undefined : await checkedAt(data.uri);
  if (data === undefined || at === undefined) return false;
  const outcome = editsOfAction(data, at);
  if (outcome.kind === 'none') {
    await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message: `Dataward: ${outcome.why}` });
    return false;
  }
  if (outcome.confirm !== undefined) {
    const yes = { title: 'Apply' };
    const answer = await connection.window.showWarningMessage(`${outcome.confirm}. Deploying this changes more than a setting of what already runs.`, yes);
    if (answer?.title !== yes.title) return false;
  }
  const edit = workspaceEdit(outcome.edits, at, client);
  // Without versions the client cannot tell that the text moved on while the question stood.
  if ((await checkedAt(data.uri))?.version !== data.version) return false;
  return (await connection.workspace.applyEdit({ label: 'Dataward', edit })).applied;
}
