import { noEchoParameter, parameterDefault, refTo, scene, unresolved, type ExampleValue } from '../../../server/src/core/rule/example.ts';
import { Added, Joined, type Fix } from '../../../server/src/core/rule/fix.ts';
import { resource, type Property, type PropertySpec } from '../../../server/src/core/rule/property.ts';
import { all, secretChannel, secretStore } from '../../../server/src/core/rule/requirement.ts';
import { rule, type Profile, type RuleRecord, type Severity } from '../../../server/src/core/rule/rule.ts';

/** A kind of resource that takes a secret, as a row of a table. */
export interface SecretRow {
  readonly id: string;
  /** The kind of resource: `RDS instance`. */
  readonly label: string;
  /** The secret, as a sentence begins: `The master password`. */
  readonly what: string;
  readonly cfn: string | readonly string[];
  readonly tf?: string | readonly string[];
  /** Where it may stand. Each is a secret of its own; several paths in one are the spellings of several types. */
  readonly secrets: readonly Pick<PropertySpec, 'cfn' | 'tf'>[];
  /** The checks elsewhere that judge the channel. */
  readonly aliases?: readonly string[];
  /** The checks elsewhere that take a secret store alone; they make a strict rule of their own. */
  readonly store?: readonly string[];
  readonly minimal?: Parameters<typeof resource>[0]['minimal'];
  readonly severity?: Severity;
  /** `strict` where AWS does not hold it for a secret. */
  readonly profile?: Profile;
  /** The resource takes what it is given as its new password, of letters and digits or with punctuation: one may be made up. */
  readonly isChosen?: 'of letters and digits' | 'with punctuation';
  /** What somebody who has it gains. */
  readonly why: string;
}

/** A secret of Secrets Manager, for examples. */
const managedSecret = resource({ label: 'secret', cfn: 'AWS::SecretsManager::Secret', tf: 'aws_secretsmanager_secret', props: {} });

const page = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html#creds';
const reference = '{{resolve:secretsmanager:app/login:SecretString:password}}';

/** The rules of a row: the secret is not shown by the way that it arrives; and where the row says so, it comes from a store. */
export function secretRules(row: SecretRow): readonly RuleRecord[] {
  const names = row.secrets.map((_, i) => (i === 0 ? 'secret' : `secret${i + 1}`));
  const on = resource({
    label: row.label,
    cfn: row.cfn,
    ...(row.tf ? { tf: row.tf } : {}),
    minimal: row.minimal ?? {},
    props: Object.fromEntries(row.secrets.map((spec, i) => [names[i] ?? 'secret', spec])),
  });
  const facts = Object.values(on.props);
  const fails = (value: ExampleValue) => names.map((name) => ({ [name]: value }));
  const common = { since: '2026.12', on, category: 'secrets', source: page } as const;
  const examples = {
    pass: [{}, { secret: noEchoParameter }, { secret: reference }],
    fail: [...fails('correct-horse'), { secret: unresolved }, { secret: parameterDefault('correct-horse') }, { secret: '{{resolve:ssm:app-login:1}}' }],
    unknown: [scene({ Subject: [on, { secret: refTo('Login') }], Login: [managedSecret, {}] })],
  };
  const channel = rule({
    ...common,
    id: row.id,
    severity: row.severity ?? 'critical',
    profile: row.profile ?? 'default',
    title: `${row.what} of the ${row.label} is not shown by the template`,
    message: `${row.what} of ${row.label} {name} is shown by the template.`,
    why: `Everybody who may read the template, its history or its parameters has it. ${row.why}`,
    aliases: row.aliases ?? [],
    require: allOf(facts.map(secretChannel)),
    fix: row.isChosen ? { ...byParameter(facts), alternatives: [byGeneration(facts, row.isChosen)] } : byParameter(facts),
    examples,
  });
  if (!row.store) return [channel];
  const store = rule({
    ...common,
    id: `${row.id}-store`,
    severity: 'low',
    profile: 'strict',
    title: `${row.what} of the ${row.label} comes from a secret store`,
    message: `${row.what} of ${row.label} {name} does not come from a secret store.`,
    why: `A parameter is typed in by hand for each deployment: the secret is copied about, and is never rotated. ${row.why}`,
    aliases: row.store,
    require: allOf(facts.map(secretStore)),
    ...(row.isChosen ? { fix: byGeneration(facts, row.isChosen) } : {}),
    examples: { ...examples, pass: [{}, { secret: reference }], fail: [...examples.fail, { secret: noEchoParameter }] },
  });
  return [channel, store];
}

function allOf(requirements: readonly ReturnType<typeof secretChannel>[]): ReturnType<typeof secretChannel> {
  const [only] = requirements;
  return only && requirements.length === 1 ? only : all(...requirements);
}

/** A parameter that nobody is shown, in place of the secret. */
function byParameter(facts: readonly Property[]): Fix {
  const parameter = new Added({
    cfn: { section: ['Parameters'], hint: '{name}{key}', attribute: 'Ref', value: { Type: 'String', NoEcho: true } },
    tf: { section: ['variable'], hint: '{name}_{key}', attribute: '', value: { type: 'string', sensitive: true } },
  });
  return { title: 'Take it from a parameter that is not shown', effect: 'asked for at deployment', replace: [facts, parameter] };
}

/**
 * A secret that Secrets Manager makes up, with a character of each kind that it may have. 30 characters are the most that Oracle takes; of the other services
 * none takes fewer, and none asks for more. Sources:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html#cfn-rds-dbinstance-masteruserpassword
 */
function byGeneration(facts: readonly Property[], chosen: NonNullable<SecretRow['isChosen']>): Fix {
  const secret = new Added({
    cfn: {
      type: 'AWS::SecretsManager::Secret',
      hint: '{name}{key}',
      attribute: 'Ref',
      attributes: { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' },
      properties: { GenerateSecretString: { PasswordLength: 30, ...(chosen === 'with punctuation' ? {} : { ExcludePunctuation: true }) } },
    },
  });
  return { title: 'Let Secrets Manager make it up', replace: [facts, new Joined(['{{resolve:secretsmanager:', secret, '}}'])] };
}
