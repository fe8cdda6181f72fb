import type { CdkTemplate, Gathering } from './cdk-template.ts';
import type { Constructs } from './construct.ts';
import { at, entriesOf, itemsOf, textAt, type Json } from './json-value.ts';
import { inside } from './paths.ts';
import { problemAt } from './problem.ts';

type Found = Omit<CdkTemplate, 'stackName' | 'assembly' | 'environment' | 'terminationProtection' | 'parameters'>;

/** One template on the way down from a stack. `pathOf`: logical id → construct path, of its resources' Metadata. */
interface Level {
  readonly file: string;
  readonly text: string;
  readonly resources: Json | undefined;
  readonly pathOf: ReadonlyMap<string, string>;
  readonly parents: { readonly templateFile: string; readonly logicalId: string }[];
  readonly scope: string;
}

/**
 * The template of a stack and those of its nested stacks, outermost first. Which nested template belongs to which resource is
 * told by its asset Metadata, else by the metadata of its construct, else by the hash in its TemplateURL; a resource of which
 * none of them tells is a stack from elsewhere.
 */
export function stackTemplates(file: string, text: string, folder: string, constructs: Constructs, assets: readonly (Json | undefined)[], gathering: Gathering): readonly Found[] {
  const levels = new Map<string, Level>();
  const relative = (path: string): string => path.slice(folder.length + (folder === '' || folder.endsWith('/') ? 0 : 1));
  const add = (path: string, content: string, scope: string): Level => {
    const resources = at(gathering.parse(content), 'Resources');
    const level: Level = { file: path, text: content, resources, pathOf: pathsIn(resources), parents: [], scope };
    levels.set(path, level);
    return level;
  };
  const visit = (level: Level, chain: readonly string[]): void => {
    for (const [logicalId, resource] of entriesOf(level.resources)) {
      if (textAt(resource, 'Type') !== 'AWS::CloudFormation::Stack') continue;
      const path = level.pathOf.get(logicalId) ?? constructs.pathsOf(logicalId).filter(isStackResource).sort((a, b) => a.length - b.length)[0];
      const scope = path === undefined ? undefined : scopeOf(path);
      const written = nestedFile(resource, scope, constructs, assets);
      if (written === undefined) continue;
      const complain = (code: string, message: string): void => void gathering.problems.push(problemAt(gathering, level.file, level.text, ['Resources', logicalId], code, message));
      const nested = inside(gathering.root, folder, written);
      const known = nested === undefined ? undefined : levels.get(nested);
      if (nested === undefined) complain('cdk-path-outside', `The nested template ${JSON.stringify(written)} lies outside of the output folder and is not read.`);
      else if (chain.includes(nested)) complain('cdk-cycle', `The nested template ${written} holds itself.`);
      else if (known) known.parents.push({ templateFile: level.file, logicalId });
      else {
        const content = gathering.read(nested);
        if (content === null) complain('cdk-file-missing', `The nested template ${written} is missing, or cannot be read.`);
        else {
          const below = add(nested, content, scope ?? constructs.scopeOfTemplate(relative(nested)) ?? '');
          below.parents.push({ templateFile: level.file, logicalId });
          visit(below, [...chain, nested]);
        }
      }
    }
  };
  visit(add(file, text, constructs.scopeOfTemplate(relative(file)) ?? ''), [file]);
  const scopes = [...levels.values()].map((level) => level.scope);
  return [...levels.values()].map(({ file: templateFile, parents, pathOf, scope }) => ({
    templateFile,
    parents,
    constructOf(logicalId) {
      const path = pathOf.get(logicalId) ?? constructs.pathsOf(logicalId).find((one) => nearest(one, scopes) === scope);
      return path === undefined ? undefined : constructs.construct(path, scope);
    },
  }));
}

function pathsIn(resources: Json | undefined): ReadonlyMap<string, string> {
  return new Map(
    entriesOf(resources).flatMap(([id, resource]) => {
      const path = textAt(resource, 'Metadata', 'aws:cdk:path');
      return path === undefined ? [] : [[id, path.replace(/^\//, '')] as const];
    }),
  );
}

/** The file of a nested stack's template, as the assembly names it. */
function nestedFile(resource: Json, scope: string | undefined, constructs: Constructs, assets: readonly (Json | undefined)[]): string | undefined {
  const property = textAt(resource, 'Metadata', 'aws:asset:property');
  const told = property === undefined || property === 'TemplateURL' ? textAt(resource, 'Metadata', 'aws:asset:path') : undefined;
  if (told !== undefined) return told;
  const url = textsIn(at(resource, 'Properties', 'TemplateURL'), 0).join('');
  for (const manifest of assets)
    for (const [hash, asset] of entriesOf(at(manifest, 'files'))) if (hash !== '' && url.includes(hash)) return textAt(asset, 'source', 'path');
  return scope === undefined ? undefined : constructs.templateOfScope(scope);
}

/** Every text inside of a value, keys left out. */
function textsIn(value: Json | undefined, depth: number): readonly string[] {
  if (typeof value === 'string') return [value];
  if (depth > 20) return [];
  return [...itemsOf(value), ...entriesOf(value).map(([, item]) => item)].flatMap((item) => textsIn(item, depth + 1));
}

const isStackResource = (path: string): boolean => path.endsWith('.NestedStackResource');

/** The construct of a nested stack, by the path of its resource: `Top/Child.NestedStack/Child.NestedStackResource` stands for `Top/Child`. */
function scopeOf(path: string): string | undefined {
  const found = /^(.*)\.NestedStack\/[^/]*\.NestedStackResource$/.exec(path);
  return found?.[1];
}

/** The longest of the scopes that a path stands in; the empty one holds all. */
function nearest(path: string, scopes: readonly string[]): string | undefined {
  let best: string | undefined;
  for (const scope of scopes) if ((scope === '' || path.startsWith(`${scope}/`)) && (best === undefined || scope.length > best.length)) best = scope;
  return best;
}
