import type { Settled } from '../model/value.ts';
import { levelAtLeast, levelLabel, levels, tlsVersionAtLeast, type Level } from '../rule/levels.ts';
import type { Property } from '../rule/property.ts';
import type { Requirement } from '../rule/requirement.ts';
import { isEmpty, show } from './coerce.ts';
import { onScalar } from './on-scalar.ts';
import { conjunction, type Outcome } from './outcome.ts';
import { absence, named, proofOf, unknown } from './proof.ts';
import { absentMeans, read, type Reading, type Scope } from './read.ts';
import type { View } from '../rule/view.ts';

interface Span {
  readonly low: Level;
  readonly high: Level;
}

const exactly = (level: Level): Span => ({ low: level, high: level });

/** The types whose instances are keys of the user's own. */
const keyTypes = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey', 'AWS::KMS::Alias', 'aws_kms_key', 'aws_kms_replica_key', 'aws_kms_alias', 'aws_kms_external_key'];

/** Judges a level: the mode says what kind of encryption, the key whose key it is. */
export function evaluateLevel(requirement: Requirement & { op: 'level' }, scope: Scope, view: View): Outcome {
  const { mode, floor } = requirement;
  if (!mode) return byKey(requirement, scope, view);
  const readings = read(mode, scope, view);
  if (readings.length === 0) return { verdict: 'skipped', proof: [], reason: `${mode.name} is no property in this format` };
  return conjunction(
    readings.map((reading) => {
      const { value } = reading;
      const means = isEmpty(value) ? absentMeans(mode, reading, view) : undefined;
      if (means !== undefined && typeof means === 'object')
        return { verdict: view.strict ? 'fail' : 'unknown', proof: [proofOf(reading, scope, absence(reading))], reason: `it depends on ${means.depends}` };
      const spelt = means ?? (value.kind === 'scalar' ? value.value : undefined);
      if (spelt === undefined) {
        if (isEmpty(value)) return onSpan(exactly('none'), floor, reading, scope, absence(reading));
        return unknown(reading, scope, `${named(reading)} is not known`);
      }
      const level = requirement.modes[String(mode.values[String(spelt)] ?? spelt)];
      if (level === 'key') return byKey(requirement, scope, view);
      if (level === undefined) return unknown(reading, scope, `${named(reading)} is ${show(spelt)}, which is not known`);
      const detail = isEmpty(value) ? `${absence(reading)}: ${levelLabel[level]}` : `${named(reading)} is ${show(spelt)}: ${levelLabel[level]}`;
      return onSpan(exactly(level), floor, reading, scope, detail);
    }),
  );
}

function byKey(requirement: Requirement & { op: 'level' }, scope: Scope, view: View): Outcome {
  const { key, withoutKey, floor } = requirement;
  const readings = key ? read(key, scope, view) : [];
  if (!key || readings.length === 0) return { verdict: levelAtLeast(withoutKey, floor) ? 'pass' : 'fail', proof: [] };
  return conjunction(
    readings.map((reading) => {
      if (isEmpty(reading.value)) return onSpan(exactly(withoutKey), floor, reading, scope, `${absence(reading)}: ${levelLabel[withoutKey]}`);
      const span = keySpan(reading.value, view);
      const detail =
        span.low === span.high ? `${named(reading)} names a key: ${levelLabel[span.low]}` : `${named(reading)} names a key that is not in the template`;
      return onSpan(span, floor, reading, scope, detail);
    }),
  );
}

function onSpan(span: Span, floor: Level, reading: Reading, scope: Scope, detail: string): Outcome {
  if (levelAtLeast(span.low, floor)) return { verdict: 'pass', proof: [proofOf(reading, scope, detail)] };
  if (!levelAtLeast(span.high, floor)) return { verdict: 'fail', proof: [proofOf(reading, scope, detail)] };
  return unknown(reading, scope, detail);
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
