import { always, never, type Variable } from '../../core/model/condition.ts';
import type { Origin } from '../../core/model/origin.ts';
import type { Problem, Resource, Template } from '../../core/model/template.ts';
import type { Value } from '../../core/model/value.ts';
import type { SyntaxDocument } from '../../syntax/tree.ts';
import { Configuration } from './configuration.ts';
import { deletionOf, isEnded } from './deletion.ts';
import { findJson, type FoundJson } from './find-json.ts';
import { identitiesOf } from './identities.ts';
import { changeAt, type Instance } from './instance.ts';
import { instancesOfModule, instancesOfPlan, instancesOfStateFile, type Instances } from './instances.ts';
import { entriesOf, own, ownAt, textOf, type Json } from './json.ts';
import { KeyOrigin, RootOrigin, type LazyOrigin } from './lazy-origin.ts';
import { References } from './references.ts';
import { exposedIn } from './sensitive.ts';
import { propertiesOf } from './values.ts';

/** What a text holds: `plan` and `state` by `terraform show -json`, `state-file` as Terraform stores it. */
export type PlanKind = 'plan' | 'state' | 'state-file';

/** A plan or state that was read, or why the text is none. */
export type ReadPlan =
  | { readonly kind: 'not-ours'; readonly why: string }
  | {
      readonly kind: 'template';
      readonly of: PlanKind;
      readonly template: Template;
      /** The text, for places; it has no syntax tree, so nothing can be written to it. */
      readonly document: SyntaxDocument;
      /** Where values stand that are never to be shown. Their ranges are looked for when they are read. */
      readonly sensitive: readonly Origin[];
      /** The plan's data, for `sourceOf`. */
      readonly data: Json;
    };

/** Majors of `format_version` that are known: https://developer.hashicorp.com/terraform/internals/json-format */
const knownMajors: readonly string[] = ['0', '1'];

/**
 * Reads a plan or a state of Terraform (or OpenTofu) from its JSON. Never throws on bad input: what is wrong is a problem of the template, and a text
 * that breaks off is never clean. Text before and after the JSON is left out. Values stay where they are: nothing is looked up twice, and places are
 * found when somebody asks for them.
 */
export function readPlan(text: string, file: string): ReadPlan {
  if (!mayBePlan(text)) return { kind: 'not-ours', why: 'it is no Terraform plan or state: it has neither format_version nor lineage' };
  const found = findJson(text, (json) => (json.kind !== 'broken' && json.data !== undefined && kindOf(json.data) !== undefined) || (json.kind !== 'whole' && isHead(text.slice(json.start, json.start + 400))));
  if (!found) return { kind: 'not-ours', why: 'it holds no JSON of a Terraform plan or state' };
  const block = `${file}#`;
  const end = found.kind === 'truncated' ? text.length : found.end;
  const root = new RootOrigin(text, block, { start: found.start, end }, found.kind === 'whole' ? found.known : undefined);
  const data = found.kind === 'broken' ? null : (found.data ?? null);
  const of = kindOf(data) ?? 'plan';
  const problems = problemsOf(found, data, of, root, text);
  const { found: instances, unreadable } = instancesOf(data, of, root);
  for (const at of unreadable) problems.push({ code: 'plan-shape', severity: 'error', message: 'This is no resource as Terraform writes it; it is not judged.', at: { block: at.block, range: at.value } });
  const exposed = exposedIn(data, root, instances);
  const open = found.kind !== 'whole' || unreadable.length > 0;
  const resources = resourcesOf(data, instances, open);
  const summary = summaryOf(of, file, root, exposed);
  resources.set(summary.address, summary);
  const template: Template = {
    key: file,
    family: 'tf',
    files: [file],
    at: listAt(data, of, root),
    resources,
    variables: variablesOf(data),
    conditions: new Map(),
    constraints: [],
    calls: [],
    open,
    parameters: new Map(),
    outputs: new Map(),
    suppressions: [],
    problems,
  };
  const document: SyntaxDocument = { file, syntax: 'json', text, root: undefined, byEntry: false, blocks: new Map([[block, 0]]), comments: [], problems };
  return { kind: 'template', of, template, document, sensitive: exposed.map(({ at }) => at), data };
}

function mayBePlan(text: string): boolean {
  return text.includes('"format_version"') || (text.includes('"lineage"') && text.includes('"serial"')) || isHead(text.slice(0, 400));
}

