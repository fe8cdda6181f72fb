import type { Edit } from '../core/model/edit.ts';
import { pathOf } from '../core/model/origin.ts';
import type { Template } from '../core/model/template.ts';
import type { Finding } from '../core/engine/finding.ts';
import type { Impact } from './impact-kind.ts';
import { describeImpact, impactOf, worstImpact } from './impact.ts';

/** What deploying a fix does to what already runs, and the words for it. */
export interface FixImpact {
  readonly impact: Impact;
  /** Safe to apply without asking: nothing is replaced, interrupted, refused, or unknown. */
  readonly safe: boolean;
  /** The fix's title with its impact: `Encrypt the storage (replaces the database)`. */
  readonly title: string;
}

/** The impact of a finding's fix; undefined where it has none. */
export function impactOfFix(finding: Finding, template: Template): FixImpact | undefined {
  if (!finding.fix) return undefined;
  const judged = finding.fix.edits.map((edit) => impactOfEdit(edit, template));
  const impact = worstImpact(judged.map((one) => one.impact));
  const type = judged.find((one) => one.impact === impact)?.type ?? finding.type;
  const words = describeImpact(impact, type);
  return { impact, safe: isSafe(impact), title: words === '' ? finding.fix.title : `${finding.fix.title} ${words}` };
}

/** May a fix with this impact be applied without asking? */
export function isSafe(impact: Impact): boolean {
  return impact === 'none' || impact === 'in-place';
}

/**
 * What an edit does. The document's path says which resource and which property it touches. Outside of a resource that
 * is read as written (SAM's Globals, a loop, a default value) nothing is known.
 */
function impactOfEdit(edit: Edit, template: Template): { readonly impact: Impact; readonly type: string } {
  if (edit.op === 'addResource') return { impact: 'none', type: edit.type };
  if (edit.op === 'addEntry') return { impact: 'none', type: '' };
  const below = edit.rest.map((step) => (step.kind === 'key' ? step.key : 0));
  const [section, name, part, ...path] = [...pathOf(edit.anchor), ...below];
  if (section === 'Parameters' && path.length === 0) return { impact: part === 'NoEcho' ? 'none' : 'unknown', type: '' };
  const type = section === 'Resources' && typeof name === 'string' ? template.resources.get(name)?.type : undefined;
  if (type === undefined) return { impact: 'unknown', type: '' };
  if (part !== 'Properties') return { impact: typeof part === 'string' ? 'none' : 'unknown', type };
  // Inside of an Fn::If around the properties, steps lead through the function and its branch.
  const property = path.find((step) => typeof step === 'string' && !step.startsWith('Fn::'));
  return { impact: typeof property === 'string' ? impactOf(type, property) : 'unknown', type };
}
