import { changedProperties } from '../core/rule/changed-properties.ts';
import type { Fix } from '../core/rule/fix.ts';
import { rulePage } from '../core/rule/page.ts';
import type { RuleRecord } from '../core/rule/rule.ts';
import { dataStoreOf } from './data-stores.ts';
import type { Impact } from './impact-kind.ts';
import { impactOf, impactWords } from './impact.ts';
import { recipeFor } from './recipes.ts';
import { concernedType } from './sam.ts';

/** What a fix changes and what that does to a resource that runs. `path`: of the property; an attribute begins with `@`. */
export interface ChangeImpact {
  readonly type: string;
  readonly path: string;
  readonly impact: Impact;
}

/** Every property that a rule's fix, its other forms and its alternatives may change, by CloudFormation's names, with what that does. */
export function changesOf(rule: RuleRecord): readonly ChangeImpact[] {
  const changes = fixesIn(rule.fix).flatMap((fix) => changedProperties(rule.on, fix) ?? []);
  const seen = new Set<string>();
  return changes.flatMap(({ type, path }) => {
    const key = `${type} ${path}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ type, path, impact: path.startsWith('@') ? ('none' as const) : impactOf(type, path) }];
  });
}

function fixesIn(fix: Fix | undefined): readonly Fix[] {
  return fix ? [fix, ...fixesIn(fix.otherwise), ...(fix.alternatives ?? []).flatMap(fixesIn)] : [];
}

/** The rule's page, with its other ways to mend, what they do to what runs, and how the data is carried over where a store is made anew. */
export function pageWithImpact(rule: RuleRecord): string {
  const parts = [...alternativesOf(rule), ...impactsOf(rule), ...recipesOf(rule)];
  return parts.length === 0 ? rulePage(rule) : `${rulePage(rule)}\n${parts.join('\n\n')}\n`;
}

function alternativesOf({ fix }: RuleRecord): readonly string[] {
  return (fix?.alternatives ?? []).map(({ title }) => `**Or:** ${title}.`);
}

function impactsOf(rule: RuleRecord): readonly string[] {
  const harmful = changesOf(rule).flatMap(({ type, path, impact }) => {
    const words = impactWords(impact, concernedType(type, path));
    return words === '' ? [] : [`\`${path}\` of \`${type}\`: ${words}`];
  });
  return harmful.length === 0 ? [] : [`**Deploying the fix:** ${harmful.join('; ')}.`];
}

function recipesOf(rule: RuleRecord): readonly string[] {
  const anew = changesOf(rule).filter(({ type, impact }) => ['replaces', 'may-replace', 'not-supported'].includes(impact) && dataStoreOf(type));
  const recipes = new Set(anew.map(({ type }) => recipeFor(type)).filter((recipe) => recipe !== undefined));
  if (anew.length === 0) return [];
  return [
    ...[...recipes].map(({ steps, source }) => `**To carry the data over:** ${steps.map((step, i) => `${i + 1}. ${step}`).join('; ')}. <${source}>`),
    '**Before that:** in CloudFormation set `DeletionPolicy` and `UpdateReplacePolicy` to `Retain`, or to `Snapshot` where the type takes one; in Terraform `prevent_destroy` in `lifecycle` makes it refuse to destroy the old one, and a final snapshot is taken where `skip_final_snapshot` is false. <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html>',
  ];
}
