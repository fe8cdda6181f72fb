import type { CodeLens } from 'vscode-languageserver';
import { matchResources } from '../core/compare/match.ts';
import { placeOf } from '../core/engine/judge-subject.ts';
import { fileOf } from '../core/model/origin.ts';
import type { Template } from '../core/model/template.ts';
import type { RuleRecord } from '../core/rule/rule.ts';
import type { Range } from '../core/text/range.ts';
import { readMoves } from '../formats/terraform-json/moves.ts';
import { lightChange } from '../impact/light-change.ts';
import { lossInWords, lossWords, outcomeWords } from '../impact/loss-words.ts';
import { losses, noOrders, type Loss } from '../impact/losses.ts';
import { terraformChange } from '../impact/terraform-change.ts';
import { masked, secretsIn } from '../project/secret-texts.ts';
import { entry } from '../syntax/walk.ts';
import type { Abilities } from './abilities.ts';
import type { CheckedDocument } from './checked-document.ts';
import type { CheckedTemplate } from './checked-template.ts';
import { protocolRange } from './convert.ts';

/**
 * What the edits since the last commit would do to data stores when they are deployed, each at its key; of one that is gone, at the key of all resources.
 * A change of which nobody knows what it does is not told here: `dataward diff` tells it. Nothing while the document is broken.
 */
export function codeLenses(at: CheckedDocument, head: string | undefined, rules: readonly RuleRecord[], client: Pick<Abilities, 'commands'>): CodeLens[] {
  const { checked } = at;
  if (head === undefined || head === at.text || checked.kind !== 'template' || checked.sourceOf || checked.document.problems.some(({ severity }) => severity === 'error')) return [];
  const before = at.read(head);
  if (!before || before.family !== checked.template.family) return [];
  const secrets = secretsIn(checked);
  return lossesBetween(before, checked, rules)
    .filter(({ fate, at: origin }) => fate !== 'unknown' && fileOf(placeOf(origin, true)) === checked.file)
    .map((loss) => {
      const words = lossInWords(loss);
      const when = loss.when.length > 0 ? `, when ${loss.when.join(' and ')}` : '';
      const title = `Since HEAD: ${masked(`${lossWords(words)} · ${outcomeWords(words)}${when}`, secrets)}`;
      const command = client.commands.includes('dataward.openChanges') ? 'dataward.openChanges' : '';
      return { range: protocolRange(rangeOf(loss, at, checked), at.lines), command: { title, command, arguments: [at.uri] } };
    });
}

function lossesBetween(before: Template, { template: after, documents }: CheckedTemplate, rules: readonly RuleRecord[]): readonly Loss[] {
  const orders = after.family === 'cfn' ? noOrders : readMoves([...documents.values()]);
  const match = matchResources(before, after, orders.moved);
  const changes = after.family === 'cfn' ? lightChange(match) : terraformChange(match, rules);
  return losses(before, after, match, changes, orders);
}

function rangeOf({ side, at: origin }: Loss, at: CheckedDocument, { document: { root, file }, template }: CheckedTemplate): Range {
  if (side === 'after') return at.rangeOf(placeOf(origin, true));
  const all = root?.kind === 'mapping' ? entry(root, template.family === 'cfn' ? 'Resources' : 'resource') : undefined;
  return all ? at.rangeOf({ block: all.block ?? `${file}#`, range: all.key.range }) : { start: 0, end: 0 };
}
