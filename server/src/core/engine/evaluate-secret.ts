import type { Settled } from '../model/value.ts';
import type { Requirement } from '../rule/requirement.ts';
import { isEmpty } from './coerce.ts';
import { conjunction, type Outcome } from './outcome.ts';
import { absence, named, proofOf, unknown } from './proof.ts';
import { read, type Reading, type Scope } from './read.ts';
import type { View } from '../rule/view.ts';

/**
 * Judges how a secret arrives (policy law 2): a literal, a parameter's default, a parameter without NoEcho and a plain SSM parameter show it;
 * a NoEcho parameter without default, ssm-secure and secretsmanager do not; a text that holds one of these does not either. No secret: pass. The value itself is never part of a message.
 */
export function evaluateSecretChannel({ fact, store = false }: Requirement & { op: 'secretChannel' }, scope: Scope, view: View): Outcome {
  const readings = read(fact, scope, view);
  if (readings.length === 0) return { verdict: 'skipped', proof: [], reason: `${fact.name} is no property in this format` };
  return conjunction(readings.map((reading) => onChannel(reading, store, scope, view)));
}

function onChannel(reading: Reading, store: boolean, scope: Scope, view: View): Outcome {
  const { value } = reading;
  if (isEmpty(value)) return { verdict: 'pass', proof: [proofOf(reading, scope, () => absence(reading))] };
  const shown = shows(value, view);
  if (store && shown === false && value.variable !== undefined)
    return { verdict: 'fail', proof: [{ ...proofOf(reading, scope, () => `${named(reading)} comes from parameter ${value.variable}, not from a secret store`), sensitive: true }] };
  if (shown === undefined) return unknown(reading, scope, `${named(reading)} comes from a place that cannot be seen`);
  if (shown === false) return { verdict: 'pass', proof: [proofOf(reading, scope, () => `${named(reading)} does not show the secret`)] };
  return { verdict: 'fail', proof: [{ ...proofOf(reading, scope, () => `${named(reading)} ${shown}`), sensitive: true }] };
}

/** How the value shows the secret, false where it does not, undefined where that cannot be told. */
function shows(value: Settled, view: View): string | false | undefined {
  const variable = value.variable === undefined ? undefined : view.variable(value.variable);
  if (variable) {
    if (variable.preset !== undefined && variable.presetFrom !== 'file') return `comes from parameter ${variable.id}, whose default shows it`;
    if (!variable.noEcho) return `comes from parameter ${variable.id}, which has no NoEcho`;
    return false;
  }
  switch (value.kind) {
    case 'scalar':
      return 'is written in clear text';
    case 'text': {
      const parts = value.parts.filter((part) => typeof part !== 'string').map((part) => shows(view.settle(part), view));
      if (parts.length === 0) return 'is written in clear text';
      // What is shown beside a part that is hidden is a user name, a host, a key of JSON.
      if (parts.includes(false)) return false;
      return parts.find((part) => typeof part === 'string');
    }
    case 'unknown':
      switch (value.channel) {
        case 'ssm':
          return 'comes from an SSM parameter that is not a SecureString';
        case 'ssm-secure':
        case 'secretsmanager':
          return false;
        case 'parameter':
        case 'import':
        case 'other':
          return undefined;
      }
      break;
    case 'ref':
    case 'list':
    case 'map':
      return undefined;
    case 'absent':
      return false;
  }
  return undefined;
}
