import { CodeActionKind } from 'vscode-languageserver';
import type { CodeAction, CodeActionParams, Diagnostic } from 'vscode-languageserver';
import type { Finding } from '../core/engine/finding.ts';
import type { RuleRecord } from '../core/rule/rule.ts';
import { impactOfFix, type Way } from '../impact/safety.ts';
import { secretsIn } from '../project/secret-texts.ts';
import type { Abilities } from './abilities.ts';
import type { ActionData } from './action-data.ts';
import { editsOfAction, isSafeFix } from './action-edits.ts';
import type { CheckedDocument } from './checked-document.ts';
import { findingDiagnostic } from './convert.ts';
import { workspaceEdit } from './workspace-edit.ts';

/** The kind of the action that mends everything that is safe to mend. It is offered only to who asks for it by name. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.dataward`;

/** More findings than this in one place are a selection of everything, not a question about one of them. */
const mostFindings = 10;

/**
 * The actions on a stretch of a document. Titles are final; what an action does is worked out when it is chosen. `inWorkspace`: there are files beside the
 * open ones.
 */
export function codeActions(params: CodeActionParams, at: CheckedDocument, rules: readonly RuleRecord[], client: Abilities, inWorkspace: boolean): CodeAction[] {
  const wants = (kind: string): boolean => params.context.only === undefined || params.context.only.some((only) => isWithin(kind, only));
  if (at.checked.kind !== 'template') return [];
  const actions: CodeAction[] = [];
  if (params.context.only !== undefined && wants(fixAllKind)) actions.push(...fixAllAction(at, client));
  if (!wants(CodeActionKind.QuickFix)) return actions;
  const asked = { start: at.lines.offsetAt(params.range.start), end: at.lines.offsetAt(params.range.end) };
  const found = at.findingsAt(asked).slice(0, mostFindings);
  const secrets = secretsIn(at.checked);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const shown = found.map((finding) => {
    const rule = byId.get(finding.rule);
    return { finding, rule, diagnostic: (at.checked.kind === 'template' && at.checked.isSource && sentDiagnostic(finding, params.context.diagnostics)) || findingDiagnostic(finding, at, rule, secrets, client) };
  });
  const preferred = found.find((finding) => isSafeFix(finding, at) && at.offerFor(finding).kind === 'offered');
  for (const one of shown) actions.push(...fixActions(one, at, client, one.finding === preferred));
  for (const { finding, diagnostic } of distinctRules(shown)) actions.push(...ruleAction(finding, diagnostic, at, client), ...(inWorkspace ? workspaceAction(finding, diagnostic, at, client) : []));
  for (const { finding, diagnostic } of shown) actions.push(...suppressAction(finding, diagnostic, at, client));
  for (const { finding, diagnostic } of distinctRules(shown)) actions.push(explainAction(finding, diagnostic, client));
  return actions;
}

/** The diagnostic as the client has it: of a source it says more than of a template. */
function sentDiagnostic({ identity, ordinal }: Finding, sent: readonly Diagnostic[]): Diagnostic | undefined {
  return sent.find(({ data }) => {
    const own: unknown = data;
    return typeof own === 'object' && own !== null && 'identity' in own && own.identity === identity && 'ordinal' in own && own.ordinal === ordinal;
  });
}

function isWithin(kind: string, asked: string): boolean {
  return asked === '' || kind === asked || kind.startsWith(`${asked}.`);
}

function distinctRules(shown: readonly Shown[]): readonly Shown[] {
  return shown.filter(({ finding }, index) => shown.findIndex((other) => other.finding.rule === finding.rule) === index);
}

/** The action, with its edit where the client cannot ask for it later. Nothing where it turns out that there is no edit. */
function withEdit(action: CodeAction, data: ActionData, at: CheckedDocument, client: Abilities): CodeAction[] {
  if (client.resolvesEdits) return [{ ...action, data }];
  const outcome = editsOfAction(data, at);
  return outcome.kind === 'edits' ? [{ ...action, edit: workspaceEdit(outcome.edits, at, client, outcome.confirm) }] : [];
}

