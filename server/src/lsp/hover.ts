import { MarkupKind } from 'vscode-languageserver';
import type { Hover, Position } from 'vscode-languageserver';
import type { Finding } from '../core/engine/finding.ts';
import type { RuleRecord } from '../core/rule/rule.ts';
import { recipeFor } from '../impact/recipes.ts';
import { impactOfFix } from '../impact/safety.ts';
import { masked, secretsIn } from '../project/secret-texts.ts';
import type { CheckedDocument } from './checked-document.ts';
import { protocolRange } from './convert.ts';

/**
 * What there is to know about the findings under the pointer: the rule, why, when, the fix and the source. Null over anything else.
 * What is wrong is not repeated: editors show the diagnostic in the same place.
 */
export function hoverAt(position: Position, at: CheckedDocument, rules: readonly RuleRecord[]): Hover | null {
  const offset = at.lines.offsetAt(position);
  const [first, ...others] = at.findingsAt({ start: offset, end: offset });
  if (first === undefined || at.checked.kind !== 'template') return null;
  const secrets = secretsIn(at.checked);
  const value = [first, ...others].map((finding) => pageOf(finding, at, rules, secrets)).join('\n\n---\n\n');
  return { contents: { kind: MarkupKind.Markdown, value }, range: protocolRange(at.rangeOf(first.place), at.lines) };
}

function pageOf(finding: Finding, at: CheckedDocument, rules: readonly RuleRecord[], secrets: readonly string[]): string {
  const rule = rules.find(({ id }) => id === finding.rule);
  const parts = [
    `**${escaped(rule?.title ?? finding.rule)}** · ${finding.severity} · \`${finding.rule}\``,
    ...(rule === undefined ? [] : [`_Why:_ ${escaped(rule.why)}`]),
    ...(finding.when.length === 0 ? [] : [`_When:_ ${escaped(masked(finding.when.join(' and '), secrets))}`]),
    `_Fix:_ ${escaped(fixOf(finding, at))}`,
    ...otherWays(finding, at),
    ...recipeOf(finding, at),
    ...(rule === undefined ? [] : [`_Source:_ [${hostOf(rule.source)}](${rule.source})`]),
  ];
  return parts.join('\n\n');
}

function fixOf(finding: Finding, at: CheckedDocument): string {
  const source = at.checked.kind === 'template' && at.checked.isSource ? at.checked.sources?.get(finding) : undefined;
  if (source) return source.advice === undefined ? 'it is up to the app, from which the template is generated.' : `in the app: ${source.advice}.`;
  const impact = at.checked.kind === 'template' ? impactOfFix(finding, at.checked.template) : undefined;
  const offer = at.offerFor(finding);
  switch (offer.kind) {
    case 'offered':
      return [`${impact?.title ?? 'offered'}.`, ...(impact?.consequences ?? [])].join(' ');
    case 'refused':
      return `none can be offered: ${offer.reason}`;
    case 'none':
      return 'there is none that is right for everybody.';
  }
}

/** What else can be done: another way to mend it, or what keeps the data before it is mended. */
function otherWays(finding: Finding, at: CheckedDocument): readonly string[] {
  const { checked } = at;
  if (checked.kind !== 'template') return [];
  return at
    .waysFor(finding)
    .slice(1)
    .filter((way) => at.offerFor(finding, way).kind === 'offered')
    .map(({ fix, mends }) => `${mends ? '_Or:_' : '_Before that:_'} ${escaped(impactOfFix(finding, checked.template, fix)?.title ?? fix.title)}.`);
}

/** How the data gets into the new store, where the fix makes one. */
function recipeOf(finding: Finding, at: CheckedDocument): readonly string[] {
  const impact = at.checked.kind === 'template' && at.offerFor(finding).kind === 'offered' ? impactOfFix(finding, at.checked.template)?.impact : undefined;
  const recipe = impact === 'replaces' || impact === 'may-replace' || impact === 'not-supported' ? recipeFor(finding.type) : undefined;
  if (!recipe) return [];
  return [`_To carry the data over:_ ${escaped(recipe.steps.map((step, i) => `${i + 1}. ${step}`).join('; '))}. [${hostOf(recipe.source)}](${recipe.source})`];
}

function hostOf(url: string): string {
  return /^https?:\/\/([^/]+)/.exec(url)?.[1] ?? url;
}

/** Text that may hold pieces of the template: it may neither link nor format, but for the code that our sentences quote. */
function escaped(text: string): string {
  return text.replace(/(`[^`\n]+`)|[\\`*_{}[\]<>()#+!|~]/g, (found, code: string | undefined) => code ?? `\\${found}`);
}
