import type { SyntaxDocument } from '../../syntax/tree.ts';
import { itemsOf, pairsOf, rootOf } from './cursor.ts';

/** Keys at the root of a configuration. Source: https://developer.hashicorp.com/terraform/language/syntax/json#block-type-specific-exceptions */
const rootKeys: ReadonlySet<string> = new Set(['resource', 'data', 'variable', 'locals', 'output', 'module', 'provider', 'terraform', 'moved', 'removed', 'import', 'check', 'ephemeral']);

/** Is the file named as a Terraform configuration in JSON? */
export function isTerraformJson(file: string): boolean {
  return /\.(tf|tofu)\.json$/i.test(file);
}

/** Does the document hold a block that Terraform knows, or nothing at all? */
export function confirmTerraform(document: SyntaxDocument): boolean {
  const root = rootOf(document);
  if (!root || root.node.kind === 'scalar') return false;
  const pairs = (itemsOf(root) ?? [root]).flatMap((one) => pairsOf(one) ?? []);
  return pairs.some(([name]) => rootKeys.has(name)) || pairs.every(([name]) => name === '//');
}
