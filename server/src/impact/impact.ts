import table from './replacement-table.json';
import { exceptions } from './exceptions.ts';
import type { Impact } from './impact-kind.ts';
import { generatedBy, isSamType, type ValueAt } from './sam.ts';

/** Impacts from the mildest to the worst; not knowing is worse than an interruption, better than a sure loss. */
const ranking: readonly Impact[] = ['none', 'in-place', 'interrupts', 'unknown', 'may-replace', 'not-supported', 'replaces'];

const types: Readonly<Record<string, readonly string[]>> = table.types;

/**
 * What it does to a resource of this CloudFormation type when the property changes. `path`: from the properties down,
 * `StorageEncrypted` or `A.B.C`; its first step decides, as CloudFormation decides by top-level property. Of SAM's types it is what happens to what SAM
 * makes of them, which may depend on the rest of the resource (`valueAt`).
 */
export function impactOf(type: string, path: string, valueAt?: ValueAt): Impact {
  if (isSamType(type)) return impactOnGenerated(type, path, valueAt);
  const [property = ''] = path.split(/[.[]/);
  const exception = exceptions.find((one) => one.type === type && one.properties.includes(property));
  if (exception) return exception.impact;
  const known = Object.hasOwn(types, type) ? types[type] : undefined;
  if (known === undefined) return 'unknown';
  const [replaces = '', mayReplace = ''] = known;
  if (names(replaces, property)) return 'replaces';
  return names(mayReplace, property) ? 'may-replace' : 'in-place';
}

/** Does a list of words name one? */
function names(words: string, one: string): boolean {
  return words.includes(one) && ` ${words} `.includes(` ${one} `);
}

function impactOnGenerated(type: string, path: string, valueAt: ValueAt | undefined): Impact {
  const impacts = generatedBy(type, path, valueAt).map((one) => impactOf(one.type, one.path));
  const worst = impacts.length === 0 ? 'unknown' : worstImpact(impacts);
  return worst === 'replaces' && impacts.some((impact) => impact !== worst) ? 'may-replace' : worst;
}

/** The worst of several; `none` of no impact at all. */
export function worstImpact(impacts: readonly Impact[]): Impact {
  return impacts.reduce((worst, one) => (ranking.indexOf(one) > ranking.indexOf(worst) ? one : worst), 'none');
}

/** The words that a fix's title carries, such as `(replaces the database)`; empty where there is nothing to fear. */
export function describeImpact(impact: Impact, type: string): string {
  const words = impactWords(impact, type);
  return words === '' ? '' : `(${words})`;
}

/** The same without parentheses. */
export function impactWords(impact: Impact, type: string): string {
  const noun = nounOf(type);
  switch (impact) {
    case 'none':
    case 'in-place':
      return '';
    case 'interrupts':
      return `interrupts the ${noun}`;
    case 'may-replace':
      return `may replace the ${noun}`;
    case 'replaces':
      return `replaces the ${noun}`;
    case 'not-supported':
      return `an existing ${noun} cannot be updated so`;
    case 'unknown':
      return `effect on an existing ${noun} not known`;
  }
}

const nouns: readonly (readonly [RegExp, string])[] = [
  [/::DBInstance$|::SimpleTable$|::GlobalTable$|::DynamoDB::Table$/, 'database'],
  [/::DBCluster$|::RDS::GlobalCluster$/, 'database cluster'],
  [/::EC2::Volume$/, 'volume'],
  [/::FileSystem$/, 'file system'],
  [/::S3::Bucket$/, 'bucket'],
  [/::SQS::Queue$/, 'queue'],
  [/::SNS::Topic$/, 'topic'],
  [/::Kinesis::Stream$|::DeliveryStream$/, 'stream'],
  [/::KMS::(Replica)?Key$/, 'key'],
  [/::BackupVault$/, 'backup vault'],
  [/::Domain$/, 'domain'],
  [/::DomainName(V2)?$/, 'domain name'],
  [/::ReplicationGroup$|::CacheCluster$/, 'cache'],
  [/::Cluster$/, 'cluster'],
  [/::EC2::Instance$/, 'instance'],
  [/::LogGroup$/, 'log group'],
  [/::Secret$/, 'secret'],
  [/::Listener$/, 'listener'],
  [/::(LaunchTemplate|LaunchConfiguration)$/, 'launch template'],
  [/::Repository$/, 'repository'],
  [/::Function$/, 'function'],
  [/::Trail$/, 'trail'],
  [/::Certificate$/, 'certificate'],
];

/** What a user calls a resource of the type: `database`. */
export function nounOf(type: string): string {
  return nouns.find(([pattern]) => pattern.test(type))?.[1] ?? 'resource';
}
