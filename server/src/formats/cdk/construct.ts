import type { TreeConstruct } from './construct-tree.ts';
import type { ConstructMetadata, PropertyAssignment } from './metadata.ts';

/** A construct and its class. `fqn`: as jsii names it, `aws-cdk-lib.aws_s3.Bucket`. */
export interface ConstructClass {
  readonly path: string;
  readonly fqn?: string;
  readonly version?: string;
}

/** The construct of one resource. */
export interface CdkConstruct {
  /** Its path in the app, without a leading slash: `Shop/Orders/Bucket/Resource`. */
  readonly path: string;
  /** Itself first, then those that it stands in, up to (and without) its stack. */
  readonly classes: readonly ConstructClass[];
  /** The class that speaks for it: that of the construct around a `Resource` or `Default`, else its own. */
  readonly fqn?: string;
  /** Raw traces, innermost frame first, of itself and then of the constructs around it; the empty ones are left out. */
  readonly creation: readonly (readonly string[])[];
  readonly assignments: readonly PropertyAssignment[];
}

/** The constructs of a stack and its nested stacks. */
export interface Constructs {
  /** The construct path of the stack whose template file (relative to the assembly) this is, where the metadata tells it. */
  readonly scopeOfTemplate: (file: string) => string | undefined;
  /** The same, the other way round. */
  readonly templateOfScope: (path: string) => string | undefined;
  /** Construct paths with this logical id: in the stack, or in any of its nested stacks. */
  readonly pathsOf: (logicalId: string) => readonly string[];
  /** The construct at a path inside of a stack's own path. */
  readonly construct: (path: string, scope: string) => CdkConstruct;
}

/** The paths of the templates are those of the metadata; where it tells no logical id, tree.json may. */
export function constructsOf(metadata: ReadonlyMap<string, ConstructMetadata>, tree: ReadonlyMap<string, TreeConstruct>): Constructs {
  const byId = grouped([...metadata].flatMap(([path, { logicalId }]) => (logicalId === undefined ? [] : [[logicalId, path] as const])));
  const byIdInTree = grouped([...tree].flatMap(([path, { logicalId }]) => (logicalId === undefined ? [] : [[logicalId, path] as const])));
  const scopes = new Map([...metadata].flatMap(([path, { templateFile }]) => (templateFile === undefined ? [] : [[templateFile, path] as const])));
  return {
    scopeOfTemplate: (file) => scopes.get(file),
    templateOfScope: (path) => metadata.get(path)?.templateFile,
    pathsOf: (id) => byId.get(id) ?? byIdInTree.get(id) ?? [],
    construct(path, scope) {
      const chain = chainOf(path, scope);
      const classes = chain.map((at): ConstructClass => {
        const { fqn, version } = tree.get(at) ?? {};
        return { path: at, ...(fqn === undefined ? {} : { fqn }), ...(version === undefined ? {} : { version }) };
      });
      const speaker = /(?:^|\/)(?:Resource|Default)$/.test(path) ? classes[1] : classes[0];
      const fqn = speaker?.fqn ?? classes[0]?.fqn;
      return {
        path,
        classes,
        ...(fqn === undefined ? {} : { fqn }),
        creation: chain.map((at) => metadata.get(at)?.creation ?? []).filter((trace) => trace.length > 0),
        assignments: metadata.get(path)?.assignments ?? [],
      };
    },
  };
}

/** The path and those around it, innermost first, up to and without the scope. */
function chainOf(path: string, scope: string): readonly string[] {
  const chain: string[] = [];
  for (let at = path; at !== '' && at !== scope; at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '') chain.push(at);
  return chain;
}

function grouped(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
