import type { Origin } from '../../core/model/origin.ts';
import type { Resource, Template } from '../../core/model/template.ts';
import type { Value } from '../../core/model/value.ts';
import type { MappingNode, SyntaxDocument } from '../../syntax/tree.ts';
import { standAlone } from '../../syntax/walk.ts';
import { callsOf } from './calls.ts';
import { readConditions } from './conditions.ts';
import type { Cursor } from './cursor.ts';
import { expandEntries } from './foreach.ts';
import { type Inherited, declareInherited } from './inherited.ts';
import { type Lookups, noteMappingKeys, readMappings } from './mappings.ts';
import { EntryStore, type Given, type ReadTemplate, type TemplateMemory, oldObject, withOldObjects } from './memory.ts';
import { readParameters } from './parameters.ts';
import { patchTemplate } from './patch.ts';
import { Reading } from './reading.ts';
import { declareResources, readResources } from './resources.ts';
import { readRules } from './rules.ts';
import { readGlobals } from './sam-globals.ts';
import { readTemplateSuppressions } from './suppressions.ts';
import { readTransforms } from './transforms.ts';
import { readValue } from './values.ts';

/**
 * The template in a CloudFormation document. Never throws: what is of the wrong type is a problem, and the rest is
 * read. `key`: project-relative path. `parameters`: values in place of the defaults. `inherited`: what a calling template hands over; it counts over them.
 */
export function readTemplate(document: SyntaxDocument, key: string, parameters?: ReadonlyMap<string, string>, inherited?: Inherited): Template {
  return updateTemplate(document, key, parameters, undefined, inherited).template;
}

/** Sections whose entries nothing else rests on. */
const leaves: ReadonlySet<string> = new Set(['Resources', 'Outputs', 'Metadata', 'Description']);

/**
 * The same template, with the objects of the version before where they say the same. The law: it equals what `readTemplate` gives; a resource,
 * variable or condition that is the same object says the same, to the last place.
 */
export function updateTemplate(document: SyntaxDocument, key: string, parameters: ReadonlyMap<string, string> | undefined, before: TemplateMemory | undefined, inherited?: Inherited): ReadTemplate {
  const given = { key, parameters, inherited };
  return (before && patchTemplate(document, given, before)) ?? readAnew(document, given, before);
}

/** Entry by entry. */
function readAnew(document: SyntaxDocument, given: Given, before: TemplateMemory | undefined): ReadTemplate {
  const { key, parameters, inherited } = given;
  const reading = new Reading(document, readValue);
  const root = reading.walk.root();
  if (root?.node.kind !== 'mapping') return { template: emptyTemplate(document, key, root, reading) };

  readTransforms(root, reading);
  const section = (name: string): Cursor | undefined => mapSection(root, name, reading);
  const [parameterSection, mappingSection, conditionSection, ruleSection, outputSection] = ['Parameters', 'Mappings', 'Conditions', 'Rules', 'Outputs'].map(section);
  if (inherited) declareInherited(inherited, reading);
  if (parameterSection) readParameters(parameterSection, parameters ?? new Map<string, string>(), inherited, reading);
  if (mappingSection) readMappings(mappingSection, reading);
  const lookups: Lookups = before?.lookups ?? new WeakMap();
  noteMappingKeys(root.node, reading, lookups);

  const resourceSection = resourcesSection(root, reading);
  if (resourceSection) declareResources(resourceSection, reading);
  const surroundings = [...surroundingsOf(root.node, key, parameters, reading), inherited];
  const usable = before && isSame(surroundings, before.surroundings) ? before : undefined;
  const [resourceStore, valueStore] = [new EntryStore<Resource>(reading, usable?.resources), new EntryStore<Value>(reading, usable?.values)];
  // Comparisons make the domains of parameters grow: they are read before any value that refers to a parameter.
  if (conditionSection) readConditions(conditionSection, reading);
  const constraints = [...(ruleSection ? readRules(ruleSection, reading) : []), ...(inherited?.constraints ?? [])].map((constraint, i) => oldObject(constraint, before?.constraints[i]));
  const globalSection = reading.generators.includes('Serverless') ? section('Globals') : undefined;
  const globals = globalSection ? readGlobals(globalSection, valueStore, reading) : new Map<string, Value>();
  const domainSizes = reading.variables.sizes();
  const resources = readResources(globals, resourceStore, reading);
  const outputs = outputSection ? readEntries('Outputs', outputSection, valueStore, reading) : new Map<string, Value>();
  const declared = parameterSection ? readEntries('Parameters', parameterSection, valueStore, reading) : new Map<string, Value>();
  const reported = reading.problems.length;
  const suppressions = readTemplateSuppressions(root, reading);
  const variables = withOldObjects(reading.variables.all(), before?.variables);
  const conditions = withOldObjects(reading.conditions, before?.conditions);

  const template: Template = {
    key,
    family: 'cfn',
    files: [document.file],
    at: (resourceSection ?? reading.walk.get(root, 'Resources') ?? root).at,
    resources,
    variables,
    conditions,
    constraints,
    open: reading.open.resources,
    parameters: declared,
    outputs,
    calls: callsOf(resources.values()),
    suppressions,
    problems: [...document.problems, ...reading.problems],
  };
  if (!standAlone(document)) return { template };
  const { problems } = reading;
  const left = { given, template, reading, problems, hasSuppressionProblems: problems.length > reported, domainSizes };
  return { template, memory: { ...left, surroundings, resources: resourceStore.kept, values: valueStore.kept, lookups, variables, conditions, constraints } };
}

