import { at, entriesOf, textAt, type Json } from './json-value.ts';

/** A construct of tree.json. `path` has no leading slash. */
export interface TreeConstruct {
  readonly path: string;
  /** The class, as jsii names it: `aws-cdk-lib.aws_s3.Bucket`. Of a class of the user's own: the nearest known one that it extends. */
  readonly fqn?: string;
  readonly version?: string;
  readonly logicalId?: string;
}

const maxDepth = 200;

/** The constructs of a tree.json by their path. A node that is not as expected is left out with what is below it. */
export function readTree(tree: Json | undefined): ReadonlyMap<string, TreeConstruct> {
  const found = new Map<string, TreeConstruct>();
  const visit = (node: Json, depth: number): void => {
    const path = textAt(node, 'path');
    if (path === undefined || depth > maxDepth) return;
    const fqn = textAt(node, 'constructInfo', 'fqn');
    const version = textAt(node, 'constructInfo', 'version');
    const logicalId = textAt(node, 'attributes', 'aws:cdk:cloudformation:logicalId');
    found.set(path, {
      path,
      ...(fqn === undefined ? {} : { fqn }),
      ...(version === undefined ? {} : { version }),
      ...(logicalId === undefined ? {} : { logicalId }),
    });
    for (const [, child] of entriesOf(at(node, 'children'))) visit(child, depth + 1);
  };
  const root = at(tree, 'tree');
  if (root !== undefined) visit(root, 0);
  return found;
}
