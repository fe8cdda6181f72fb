import { randomFrom, type Random } from './random.ts';
import { kinds, type Json, type Kind } from './resource-kinds.ts';
import { yamlText } from './yaml-text.ts';

/** How a generated input is written. */
export type Syntax = 'yaml' | 'json';

/** A generated template. */
export interface Input {
  readonly syntax: Syntax;
  readonly text: string;
  readonly resources: number;
}

/**
 * A template of `resources` resources whose text has about `bytes` bytes: what may be long in it grows until the size is met (within 2 %,
 * where that is possible at all). The same seed gives the same text.
 */
export function inputOf(syntax: Syntax, bytes: number, resources: number, seed: number): Input {
  let low = 0.1;
  let high = 40;
  let text = '';
  for (let round = 0; round < 12; round++) {
    const size = Math.sqrt(low * high);
    text = textOf(templateOf(resources, size, randomFrom(seed)), syntax);
    if (Math.abs(text.length - bytes) <= bytes * 0.02) break;
    if (text.length < bytes) low = size;
    else high = size;
  }
  return { syntax, text, resources };
}

/** A template in which every resource fails several rules: `resources` buckets with nothing set. */
export function failingInput(resources: number): string {
  const entries = Array.from({ length: resources }, (_, i) => `  Bucket${i}:\n    Type: AWS::S3::Bucket\n    Properties:\n      AccessControl: PublicRead\n`);
  return `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n${entries.join('')}`;
}

function textOf(template: Json, syntax: Syntax): string {
  return syntax === 'json' ? `${JSON.stringify(template, null, 2)}\n` : yamlText(template);
}

function templateOf(resources: number, size: number, random: Random): Json {
  const chosen = Array.from({ length: resources }, (_, index) => ({ kind: kindAt(index, random), index }));
  const idsOf = new Map<string, string[]>();
  for (const { kind, index } of chosen) {
    const ids = idsOf.get(kind.name);
    if (ids) ids.push(idFor(kind, index));
    else idsOf.set(kind.name, [idFor(kind, index)]);
  }
  const made = chosen.map(({ kind, index }) => {
    const idOf = (name: string): string => {
      const ids = idsOf.get(name) ?? [];
      return ids[random.between(0, Math.max(0, ids.length - 1))] ?? 'Stage';
    };
    return [idFor(kind, index), { Type: kind.type, Properties: kind.make({ random, size, idOf, index }) }] as const;
  });
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'A generated template: no text of it stands in any real one.',
    Parameters: {
      Stage: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'test', 'prod'] },
      ...Object.fromEntries(['VpcId', 'LoadBalancerArn', 'CertificateArn', 'RestApiId', 'RestResourceId'].map((name) => [name, { Type: 'String' }])),
    },
    Conditions: { IsProduction: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
    Resources: Object.fromEntries(made),
    Outputs: { StackStage: { Description: 'What this is for', Value: { Ref: 'Stage' } } },
  };
}

const idFor = (kind: Kind, index: number): string => `${kind.name}${index}`;

function kindAt(index: number, random: Random): Kind {
  const [first] = kinds;
  if (first === undefined) throw new Error('There are no kinds.');
  // Each kind once, so that there is something to refer to; then by their shares.
  const early = kinds[index];
  if (early !== undefined) return early;
  let at = random.next() * kinds.reduce((sum, { share }) => sum + share, 0);
  return kinds.find(({ share }) => (at -= share) < 0) ?? first;
}
