import type { Problem } from '../../core/model/template.ts';
import type { CdkTemplate, Gathering } from './cdk-template.ts';
import { constructsOf } from './construct.ts';
import { readTree, type TreeConstruct } from './construct-tree.ts';
import { at, entriesOf, isObject, parseValue, textAt, type Json } from './json-value.ts';
import { reading, type Lookup, type Reading } from './lookup.ts';
import { readMetadata } from './metadata.ts';
import { inside, joined, normalized } from './paths.ts';
import { problemAt, whyUnreadable } from './problem.ts';
import { parameterSets, valuesIn } from './stack-parameters.ts';
import { stackTemplates } from './stack-templates.ts';

/** What a folder of CDK output holds. A parent stands before its nested templates; each file is named once. */
export interface Assembly {
  readonly folder: string;
  readonly templates: readonly CdkTemplate[];
  /** Ranges are offsets of the whole text of the file that the place names. */
  readonly problems: readonly Problem[];
}

interface Manifest {
  readonly file: string;
  readonly folder: string;
  readonly text: string;
  readonly artifacts: Json | undefined;
}

/**
 * Reads the output of a CDK app: the manifest of `folder` and those of its stages, the templates of stacks and nested
 * stacks, metadata (in the manifest or apart), tree.json. Read by the fields we know, whatever the schema's version. A path
 * that leaves `folder`, a missing file, a cycle is a problem; the rest is read. `folder` and the paths given to the lookup
 * have forward slashes; a lookup that follows symbolic links out of the folder answers null. Who asks again may remember what the texts hold.
 */
export function readAssembly(folder: string, lookup: Lookup, parse: Gathering['parse'] = parseValue): Reading<Assembly> {
  const root = normalized(folder);
  return reading(lookup, (read) => {
    const gathering: Gathering = { root, read, parse, templates: new Map(), problems: [], documents: new Map() };
    readFolder(root, undefined, new Set(), gathering);
    return { folder: root, templates: [...gathering.templates.values()], problems: gathering.problems };
  });
}

/** Is this the text of the manifest of an output, by the fields we know? */
export function isManifest(text: string): boolean {
  const value = text.includes('"artifacts"') ? parseValue(text) : undefined;
  return isObject(at(value, 'artifacts')) && textAt(value, 'version') !== undefined;
}

function readFolder(folder: string, outerTree: ReadonlyMap<string, TreeConstruct> | undefined, seen: Set<string>, gathering: Gathering): void {
  seen.add(folder);
  const manifest = manifestOf(folder, gathering);
  if (manifest === undefined) return;
  const artifacts = entriesOf(manifest.artifacts).filter(([id, artifact]) => isObject(artifact) || complain(manifest, [id], 'The artifact is not an object.', gathering));
  const ofType = (type: string): readonly (readonly [string, Json])[] => artifacts.filter(([, artifact]) => textAt(artifact, 'type') === type);
  const tree = outerTree ?? treeOf(manifest, ofType('cdk:tree'), gathering);
  const assets = ofType('cdk:asset-manifest').map(([id]) => jsonOf(manifest, [id, 'properties', 'file'], gathering));
  for (const [id, artifact] of ofType('aws:cloudformation:stack')) readStack(manifest, id, artifact, tree, assets, gathering);
  for (const [id] of ofType('cdk:cloud-assembly')) {
    const below = pathAt(manifest, [id, 'properties', 'directoryName'], gathering);
    if (below === undefined) continue;
    if (seen.has(below)) complain(manifest, [id, 'properties', 'directoryName'], 'This assembly holds itself.', gathering);
    else readFolder(below, tree, seen, gathering);
  }
}

function manifestOf(folder: string, gathering: Gathering): Manifest | undefined {
  const { read, parse, problems } = gathering;
  const file = joined(folder, 'manifest.json');
  const text = read(file);
  if (text === null) {
    problems.push(problemAt(gathering, file, '', [], 'cdk-file-missing', 'There is no manifest.json here: the output of a CDK app has one.'));
    return undefined;
  }
  const value = parse(text);
  if (isObject(at(value, 'artifacts'))) return { file, folder, text, artifacts: at(value, 'artifacts') };
  problems.push(value === undefined ? whyUnreadable(file, text) : problemAt(gathering, file, text, ['artifacts'], 'cdk-manifest', 'The manifest has no map of artifacts.'));
  return undefined;
}

