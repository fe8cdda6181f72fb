import type { Origin, Place } from '../model/origin.ts';
import type { Template } from '../model/template.ts';
import type { Value } from '../model/value.ts';
import type { Requirement } from '../rule/requirement.ts';
import type { RuleRecord } from '../rule/rule.ts';

/** Names of keys whose literal values are taken for secrets wherever they stand. */
const secretName = /(password|passwd|passphrase|secret(string|key|accesskey)?|auth_?token|access_?token|api_?key|private_?key|shared_?key|credential)s?$/i;
/** Names that end like a secret's and hold none: `SecretArn` does not match; these do. */
const harmless = /^(ManageMasterUserPassword|GenerateSecret|HasSecret|Encrypt.*|.*Key(Id|Arn|Name))$/i;

/**
 * Where source text may show a secret: values of keys that are named like one or that a rule knows as a secret, and defaults of such parameters
 * and of NoEcho parameters. Whoever shows source text masks these.
 */
export function sensitivePlaces(template: Template, rules: readonly RuleRecord[]): readonly Place[] {
  const names = new Set(rules.flatMap(({ require }) => (typeof require === 'function' ? [] : secretNames(require))));
  const places: Place[] = [];
  const isSecret = (name: string): boolean => (names.has(name) || secretName.test(name)) && !harmless.test(name);
  for (const resource of template.resources.values()) collect(resource.properties, false, isSecret, places, 0);
  for (const output of template.outputs.values()) collect(output, false, isSecret, places, 0);
  for (const [id, parameter] of template.parameters) {
    if (parameter.kind !== 'map' || !(template.variables.get(id)?.noEcho || isSecret(id))) continue;
    for (const key of ['Default', 'default']) {
      const written = parameter.entries.get(key);
      if (written) collect(written, true, isSecret, places, 0);
    }
  }
  return places;
}

function secretNames(requirement: Requirement): readonly string[] {
  switch (requirement.op) {
    case 'secretChannel':
      return Object.values(requirement.fact.places).flatMap((places) => places.flatMap((path) => {
        const last = path.findLast((step) => step.kind === 'key');
        return last ? [last.key] : [];
      }));
    case 'all':
    case 'any':
      return requirement.of.flatMap(secretNames);
    case 'not':
      return secretNames(requirement.of);
    case 'forEach':
    case 'forSome':
      return secretNames(requirement.require);
    case 'cases':
      return requirement.of.flatMap((c) => secretNames(c.require));
    default:
      return [];
  }
}

function collect(value: Value, secret: boolean, isSecret: (name: string) => boolean, places: Place[], depth: number): void {
  if (depth > 100) return;
  switch (value.kind) {
    case 'scalar':
      if (secret && value.value !== '') places.push(...bothPlaces(value.at, value.via));
      return;
    case 'text':
      if (secret) places.push(...bothPlaces(value.at, value.via));
      return;
    case 'list':
      for (const item of value.items) collect(item, secret, isSecret, places, depth + 1);
      return;
    case 'map':
      for (const [name, item] of value.entries) collect(item, secret || isSecret(name), isSecret, places, depth + 1);
      return;
    case 'choice':
      for (const { value: item } of value.cases) collect(item, secret, isSecret, places, depth + 1);
      return;
    case 'ref':
    case 'absent':
    case 'unknown':
      return;
  }
}

const bothPlaces = (at: Origin, via: Origin | undefined): readonly Place[] => [
  { block: at.block, range: at.value },
  ...(via ? [{ block: via.block, range: via.value }] : []),
];
