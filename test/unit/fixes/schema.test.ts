import assert from 'node:assert/strict';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { rules } from '../../../rules/index.ts';
import type { Example, Scene } from '../../../server/src/core/rule/example.ts';
import { renderCloudFormation } from '../../../server/src/core/rule/render.ts';
import type { RuleRecord } from '../../../server/src/core/rule/rule.ts';
import { applyEdits } from '../../../server/src/core/text/edits.ts';
import { checkText } from '../../../server/src/project/check.ts';
import { writeEdits } from '../../../server/src/syntax/write.ts';

interface Entry {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}
interface Template {
  readonly Resources: Readonly<Record<string, Entry>>;
  readonly Parameters?: Readonly<Record<string, { readonly Type: string }>>;
}

const spec = loadAwsServiceSpecSync();

/** The templates before and after each way to mend an example of a rule. */
function* mended(rule: RuleRecord, example: Example | Scene): Iterable<{ readonly before: Template; readonly after: Template }> {
  const text = JSON.stringify(renderCloudFormation(rule, example));
  const checked = checkText(text, 'a.json', { rules: [{ rule, severity: rule.severity }], profile: rule.profile });
  assert(checked.kind === 'template');
  for (const finding of checked.report.findings)
    for (const { edits } of [...(finding.fix ? [finding.fix] : []), ...(finding.alternatives ?? [])]) {
      const written = writeEdits(edits, checked.document);
      if (!('refused' in written)) yield { before: JSON.parse(text) as Template, after: JSON.parse(applyEdits(text, written.edits)) as Template };
    }
}

/** Is the value of the kind that the specification says, as far as that can be told without deploying? */
function isPlausible(value: unknown, kind: string): boolean {
  const isComputed = typeof value === 'object' && value !== null && Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
  if (isComputed) return true;
  switch (kind) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
    case 'number':
      return typeof value === 'number';
    case 'array':
      return Array.isArray(value);
    case 'json':
    case 'map':
    case 'ref':
      return typeof value === 'object';
    default:
      return true;
  }
}

describe('what a fix adds', () => {
  it('has the properties that its type requires, and no others, each of its kind; references name what is there', function () {
    this.timeout(120_000);
    const added = new Map<string, number>();
    for (const rule of rules) {
      if (!rule.fix || rule.on.cfn.length === 0) continue;
      for (const example of rule.examples.fail)
        for (const { before, after } of mended(rule, example)) {
          for (const [name, { Type, Properties = {} }] of Object.entries(after.Resources)) {
            if (name in before.Resources) continue;
            added.set(Type, (added.get(Type) ?? 0) + 1);
            const [known] = spec.lookup('resource', 'cloudFormationType', 'equals', Type);
            assert(known, Type);
            for (const [property, { required }] of Object.entries(known.properties)) if (required) assert(property in Properties, `${Type} lacks ${property}`);
            for (const [property, value] of Object.entries(Properties)) {
              const kind = known.properties[property]?.type.type;
              assert(kind, `${Type} has no ${property}`);
              assert(isPlausible(value, kind), `${property} of ${Type} is no ${kind}: ${JSON.stringify(value)}`);
            }
          }
          const names = new Set([...Object.keys(after.Resources), ...Object.keys(after.Parameters ?? {})]);
          for (const to of namedIn(after.Resources)) assert(names.has(to) || to.startsWith('AWS::') || namedIn(before.Resources).includes(to), `${rule.id}: nothing is called ${to}`);
        }
    }
    console.log(`      ${[...added].map(([type, count]) => `${count} ${type}`).join(', ')}`);
    assert(added.size >= 4);
  });
});

/** What Ref, Fn::GetAtt and Fn::Sub name below a value. */
function namedIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (key === 'Ref' && typeof inner === 'string') return [inner];
    if (key === 'Fn::GetAtt' && Array.isArray(inner)) return [String(inner[0])];
    if (key === 'Fn::Sub' && typeof inner === 'string') return [...inner.matchAll(/\$\{([^!.}][^.}]*)[^}]*\}/g)].map(([, name = '']) => name);
    return namedIn(inner);
  });
}