/** Does the text begin as `terraform show -json` writes a plan or a state? CloudFormation takes no template with such a key, so it need not be searched for one. */
export function beginsAsPlan(text: string): boolean {
  return /^\s*\{\s*"format_version"\s*:/.test(text);
}

/** The beginning of a plan or state that may break off behind it. */
function isHead(text: string): boolean {
  return /"format_version"\s*:/.test(text) || (/"terraform_version"\s*:/.test(text) && /"(?:serial|version)"\s*:/.test(text));
}

function kindOf(data: Json): PlanKind | undefined {
  if (own(data, 'format_version') !== undefined) {
    if (own(data, 'planned_values') !== undefined || own(data, 'resource_changes') !== undefined) return 'plan';
    if (own(data, 'values') !== undefined) return 'state';
    return own(data, 'terraform_version') !== undefined ? (own(data, 'variables') === undefined ? 'state' : 'plan') : undefined;
  }
  const isStateFile = own(data, 'version') !== undefined && (own(data, 'lineage') !== undefined || own(data, 'serial') !== undefined);
  return isStateFile && own(data, 'terraform_version') !== undefined ? 'state-file' : undefined;
}

function problemsOf(found: FoundJson, data: Json, of: PlanKind, root: LazyOrigin, text: string): Problem[] {
  const problems: Problem[] = [];
  const note = (code: string, severity: Problem['severity'], message: string, start: number, end: number): void => {
    problems.push({ code, severity, message, at: { block: root.block, range: { start, end } } });
  };
  const what = of === 'plan' ? 'plan' : 'state';
  if (found.kind === 'truncated') {
    const at = Math.max(found.start, text.trimEnd().length - 1);
    const rest = found.data === undefined ? 'nothing of it is judged' : 'only the resources before its last complete one are judged';
    note('plan-truncated', 'error', `The ${what} breaks off here; ${rest}.`, at, text.length);
  }
  if (found.kind === 'broken') note('json-syntax', 'error', `The JSON of this ${what} is broken; nothing of it is judged.`, found.start, Math.min(found.start + 1, text.length));
  const version = textOf(own(data, 'format_version'));
  const at = root.entry('format_version');
  if (version !== undefined && !knownMajors.includes(version.split('.')[0] ?? '')) note('plan-version', 'warning', `Version ${version.slice(0, 20)} of the format is newer than what is known; it is read as far as it is alike.`, at.value.start, at.value.end);
  if (of === 'state-file' && own(data, 'version') !== 4) {
    const place = root.entry('version').value;
    note('plan-version', 'error', 'Only version 4 of the state file is read; `terraform show -json` writes one that can be.', place.start, place.end);
  }
  if (own(data, 'errored') === true) {
    const place = root.entry('errored').value;
    note('plan-errored', 'warning', 'Terraform could not finish this plan: it may lack resources.', place.start, place.end);
  }
  return problems;
}

function instancesOf(data: Json, of: PlanKind, root: LazyOrigin): Instances {
  switch (of) {
    case 'plan':
      return instancesOfPlan(data, root);
    case 'state':
      return instancesOfModule(ownAt(data, 'values', 'root_module'), root.at('values', 'root_module'), false);
    case 'state-file':
      return own(data, 'version') === 4 ? instancesOfStateFile(data, root) : { found: [], unreadable: [] };
  }
}

function resourcesOf(data: Json, instances: readonly Instance[], open: boolean): Map<string, Resource> {
  const configuration = new Configuration(data);
  const references = new References(configuration, instances, open);
  const identities = identitiesOf(instances);
  const resources = new Map<string, Resource>();
  for (const instance of instances) {
    if (instance.mode === 'data') continue;
    if (isEnded(instance)) resources.set(`@deletion ${instance.address}`, deletionOf(instance));
    if (resources.has(instance.address) && instance.values === undefined) continue;
    const exists = instance.values !== undefined;
    const written = configuration.written(configuration.scope(instance.module), instance);
    resources.set(instance.address, {
      address: instance.address,
      type: instance.type,
      at: instance.at,
      typeAt: instance.typeAt,
      when: exists ? always : never,
      properties: exists ? propertiesOf(instance, written, references, identities) : { kind: 'absent', at: instance.at },
      attributes: instance.actions.length === 0 ? new Map() : new Map([['actions', actionsOf(instance)]]),
      dependsOn: [],
    });
  }
  return resources;
}

function actionsOf(instance: Instance): Value {
  const actionsAt = changeAt(instance, 'actions');
  return { kind: 'list', items: instance.actions.map((value, i) => ({ kind: 'scalar', value, at: actionsAt.item(i) })), open: false, at: actionsAt };
}

/**
 * The file itself as a subject, `@plan` or `@state`: its `secrets` are the names of the sensitive values that stand in it in clear text. The property is called
 * so that whoever masks secrets by their key's name masks these values.
 */
function summaryOf(of: PlanKind, file: string, root: LazyOrigin, exposed: ReturnType<typeof exposedIn>): Resource {
  const [first] = exposed;
  const items = exposed.map(({ path, at }): Value => ({ kind: 'scalar', value: path, at }));
  const entries = new Map<string, Value>(first ? [['secrets', { kind: 'list', items, open: false, at: new KeyOrigin(first.at) }]] : []);
  const at = root.entry('format_version');
  return {
    address: file,
    type: of === 'plan' ? '@plan' : '@state',
    at,
    typeAt: at,
    when: always,
    properties: { kind: 'map', entries, open: false, at },
    attributes: new Map(),
    dependsOn: [],
  };
}

/** The variables of the root module, for secrets that come from them. */
function variablesOf(data: Json): ReadonlyMap<string, Variable> {
  const variables = new Map<string, Variable>();
  for (const [id, variable] of entriesOf(ownAt(data, 'configuration', 'root_module', 'variables'))) {
    const preset = own(variable, 'default');
    const isScalar = typeof preset === 'string' || typeof preset === 'number' || typeof preset === 'boolean';
    variables.set(id, {
      id,
      label: `variable ${id}`,
      domain: [],
      open: true,
      ...(isScalar && preset !== '' ? { preset: String(preset) } : {}),
      ...(own(variable, 'sensitive') === true ? { noEcho: true } : {}),
    });
  }
  return variables;
}

function listAt(data: Json, of: PlanKind, root: LazyOrigin): Origin {
  switch (of) {
    case 'plan':
      return own(data, 'resource_changes') === undefined ? root.entry('planned_values') : root.entry('resource_changes');
    case 'state':
      return root.entry('values');
    case 'state-file':
      return root.entry('resources');
  }
}