interface Shown {
  readonly finding: Finding;
  readonly rule: RuleRecord | undefined;
  readonly diagnostic: Diagnostic;
}

/** One action for each way to mend it; only the first is said to be refused where it is. */
function fixActions(shown: Shown, at: CheckedDocument, client: Abilities, isPreferred: boolean): CodeAction[] {
  const ways = at.waysFor(shown.finding);
  if (ways.length === 0) return fixAction(shown, undefined, at, client, false);
  return ways.flatMap((way, index) => (index === 0 || at.offerFor(shown.finding, way).kind === 'offered' ? fixAction(shown, { way, index }, at, client, isPreferred && index === 0) : []));
}

function fixAction({ finding, rule, diagnostic }: Shown, chosen: { readonly way: Way; readonly index: number } | undefined, at: CheckedDocument, client: Abilities, isPreferred: boolean): CodeAction[] {
  const offer = at.offerFor(finding, chosen?.way);
  if (offer.kind === 'none') return [];
  const impact = at.checked.kind === 'template' ? impactOfFix(finding, at.checked.template, chosen?.way.fix) : undefined;
  const title = impact?.title ?? rule?.fix?.title ?? `Fix ${finding.rule}`;
  const action: CodeAction = { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  if (offer.kind === 'refused') return client.showsDisabledActions ? [{ ...action, disabled: { reason: offer.reason } }] : [];
  const data: ActionData = { what: 'fix', uri: at.uri, version: at.version, identity: finding.identity, ordinal: finding.ordinal, ...(chosen && chosen.index > 0 ? { way: chosen.index } : {}) };
  if (impact?.safe === true) return withEdit(isPreferred ? { ...action, isPreferred } : action, data, at, client);
  if (client.honoursAnnotations && client.versionedEdits) return withEdit(action, data, at, client);
  // This client would apply the edit without asking: the server asks, and then applies it.
  return client.appliesEdits ? [{ ...action, command: { title, command: 'dataward.applyFix', arguments: [data] } }] : [];
}

function ruleAction(finding: Finding, diagnostic: Diagnostic, at: CheckedDocument, client: Abilities): CodeAction[] {
  const same = at.findings.filter((other) => other.rule === finding.rule && isSafeFix(other, at));
  if (same.length < 2) return [];
  const action: CodeAction = { title: `Fix all ${same.length} of ${finding.rule} in this file`, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  return withEdit(action, { what: 'fix-rule', uri: at.uri, version: at.version, rule: finding.rule }, at, client);
}

function workspaceAction(finding: Finding, diagnostic: Diagnostic, at: CheckedDocument, client: Abilities): CodeAction[] {
  if (!client.appliesEdits || !isSafeFix(finding, at)) return [];
  const title = `Fix all of ${finding.rule} in the workspace…`;
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command: { title, command: 'dataward.fixWorkspace', arguments: [{ rule: finding.rule }] } }];
}

function fixAllAction(at: CheckedDocument, client: Abilities): CodeAction[] {
  if (!at.findings.some((finding) => isSafeFix(finding, at))) return [];
  const action: CodeAction = { title: 'Fix everything that is safe to fix in this file (Dataward)', kind: fixAllKind };
  return withEdit(action, { what: 'fix-all', uri: at.uri, version: at.version }, at, client);
}

function suppressAction(finding: Finding, diagnostic: Diagnostic, at: CheckedDocument, client: Abilities): CodeAction[] {
  const title = `Suppress ${finding.rule} here, because…`;
  const data: ActionData = { what: 'suppress', uri: at.uri, version: at.version, identity: finding.identity, ordinal: finding.ordinal };
  const action: CodeAction = { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  const ask = 'dataward.suppressHere';
  return client.commands.includes(ask) ? [{ ...action, command: { title, command: ask, arguments: [data] } }] : withEdit(action, data, at, client);
}

function explainAction(finding: Finding, diagnostic: Diagnostic, client: Abilities): CodeAction {
  const title = `Explain ${finding.rule}`;
  const command = client.commands.includes('dataward.explainRule') ? 'dataward.explainRule' : 'dataward.explain';
  return { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command: { title, command, arguments: [finding.rule] } };
}