function readStack(manifest: Manifest, id: string, artifact: Json, tree: ReadonlyMap<string, TreeConstruct>, assets: readonly (Json | undefined)[], gathering: Gathering): void {
  const templateFile = pathAt(manifest, [id, 'properties', 'templateFile'], gathering);
  if (templateFile === undefined || gathering.templates.has(templateFile)) return;
  const text = gathering.read(templateFile);
  if (text === null) {
    complain(manifest, [id, 'properties', 'templateFile'], `The template ${textAt(artifact, 'properties', 'templateFile') ?? ''} is missing, or cannot be read.`, gathering, 'cdk-file-missing');
    return;
  }
  const apart = at(artifact, 'additionalMetadataFile') === undefined ? undefined : jsonOf(manifest, [id, 'additionalMetadataFile'], gathering);
  const metadata = readMetadata(at(artifact, 'metadata'), apart);
  const constructs = constructsOf(metadata, tree);
  const environment = textAt(artifact, 'environment');
  const protection = at(artifact, 'properties', 'terminationProtection');
  const own = {
    ...(environment === undefined ? {} : { environment }),
    ...(typeof protection === 'boolean' ? { terminationProtection: protection } : {}),
  };
  const stackName = textAt(artifact, 'properties', 'stackName') ?? id;
  const templates = stackTemplates(templateFile, text, manifest.folder, constructs, assets, gathering);
  const sets = parameterSets(templates, valuesIn(at(artifact, 'properties', 'parameters')), (file) => gathering.parse(gathering.read(file) ?? ''));
  for (const template of templates) {
    const parameters = sets.get(template.templateFile) ?? [];
    const known = gathering.templates.get(template.templateFile);
    const added = { ...template, stackName, assembly: manifest.folder, parameters, ...(template.templateFile === templateFile ? own : {}) };
    gathering.templates.set(template.templateFile, known ? { ...known, parents: [...known.parents, ...template.parents], parameters: [...known.parameters, ...parameters] } : added);
  }
}

function treeOf(manifest: Manifest, artifacts: readonly (readonly [string, Json])[], gathering: Gathering): ReadonlyMap<string, TreeConstruct> {
  const [first] = artifacts;
  return readTree(first === undefined ? undefined : jsonOf(manifest, [first[0], 'properties', 'file'], gathering));
}

/** The JSON file that the manifest names at a path. Without it places and classes are lost, but no template: a warning. */
function jsonOf(manifest: Manifest, path: readonly string[], gathering: Gathering): Json | undefined {
  const file = pathAt(manifest, path, gathering);
  if (file === undefined) return undefined;
  const text = gathering.read(file);
  const value = text === null ? undefined : gathering.parse(text);
  if (value === undefined) {
    const message = `The file ${textAt(manifest.artifacts, ...path) ?? ''} ${text === null ? 'is missing, or cannot be read' : 'is not valid JSON'}.`;
    complain(manifest, path, message, gathering, text === null ? 'cdk-file-missing' : 'cdk-file-unreadable', 'warning');
  }
  return value;
}

/** The file or folder that the manifest names at a path of its artifacts; a problem, and undefined, if it lies elsewhere. */
function pathAt(manifest: Manifest, path: readonly string[], gathering: Gathering): string | undefined {
  const written = textAt(manifest.artifacts, ...path);
  const found = written === undefined ? undefined : inside(gathering.root, manifest.folder, written);
  if (written === undefined) complain(manifest, path, `\`${path.at(-1) ?? ''}\` names no file.`, gathering);
  else if (found === undefined) complain(manifest, path, `${JSON.stringify(written)} lies outside of the output folder and is not read.`, gathering, 'cdk-path-outside');
  return found;
}

function complain(manifest: Manifest, path: readonly string[], message: string, gathering: Gathering, code = 'cdk-manifest', severity: Problem['severity'] = 'error'): false {
  gathering.problems.push(problemAt(gathering, manifest.file, manifest.text, ['artifacts', ...path], code, message, severity));
  return false;
}
