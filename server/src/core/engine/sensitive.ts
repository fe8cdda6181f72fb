import type { Origin, Place } from '../model/origin.ts';
import type { Resource, Template } from '../model/template.ts';
import type { Value } from '../model/value.ts';
import type { RuleRecord } from '../rule/rule.ts';

/** Names of keys whose literal values are taken for secrets wherever they stand. */
const secretName = /(?:pass(?:word|wd|phrase)|secret(?:string(?:template)?|key|_?access_?key)?|(?:auth|access|bearer)_?token|(?:api|private|shared)_?key|credential)s?$/i;
/**
 * Names that end like a secret's and hold none: `SecretArn` does not match; these do. What is below `GenerateSecretString` says how a secret is made; only its
 * template may hold one: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-secretsmanager-secret-generatesecretstring.html
 */
const harmless = /^(ManageMasterUserPassword|GenerateSecret(String)?|HasSecret|.*Key(Id|Arn|Name))$/i;

/** Is the name one that secrets have? */
export function isSecretName(name: string): boolean {
  return secretName.test(name) && !harmless.test(name);
}

/** Names of keys repeat; a file with more than these is hostile. */
const maxNames = 10_000;

/** Tells whether values of a key are secrets: it is named like one, or a rule knows it as one. */
export function secretNames(rules: readonly RuleRecord[]): (name: string) => boolean {
  const names = new Set(rules.flatMap(({ secretKeys }) => secretKeys));
  const known = new Map<string, boolean>();
  return (name) => {
    const told = known.get(name);
    if (told !== undefined) return told;
    const isSecret = (names.has(name) && !harmless.test(name)) || isSecretName(name);
    if (known.size < maxNames) known.set(name, isSecret);
    return isSecret;
  };
}

/**
 * Where a resource, output or parameter may show a secret: values of keys that hold secrets, and defaults of parameters that are named like one
 * or have NoEcho. Whoever shows source text masks these.
 */
export function sensitiveIn(subject: Resource, template: Template, isSecret: (name: string) => boolean): readonly Place[] {
  const places: Place[] = [];
  if (subject.type !== '@parameter') collect(subject.properties, false, isSecret, places, 0);
  else if (subject.properties.kind === 'map' && (template.variables.get(subject.address)?.noEcho || isSecret(subject.address))) {
    const written = subject.properties.entries.get('Default') ?? subject.properties.entries.get('default');
    if (written) collect(written, true, isSecret, places, 0);
  }
  return places;
}

function collect(value: Value, secret: boolean, isSecret: (name: string) => boolean, places: Place[], depth: number): void {
  if (depth > 100) return;
  switch (value.kind) {
    case 'scalar':
      // `manage_master_user_password: true` says how a secret is made: a switch is none.
      if (secret && value.value !== '' && typeof value.value !== 'boolean') places.push(...bothPlaces(value.at, value.via));
      return;
    case 'text':
      if (secret) places.push(...bothPlaces(value.at, value.via));
      return;
    case 'list':
      for (const item of value.items) collect(item, secret, isSecret, places, depth + 1);
      return;
    case 'map':
      // Of every entry of every resource: an iterator would make two objects for each.
      value.entries.forEach((item, name) => {
        const isHidden = secret || isSecret(name);
        if (isHidden || item.kind !== 'scalar') collect(item, isHidden, isSecret, places, depth + 1);
      });
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
