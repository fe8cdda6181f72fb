import type { Scalar } from '../model/value.ts';
import type { Property } from '../rule/property.ts';
import { isEmpty, show } from './coerce.ts';
import { conjunction, type Outcome } from './outcome.ts';
import { absence, byDefault, named, proofOf, unknown } from './proof.ts';
import { absentMeans, read, type Reading, type Scope } from './read.ts';
import type { View } from '../rule/view.ts';

/** Judges each reading of a property as a scalar; all must pass. Absent: what AWS does then. */
export function onScalar(fact: Property, scope: Scope, view: View, test: (value: Scalar) => boolean): Outcome {
  const readings = read(fact, scope, view);
  if (readings.length === 0) return { verdict: 'skipped', proof: [], reason: `${fact.name} is no property in this format` };
  return conjunction(readings.map((reading) => scalarOutcome(fact, reading, scope, view, test)));
}

function scalarOutcome(fact: Property, reading: Reading, scope: Scope, view: View, test: (value: Scalar) => boolean): Outcome {
  const { value } = reading;
  if (isEmpty(value)) {
    const means = absentMeans(fact, reading, view);
    if (means === undefined) return { verdict: 'fail', proof: [proofOf(reading, scope, () => absence(reading))] };
    if (typeof means !== 'object') {
      return { verdict: test(means) ? 'pass' : 'fail', proof: [proofOf(reading, scope, () => `${absence(reading)}, and then it is ${show(means)}`)] };
    }
    const detail = `${absence(reading)}: it depends on ${means.depends}`;
    return { verdict: view.strict ? 'fail' : 'unknown', proof: [proofOf(reading, scope, () => detail)], reason: detail };
  }
  switch (value.kind) {
    case 'scalar': {
      const mapped = fact.values[String(value.value)] ?? value.value;
      return { verdict: test(mapped) ? 'pass' : 'fail', proof: [proofOf(reading, scope, () => `${named(reading)} is ${show(value.value)}${byDefault(value.variable)}`)] };
    }
    case 'unknown':
      return unknown(reading, scope, `${named(reading)} is not known: ${value.reason}`);
    case 'text':
    case 'ref':
      return unknown(reading, scope, `${named(reading)} is computed`);
    case 'list':
    case 'map':
      return unknown(reading, scope, `${named(reading)} is not a single value`);
    case 'absent':
      throw new Error('an absent value is empty');
  }
}