/** What any value of the template may rest on, beyond its own node and the variables; and where the nodes around it stand. */
function surroundingsOf(root: MappingNode, key: string, parameters: ReadonlyMap<string, string> | undefined, reading: Reading): readonly unknown[] {
  const sections = root.pairs.filter((pair) => !leaves.has(pair.name));
  const places = root.pairs.filter((pair) => pair.name === 'Resources').flatMap((pair) => [pair.key.range.end, pair.value.range.start]);
  return [reading.walk.document.file, key, root.range.start, ...[...(parameters ?? [])].flat(), ...sections, '', ...places, ...reading.generators, '', ...reading.resources.keys()];
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

function resourcesSection(root: Cursor, reading: Reading): Cursor | undefined {
  const resources = reading.walk.get(root, 'Resources');
  if (!resources) reading.problem('missing-resources', 'The template has no Resources.', { at: startOf(root.at) });
  else if (resources.node.kind === 'mapping') return resources;
  else reading.problem('wrong-type', 'Resources must be a map of resources.', resources, 'error', 'key');
  return undefined;
}

function mapSection(root: Cursor, name: string, reading: Reading): Cursor | undefined {
  const section = reading.walk.get(root, name);
  if (!section || section.node.kind === 'mapping') return section;
  const empty = section.node.kind === 'scalar' && section.node.value === null;
  reading.problem('wrong-type', empty ? `${name} is empty.` : `${name} must be a map.`, section, empty ? 'warning' : 'error', 'key');
  return undefined;
}

function readEntries(name: string, section: Cursor, store: EntryStore<Value>, reading: Reading): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const [id, cursor] of expandEntries(section, reading)?.entries ?? []) values.set(id, store.read(`${name}/${id}`, cursor, () => reading.read(cursor)));
  return values;
}

function emptyTemplate(document: SyntaxDocument, key: string, root: Cursor | undefined, reading: Reading): Template {
  const at: Origin = root?.at ?? { block: `${document.file}#`, value: { start: 0, end: 0 } };
  reading.problem('wrong-type', 'A template is a map with Resources.', { at: startOf(at) });
  return {
    key,
    family: 'cfn',
    files: [document.file],
    at,
    resources: new Map(),
    variables: new Map(),
    conditions: new Map(),
    constraints: [],
    open: false,
    parameters: new Map(),
    outputs: new Map(),
    calls: [],
    suppressions: [],
    problems: [...document.problems, ...reading.problems],
  };
}

/** The first character: a problem of the whole document is not underlined from top to bottom. */
function startOf(at: Origin): Origin {
  return { block: at.block, value: { start: at.value.start, end: Math.min(at.value.start + 1, at.value.end) } };
}
