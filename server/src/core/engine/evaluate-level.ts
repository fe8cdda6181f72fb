import type { Settled } from '../model/value.ts';
import { levelAtLeast, levelLabel, levels, tlsVersionAtLeast, type Level } from '../rule/levels.ts';
import type { Property } from '../rule/property.ts';
import type { Requirement } from '../rule/requirement.ts';
import { isEmpty, show } from './coerce.ts';
import { onScalar } from './on-scalar.ts';
import { conjunction, type Outcome, type Proof } from './outcome.ts';
import { absence, named, proofOf, unknown } from './proof.ts';
import { absentMeans, read, type Scope } from './read.ts';
import type { View } from '../rule/view.ts';

/** The levels between which one lies, ends included. */
export interface Span {
  readonly low: Level;
  readonly high: Level;
}

const exactly = (level: Level): Span => ({ low: level, high: level });

/** The types whose instances are keys of the user's own. */
const keyTypes = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey', 'AWS::KMS::Alias', 'aws_kms_key', 'aws_kms_replica_key', 'aws_kms_alias', 'aws_kms_external_key'];

/** What one reading says of the level: the levels between which it lies, or why nothing is known. `isDoubtful`: AWS says that it depends. */
export interface LevelReading {
  readonly span: Span | undefined;
  readonly proof: Proof;
  readonly isDoubtful: boolean;
}

/** Judges a level: the mode says what kind of encryption, the key whose key it is. */
export function evaluateLevel(requirement: Requirement & { op: 'level' }, scope: Scope, view: View): Outcome {
  const found = levelReadings(requirement, scope, view);
  if (found === undefined) return { verdict: 'skipped', proof: [], reason: `${requirement.mode?.name ?? ''} is no property in this format` };
  if (found.length === 0) return { verdict: levelAtLeast(requirement.withoutKey, requirement.floor) ? 'pass' : 'fail', proof: [] };
  return conjunction(
    found.map(({ span, proof, isDoubtful }): Outcome => {
      if (isDoubtful && view.strict) return { verdict: 'fail', proof: [proof] };
      if (span && levelAtLeast(span.low, requirement.floor)) return { verdict: 'pass', proof: [proof] };
      if (span && !levelAtLeast(span.high, requirement.floor)) return { verdict: 'fail', proof: [proof] };
      return { verdict: 'unknown', proof: [proof], reason: proof.say() };
    }),
  );
}

/** What each reading says; none where nothing names a key, undefined where the mode is no property in this format. */
export function levelReadings(requirement: Requirement & { op: 'level' }, scope: Scope, view: View): readonly LevelReading[] | undefined {
  const { mode } = requirement;
  if (!mode) return byKey(requirement, scope, view);
  const readings = read(mode, scope, view);
  if (readings.length === 0) return undefined;
  return readings.flatMap((reading): readonly LevelReading[] => {
    const { value } = reading;
    const says = (span: Span | undefined, say: () => string, isDoubtful = false): readonly LevelReading[] => [{ span, proof: proofOf(reading, scope, say), isDoubtful }];
    const means = isEmpty(value) ? absentMeans(mode, reading, view) : undefined;
    if (means !== undefined && typeof means === 'object') return says(undefined, () => `${absence(reading)}: it depends on ${means.depends}`, true);
    const spelt = means ?? (value.kind === 'scalar' ? value.value : undefined);
    if (spelt === undefined) return isEmpty(value) ? says(exactly('none'), () => absence(reading)) : says(undefined, () => `${named(reading)} is not known`);
    const level = requirement.modes[String(mode.values[String(spelt)] ?? spelt)];
    if (level === 'key') return byKey(requirement, scope, view);
    if (level === undefined) return says(undefined, () => `${named(reading)} is ${show(spelt)}, which is not known`);
    return says(exactly(level), () => (isEmpty(value) ? `${absence(reading)}: ${levelLabel[level]}` : `${named(reading)} is ${show(spelt)}: ${levelLabel[level]}`));
  });
}

function byKey({ key, withoutKey }: Requirement & { op: 'level' }, scope: Scope, view: View): readonly LevelReading[] {
  const readings = key ? read(key, scope, view) : [];
  return readings.map((reading): LevelReading => {
    const says = (span: Span, say: () => string): LevelReading => ({ span, proof: proofOf(reading, scope, say), isDoubtful: false });
    if (isEmpty(reading.value)) return says(exactly(withoutKey), () => `${absence(reading)}: ${levelLabel[withoutKey]}`);
    const span = keySpan(reading.value, view);
    return says(span, () => (span.low === span.high ? `${named(reading)} names a key: ${levelLabel[span.low]}` : `${named(reading)} names a key that is not in the template`));
  });
}

/**
 * Whose key a value names. `alias/aws/…` is AWS's (https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk);
 * any other literal, and a resource, is the user's own. A value that cannot be read lies between.
 */
function keySpan(value: Settled, view: View): Span {
  switch (value.kind) {
    case 'scalar':
      return exactly(/(^|:)alias\/aws\//.test(String(value.value)) ? 'aws-managed' : 'customer-managed');
    case 'ref': {
      const key = view.get(value.to);
      const type = key?.type ?? value.type;
      if (type === undefined || !keyTypes.includes(type)) return { low: 'aws-managed', high: 'hsm' };
      const origin = key && read(keyStore(key.type), { resource: key }, view)[0];
      return exactly(origin && !isEmpty(origin.value) && origin.value.kind === 'scalar' && origin.value.value === 'AWS_CLOUDHSM' ? 'hsm' : 'customer-managed');
    }
    case 'text': {
      const whole = value.parts.map((part) => (typeof part === 'string' ? part : '\u0001')).join('');
      if (/(^|:)alias\/aws\//.test(whole)) return exactly('aws-managed');
      return /(^|:)(alias|key)\/[^\u0001]/.test(whole) || value.parts.some((p) => typeof p !== 'string' && view.settle(p).kind === 'ref')
        ? exactly('customer-managed')
        : { low: 'aws-managed', high: 'customer-managed' };
    }
    case 'unknown':
      return { low: value.maybeAbsent ? (levels[0] ?? 'none') : 'aws-managed', high: 'customer-managed' };
    case 'absent':
    case 'list':
    case 'map':
      return { low: 'none', high: 'hsm' };
  }
}

/** Where a key says that it lives in an HSM. */
function keyStore(type: string): Property {
  const path = [{ kind: 'key', key: type.startsWith('aws_') ? 'custom_key_store_id' : 'Origin' }] as const;
  return { name: 'Origin', places: { cfn: [path], tf: [path] }, whenAbsent: {}, whenParentAbsent: {}, values: {} };
}

/** Judges a TLS policy or version by the table of the rule. A name that the table does not have is unknown. */
export function evaluateTls(requirement: Requirement & { op: 'tls' }, scope: Scope, view: View): Outcome {
  const { fact, policies, floor } = requirement;
  const strange = read(fact, scope, view).find((r) => r.value.kind === 'scalar' && r.value.value !== '' && policies[String(fact.values[String(r.value.value)] ?? r.value.value)] === undefined);
  if (strange?.value.kind === 'scalar') return unknown(strange, scope, `${named(strange)} is ${show(strange.value.value)}, which is not a policy that we know`);
  return onScalar(fact, scope, view, (value) => {
    const version = policies[String(value)];
    return version !== undefined && tlsVersionAtLeast(version, floor);
  });
}
