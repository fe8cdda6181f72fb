import { credentialsIn } from '../../server/src/core/rule/credentials.ts';
import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { all, equals, present } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import type { Evidence, View } from '../../server/src/core/rule/view.ts';
import { valueAt, type Settled, type Subject } from './about-subject.ts';

/** Where the state is kept, in S3. */
const backend = resource({
  label: 'Terraform backend',
  tf: '@backend.s3',
  props: { encrypted: { tf: 'encrypt', whenAbsent: false }, key: { tf: 'kms_key_id' } },
});

/** How Terraform gets into the account. */
const provider = resource({
  label: 'AWS provider',
  tf: '@provider.aws',
  props: { id: { tf: 'access_key' }, secret: { tf: 'secret_key' }, token: { tf: 'token' } },
});

/** A request that Terraform sends whenever it plans. */
const request = resource({
  label: 'HTTP request',
  tf: '@data.http',
  props: { url: { tf: 'url' } },
});

const parameter = resource({ label: 'SSM parameter', tf: 'aws_ssm_parameter', minimal: { tf: { name: 'login' } }, props: { type: { tf: 'type' } } });

const { encrypted, key } = backend.props;

/** The rules about what Terraform itself does. */
export const terraformConfigurationRules: readonly RuleRecord[] = [
  rule({
    id: 'tf-state-backend-encrypted',
    since: '2026.12',
    on: backend,
    severity: 'medium',
    category: 'at-rest',
    profile: 'strict',
    title: 'Terraform encrypts its state with a KMS key',
    message: 'Backend {name} does not encrypt the state with a KMS key.',
    why: 'The state holds every password and key that Terraform made or read, in clear text: whoever may read the bucket has them.',
    source: 'https://developer.hashicorp.com/terraform/language/backend/s3#s3-state-storage',
    require: all(equals(encrypted, true), present(key)),
    examples: {
      pass: [{ encrypted: true, key: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }],
      fail: [{}, { encrypted: true }],
      unknown: [],
    },
  }),
  rule({
    id: 'secret-provider-credentials',
    since: '2026.12',
    on: provider,
    severity: 'critical',
    category: 'secrets',
    title: 'The AWS provider holds no credentials',
    message: '{name} holds credentials.',
    why: 'Everybody who may read the configuration, or its history, may do in the account whatever Terraform may: nearly everything.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles',
    aliases: ['CKV_AWS_41'],
    require: (subject, view) => {
      const found = [...keyShapes].flatMap(([name, shape]) => {
        const value = valueAt(subject, [name], view);
        const isKey = credentialsIn(value, view).length > 0 || (value.kind === 'scalar' && shape?.test(String(value.value)) === true);
        return isKey ? [{ ...evidence(value, [name]), detail: `\`${name}\` is written in clear text`, sensitive: true }] : [];
      });
      return found.length > 0 ? { verdict: 'fail', evidence: found } : { verdict: 'pass', evidence: [] };
    },
    examples: {
      pass: [{}, { id: 'test', secret: 'test' }, { id: unresolved, secret: unresolved }],
      fail: [{ id: 'AKIAIOSFODNN7EXAMPLE' }, { secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }],
      unknown: [],
    },
  }),
  rule({
    id: 'tf-http-data-leak',
    since: '2026.12',
    on: request,
    severity: 'critical',
    category: 'secrets',
    title: 'Terraform sends no secret away',
    message: 'The request {name} sends a secret away.',
    why: 'A request is sent whenever anybody plans, unasked: whoever answers it has the secret, and so has every proxy log on the way.',
    source: 'https://registry.terraform.io/providers/hashicorp/http/latest/docs/data-sources/http',
    aliases: ['CKV2_AWS_36', 'AWS-0134'],
    require: (subject, view) => {
      const sent = secretsIn(view.settle(subject.properties), view, []);
      return sent.length > 0 ? { verdict: 'fail', evidence: sent } : { verdict: 'pass', evidence: [] };
    },
    examples: {
      pass: [{ url: 'https://example.com' }],
      fail: [scene({ Request: [request, { url: refTo('Login', 'value') }], Login: [parameter, { type: 'SecureString' }] })],
      unknown: [],
    },
  }),
];

/** The arguments that hold credentials, and what real ones look like that are not told everywhere: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html */
const keyShapes: ReadonlyMap<string, RegExp | undefined> = new Map([
  ['access_key', undefined],
  ['secret_key', /^[A-Za-z0-9/+]{40}$/],
  ['token', /^[A-Za-z0-9/+=]{100,}$/],
]);

function secretsIn(value: Settled, view: View, path: readonly (string | number)[]): readonly Evidence[] {
  switch (value.kind) {
    case 'map':
      return [...value.entries].flatMap(([name, entry]) => secretsIn(view.settle(entry), view, [...path, name]));
    case 'list':
      return value.items.flatMap((item, i) => secretsIn(view.settle(item), view, [...path, i]));
    case 'text': {
      const secret = value.parts.find((part) => typeof part !== 'string' && isSecret(view.settle(part), view));
      return secret === undefined ? [] : [evidence(value, path)];
    }
    case 'ref':
    case 'unknown':
      return isSecret(value, view) ? [evidence(value, path)] : [];
    case 'scalar':
    case 'absent':
      return [];
  }
}

const evidence = ({ at }: Settled, path: readonly (string | number)[]): Evidence => ({
  detail: `\`${path.join('.')}\` holds a secret`,
  at,
  missing: false,
  related: [],
  path: path.join('.'),
  edits: [],
  sensitive: false,
});

/** The value of a secure parameter, or of a secret, made here or read from its store. */
function isSecret(value: Settled, view: View): boolean {
  if (value.kind === 'unknown') return value.channel === 'secretsmanager' || /(^|\.)data\.aws_ssm_parameter\.[^.]+\.value$/.test(value.symbol ?? '');
  if (value.kind !== 'ref') return false;
  const made = view.get(value.to);
  if (value.type === 'aws_secretsmanager_secret_version') return value.attribute === 'secret_string';
  return value.type === 'aws_ssm_parameter' && value.attribute === 'value' && made !== undefined && isSecure(made, view);
}

function isSecure(parameter: Subject, view: View): boolean {
  const type = valueAt(parameter, ['type'], view);
  return type.kind === 'scalar' && type.value === 'SecureString';
}
