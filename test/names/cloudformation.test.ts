import assert from 'node:assert/strict';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { ListProperty, PathStep, Property } from '../../server/src/core/rule/property.ts';
import { showPath } from '../../server/src/core/rule/property.ts';
import { bindings, jsonTexts } from './bindings.ts';

type Spec = ReturnType<typeof loadAwsServiceSpecSync>;
type SpecResource = ReturnType<Spec['all']>[number] & { readonly properties: Readonly<Record<string, SpecProperty>> };
interface SpecProperty {
  readonly type: SpecType;
}
type SpecType = { readonly type: string; readonly element?: SpecType; readonly types?: readonly SpecType[]; readonly reference?: { readonly $ref: string } };

/** Types that CloudFormation, SAM or the CDK has and the specification does not. */
const unlisted = ['@parameter', '@output', 'AWS::CloudFormation::Authentication', 'AWS::Serverless::GraphQLApi', 'Custom::AWSCDK-EKS-Cluster', 'Custom::OpenSearchAccessPolicy', 'Custom::ElasticsearchAccessPolicy'];

/**
 * What the specification calls a property of SAM, as it was called once; undefined where only the other types of its binding have it.
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-resources-and-properties.html
 */
const spelt: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  'AWS::Serverless::HttpApi': { AccessLogSettings: 'AccessLogSetting' },
  'AWS::Serverless::StateMachine': { LoggingConfiguration: undefined },
  'AWS::StepFunctions::StateMachine': { Logging: undefined },
  'AWS::EKS::Cluster': { Config: undefined },
  'AWS::SNS::TopicPolicy': { TopicArn: undefined },
  'AWS::SNS::TopicInlinePolicy': { Topics: undefined },
  'AWS::SQS::QueuePolicy': { Queue: undefined },
  'AWS::SQS::QueueInlinePolicy': { Queues: undefined },
};

describe('the names in the bindings', function () {
  this.timeout(30_000);
  let db: Spec;
  before(() => {
    db = loadAwsServiceSpecSync();
  });

  it('are types and properties of the CloudFormation resource specification', () => {
    const wrong: string[] = [];
    let count = 0;
    for (const binding of bindings())
      for (const type of binding.cfn) {
        if (unlisted.includes(type)) continue;
        const resource = db.lookup('resource', 'cloudFormationType', 'equals', type)[0] as SpecResource | undefined;
        if (!resource) {
          wrong.push(type);
          continue;
        }
        for (const property of Object.values(binding.props as Readonly<Record<string, Property>>))
          for (const path of pathsOf(property)) {
            count++;
            const isInText = jsonTexts.some(([of, name]) => of === type && path[0]?.kind === 'key' && path[0].key === name);
            const listed = asListed(type, path);
            if (listed && !exists(db, resource.properties, isInText ? listed.slice(0, 1) : listed)) wrong.push(`${type} ${showPath(path)}`);
          }
      }
    assert.deepEqual(wrong, []);
    assert(count > 100, `only ${count} paths were checked`);
  });
});

function asListed(type: string, path: readonly PathStep[]): readonly PathStep[] | undefined {
  const [first, ...rest] = path;
  const names = spelt[type];
  if (first?.kind !== 'key' || !names || !(first.key in names)) return path;
  const key = names[first.key];
  return key === undefined ? undefined : [{ kind: 'key', key }, ...rest];
}

/** A property's own paths, and those of its items below them. */
function pathsOf(property: Property): readonly (readonly PathStep[])[] {
  const own = property.places.cfn ?? [];
  if (!('items' in property)) return own;
  const items = Object.values((property as ListProperty).items);
  return own.flatMap((path) => [path, ...items.flatMap((item) => pathsOf(item).map((below) => [...path, ...below]))]);
}

function exists(db: Spec, properties: Readonly<Record<string, SpecProperty>>, path: readonly PathStep[]): boolean {
  const [first, ...rest] = path;
  if (!first || (first.kind === 'key' && first.key.startsWith('@'))) return true;
  const property = first.kind === 'key' ? properties[first.key] : undefined;
  return property !== undefined && existsIn(db, property.type, rest);
}

function existsIn(db: Spec, type: SpecType, path: readonly PathStep[]): boolean {
  const [first, ...rest] = path;
  if (!first) return true;
  if (type.type === 'union') return (type.types ?? []).some((t) => existsIn(db, t, path));
  if (type.type === 'json') return true;
  if (type.type === 'array') return first.kind !== 'key' && type.element !== undefined && (first.kind === 'each' || existsIn(db, type.element, [{ kind: 'key', key: first.key }])) && existsIn(db, type.element, rest);
  if (type.type === 'map') return first.kind === 'key' && type.element !== undefined && existsIn(db, type.element, rest);
  if (type.type === 'tag') return first.kind === 'key' && ['Key', 'Value'].includes(first.key);
  if (type.type !== 'ref' || !type.reference) return false;
  const definition = db.get('typeDefinition', type.reference.$ref) as unknown as { readonly properties: Readonly<Record<string, SpecProperty>> };
  return exists(db, definition.properties, path);
}
