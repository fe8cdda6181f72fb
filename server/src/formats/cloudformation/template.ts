import type { Origin } from '../../core/model/origin.ts';
import type { Template } from '../../core/model/template.ts';
import type { Value } from '../../core/model/value.ts';
import type { SyntaxDocument } from '../../syntax/tree.ts';
import { readConditions } from './conditions.ts';
import type { Cursor } from './cursor.ts';
import { expandEntries } from './foreach.ts';
import { noteMappingKeys, readMappings } from './mappings.ts';
import { readParameters } from './parameters.ts';
import { Reading } from './reading.ts';
import { declareResources, readResources } from './resources.ts';
import { readRules } from './rules.ts';
import { readGlobals } from './sam-globals.ts';
import { readTemplateSuppressions } from './suppressions.ts';
import { readTransforms } from './transforms.ts';
import { readValue } from './values.ts';

/**
 * The template in a CloudFormation document. Never throws: what is of the wrong type is a problem, and the rest is
 * read. `key`: project-relative path. `parameters`: values in place of the defaults.
 */
export function readTemplate(document: SyntaxDocument, key: string, parameters: ReadonlyMap<string, string> = new Map()): Template {
  const reading = new Reading(document, readValue);
  const root = reading.walk.root();
  if (root?.node.kind !== 'mapping') return emptyTemplate(document, key, root, reading);

  readTransforms(root, reading);
  const section = (name: string): Cursor | undefined => mapSection(root, name, reading);
  const [parameterSection, mappingSection, conditionSection, ruleSection, outputSection] = ['Parameters', 'Mappings', 'Conditions', 'Rules', 'Outputs'].map(section);
  if (parameterSection) readParameters(parameterSection, parameters, reading);
  if (mappingSection) readMappings(mappingSection, reading);
  noteMappingKeys(root.node, reading);

  const resourceSection = resourcesSection(root, reading);
  if (resourceSection) declareResources(resourceSection, reading);
  // Comparisons make the domains of parameters grow: they are read before any value that refers to a parameter.
  if (conditionSection) readConditions(conditionSection, reading);
  const constraints = ruleSection ? readRules(ruleSection, reading) : [];
  const globalSection = reading.generators.includes('Serverless') ? section('Globals') : undefined;
  const resources = readResources(globalSection ? readGlobals(globalSection, reading) : new Map<string, Value>(), reading);
  const outputs = outputSection ? readEntries(outputSection, reading) : new Map<string, Value>();
  const declared = parameterSection ? readEntries(parameterSection, reading) : new Map<string, Value>();
  const suppressions = readTemplateSuppressions(root, reading);

  return {
    key,
    family: 'cfn',
    files: [document.file],
    at: (resourceSection ?? reading.walk.get(root, 'Resources') ?? root).at,
    resources,
    variables: reading.variables.all(),
    conditions: reading.conditions,
    constraints,
    open: reading.open.resources,
    parameters: declared,
    outputs,
    suppressions,
    problems: [...document.problems, ...reading.problems],
  };
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

function readEntries(section: Cursor, reading: Reading): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const [name, cursor] of expandEntries(section, reading)?.entries ?? []) values.set(name, reading.read(cursor));
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
    suppressions: [],
    problems: [...document.problems, ...reading.problems],
  };
}

/** The first character: a problem of the whole document is not underlined from top to bottom. */
function startOf(at: Origin): Origin {
  return { block: at.block, value: { start: at.value.start, end: Math.min(at.value.start + 1, at.value.end) } };
}
