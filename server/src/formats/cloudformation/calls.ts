import type { Resource, TemplateCall } from '../../core/model/template.ts';

/**
 * The property that names the template of a nested stack, by type. Sources:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html,
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-application.html
 */
const templateProperty: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'TemplateURL'],
  ['AWS::Serverless::Application', 'Location'],
]);

/** May a resource of this type deploy another template? */
export function makesCalls(type: string | undefined): boolean {
  return type !== undefined && templateProperty.has(type);
}

/** The nested stacks whose template is plainly named. An application of the Serverless Application Repository is named by a map, and is none. */
export function callsOf(resources: Iterable<Resource>): readonly TemplateCall[] {
  const calls: TemplateCall[] = [];
  for (const { type, properties, address, at, when } of resources) {
    const name = templateProperty.get(type);
    if (name === undefined || properties.kind !== 'map') continue;
    const source = properties.entries.get(name);
    if (source?.kind !== 'scalar' || typeof source.value !== 'string' || source.variable !== undefined) continue;
    const given = properties.entries.get('Parameters') ?? { kind: 'absent', at: properties.at };
    calls.push({ address, at, when, source: source.value, sourceAt: source.at, given });
  }
  return calls;
}

/**
 * The project-relative path of a template that is named by a path, as `aws cloudformation package` and SAM take it: from the file that names it,
 * `file://` before it or not. `elsewhere`: it is no path (S3, the net); `outside`: it leads out of the project.
 * Source: https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html
 */
export function localTemplate(from: string, source: string): { readonly key: string } | 'elsewhere' | 'outside' {
  const path = source.replace(/^file:\/\//, '').replaceAll('\\', '/');
  if (/^[a-z][a-z\d+.-]*:/i.test(path) || path.trim() === '' || path.includes('{{')) return 'elsewhere';
  if (path.startsWith('/')) return 'outside';
  const isAbsolute = from.startsWith('/');
  const steps = from.split('/').slice(isAbsolute ? 1 : 0, -1);
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (isAbsolute || steps.pop() === undefined) return 'outside';
  }
  return { key: (isAbsolute ? '/' : '') + steps.join('/') };
}
