import type { Json } from './json-value.ts';
import type { Problem } from '../../core/model/template.ts';
import type { SyntaxDocument } from '../../syntax/tree.ts';
import type { CdkConstruct } from './construct.ts';

/** One synthesised template, with what ties it to the app. */
export interface CdkTemplate {
  /** Its path, as the lookup knows it. */
  readonly templateFile: string;
  /** The name that its stack is deployed under; of a nested template that of the stack around it. */
  readonly stackName: string;
  /** The folder of the assembly that it belongs to: cdk.out, or that of a stage. Logical ids repeat between assemblies. */
  readonly assembly: string;
  /** `aws://account/region`; not told of a nested template. */
  readonly environment?: string;
  readonly terminationProtection?: boolean;
  /** The sets of values that its parameters are deployed with, as far as they are known: one per way to deploy it. */
  readonly parameters: readonly ReadonlyMap<string, string>[];
  /** The nested stack resources that deploy it; none where it is a stack of its own. It is to be judged once, through them. */
  readonly parents: readonly { readonly templateFile: string; readonly logicalId: string }[];
  /** The construct that made a resource; undefined where nothing tells. */
  readonly constructOf: (logicalId: string) => CdkConstruct | undefined;
}

/** What is gathered while an assembly is read. */
export interface Gathering {
  readonly root: string;
  readonly read: (path: string) => string | null;
  /** What a JSON text holds. */
  readonly parse: (text: string) => Json | undefined;
  readonly templates: Map<string, CdkTemplate>;
  readonly problems: Problem[];
  /** Files of which a problem was told, parsed once. */
  readonly documents: Map<string, SyntaxDocument>;
}
