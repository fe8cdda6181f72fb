import type { Edit } from '../core/model/edit.ts';
import { pathOf } from '../core/model/origin.ts';
import type { Resource, Template } from '../core/model/template.ts';
import type { Scalar, Value } from '../core/model/value.ts';
import type { Finding } from '../core/engine/finding.ts';
import type { LoweredFix } from '../core/rule/view.ts';
import { consequencesOf } from './consequences.ts';
import type { Impact } from './impact-kind.ts';
import { impactOf, impactWords, worstImpact } from './impact.ts';
import { keepDataFirst } from './keep-data.ts';
import { concernedType, type ValueAt } from './sam.ts';
import { sideEffects } from './side-effects.ts';

/** What deploying a fix does to what already runs, and the words for it. */
export interface FixImpact {
  readonly impact: Impact;
  /** Safe to apply without asking: nothing is replaced, interrupted, refused, unknown or added, and there is nothing that the user has to agree to. */
  readonly safe: boolean;
  /** The fix's title with its impact: `Encrypt the storage (replaces the database)`. */
  readonly title: string;
  /** What there is to know besides, a sentence each: what becomes of the data, and of what refers to the resource. */
  readonly consequences: readonly string[];
}

/** A way to mend a failure, or (`mends` false) to keep the data before it is mended. */
export interface Way {
  readonly fix: LoweredFix;
  readonly mends: boolean;
}

interface Judged {
  readonly impact: Impact;
  readonly type: string;
}

/** Everything that is offered about a failure, its own fix first. */
export function waysOf(finding: Finding, template: Template): readonly Way[] {
  const mending = [...(finding.fix ? [finding.fix] : []), ...(finding.alternatives ?? [])].map((fix): Way => ({ fix, mends: true }));
  const loses = mending.some(({ fix }) => replaces(judgedOf(finding, template, fix).impact));
  const kept = loses ? keepDataFirst(finding.subject, template) : undefined;
  return kept ? [...mending, { fix: kept, mends: false }] : mending;
}

const replaces = (impact: Impact): boolean => impact === 'replaces' || impact === 'may-replace';

/** The impact of a finding's fix, or of another way to mend it; undefined where there is none. */
export function impactOfFix(finding: Finding, template: Template, fix: LoweredFix | undefined = finding.fix): FixImpact | undefined {
  if (!fix) return undefined;
  const { impact, type } = judgedOf(finding, template, fix);
  const { words: brings, needsConsent } = sideEffects(fix, template);
  const words = [impactWords(impact, type), ...brings].filter((part) => part !== '');
  return {
    impact,
    safe: isSafe(impact) && !needsConsent,
    title: words.length === 0 ? fix.title : `${fix.title} (${words.join('; ')})`,
    consequences: replaces(impact) ? consequencesOf(finding, template) : [],
  };
}

/** The worst that it does, and to which type. */
function judgedOf(finding: Finding, template: Template, fix: LoweredFix): Judged {
  const judged = template.family === 'tf' ? impactsInTerraform(fix, template.resources.get(finding.subject)) : fix.edits.map((edit) => impactOfEdit(edit, template));
  const impact = worstImpact(judged.map((one) => one.impact));
  return { impact, type: judged.find((one) => one.impact === impact)?.type ?? finding.type };
}

/** May a fix with this impact be applied without asking? */
export function isSafe(impact: Impact): boolean {
  return impact === 'none' || impact === 'in-place';
}

/**
 * A plan tells what becomes of the resource: nothing runs yet where it is made, and where it is replaced (`replace_paths`) it is gone anyway. Else the same
 * change in CloudFormation answers, but that Terraform's provider replaces what AWS cannot update
 * (https://developer.hashicorp.com/terraform/language/resources#how-terraform-applies-a-configuration).
 */
function impactsInTerraform({ edits, changes }: LoweredFix, subject: Resource | undefined): readonly Judged[] {
  const added = edits.flatMap((edit): Judged[] => (edit.op === 'addResource' ? [{ impact: 'none', type: edit.type }] : edit.op === 'addEntry' ? [{ impact: 'none', type: '' }] : []));
  if (added.length === edits.length) return added;
  const actions = actionsOn(subject);
  const type = changes?.[0]?.type ?? '';
  if (actions.includes('create')) return [{ impact: actions.includes('delete') ? 'replaces' : 'none', type }];
  const changed = changes?.map((one): Judged => {
    const impact = one.path.startsWith('@') ? 'none' : impactOf(one.type, one.path);
    return { impact: impact === 'not-supported' ? 'replaces' : impact, type: one.type };
  });
  return changed ?? [{ impact: 'unknown', type }];
}

/** What a plan does to the resource; nothing where there is no plan. */
function actionsOn(subject: Resource | undefined): readonly Scalar[] {
  const actions = subject?.attributes.get('actions');
  return actions?.kind === 'list' ? actions.items.flatMap((action) => (action.kind === 'scalar' ? [action.value] : [])) : [];
}

/**
 * What an edit does. The document's path says which resource and which property it touches. SAM's Globals hold properties of every resource of a type.
 * Outside of a resource that is read as written (a loop, a default value) nothing is known.
 */
function impactOfEdit(edit: Edit, template: Template): Judged {
  if (edit.op === 'addResource') return { impact: 'none', type: edit.type };
  if (edit.op === 'addEntry') return { impact: 'none', type: '' };
  const below = edit.rest.map((step) => (step.kind === 'key' ? step.key : 0));
  const [section, name, part, ...path] = [...pathOf(edit.anchor), ...below];
  if (section === 'Parameters' && path.length === 0) return { impact: part === 'NoEcho' ? 'none' : 'unknown', type: '' };
  if (section === 'Globals' && typeof name === 'string') return impactOn(`AWS::Serverless::${name}`, [part, ...path]);
  const resource = section === 'Resources' && typeof name === 'string' ? template.resources.get(name) : undefined;
  if (resource === undefined) return { impact: 'unknown', type: '' };
  const { type, properties } = resource;
  if (part !== 'Properties') return { impact: typeof part === 'string' ? 'none' : 'unknown', type };
  return impactOn(type, path, (of) => plainTextAt(properties, of.split('.')));
}

/** Inside of an Fn::If around the properties, steps lead through the function and its branch. */
function impactOn(type: string, path: readonly (string | number | undefined)[], valueAt?: ValueAt): Judged {
  const property = path.filter((step) => typeof step === 'string' && !step.startsWith('Fn::')).join('.');
  return { impact: property === '' ? 'unknown' : impactOf(type, property, valueAt), type: concernedType(type, property, valueAt) };
}

/** The text at a path; null where it is not set, undefined where that cannot be told. */
function plainTextAt(value: Value, [step, ...below]: readonly string[]): string | null | undefined {
  if (value.kind === 'absent') return null;
  if (step === undefined) return value.kind === 'scalar' ? String(value.value) : undefined;
  if (value.kind !== 'map') return undefined;
  const next = value.entries.get(step);
  return next ? plainTextAt(next, below) : value.open ? undefined : null;
}
