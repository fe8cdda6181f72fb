import assert from 'node:assert/strict';
import { terraformConfigurationRules } from '../../../rules/aws/terraform-configuration.ts';
import { judge } from '../../../server/src/core/engine/judge.ts';
import { read, type Files } from './support.ts';

/** The rules that fail in a module of these files, each with its subject. */
function failing(files: Files): readonly string[] {
  const rules = terraformConfigurationRules.map((rule) => ({ rule, severity: rule.severity }));
  const { findings, errors } = judge(read(files).template, { rules, profile: 'all' });
  assert.deepEqual(errors, []);
  return findings.map(({ verdict, rule, subject, path }) => `${verdict} ${rule} ${subject} ${path}`);
}

const backend = (settings: object) => ({ terraform: { backend: { s3: { bucket: 'states', key: 'shop', ...settings } } } });
const request = (url: string, resource: object = {}) => ({ data: { http: { call: { url } } }, resource });
const provider = (...blocks: readonly object[]) => ({ provider: { aws: blocks, random: {} }, variable: { key: {} } });
const key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const parameter = (type: string) => ({ aws_ssm_parameter: { login: { name: 'login', type, value: '${var.login}' } } });

describe('what Terraform itself does', () => {
  for (const [title, files, expected] of [
    ['keeps its state under a key', { 'main.tf.json': backend({ encrypt: true, kms_key_id: 'alias/states' }) }, []],
    ['keeps its state without one', { 'main.tf.json': backend({ encrypt: true }) }, ['fail tf-state-backend-encrypted backend.s3 kms_key_id']],
    [
      'keeps its state where an override file says',
      { 'main.tf.json': backend({}), 'override.tf.json': backend({ encrypt: true, kms_key_id: 'alias/states' }) },
      [],
    ],
    ['keeps no state of a module that is called', { 'main.tf.json': { module: { m: { source: './m' } } }, 'm/main.tf.json': backend({}) }, []],
    ['sends nothing secret', { 'main.tf.json': request('https://example.com/?id=1') }, []],
    ['sends a secret in a text', { 'main.tf.json': request('https://example.com/?p=${aws_ssm_parameter.login.value}', parameter('SecureString')) }, ['fail tf-http-data-leak data.http.call url']],
    ['sends a parameter that is no secret', { 'main.tf.json': request('https://example.com/?p=${aws_ssm_parameter.login.value}', parameter('String')) }, []],
    ['sends the name of a secret', { 'main.tf.json': request('https://example.com/?p=${aws_ssm_parameter.login.name}', parameter('SecureString')) }, []],
    [
      'sends a secret from its store, in a module',
      { 'main.tf.json': { module: { m: { source: './m' } } }, 'm/main.tf.json': request('https://example.com/${data.aws_secretsmanager_secret_version.login.secret_string}') },
      ['fail tf-http-data-leak module.m.data.http.call url'],
    ],
    ['sends what it read from the parameter store', { 'main.tf.json': request('${data.aws_ssm_parameter.login.value}') }, ['fail tf-http-data-leak data.http.call url']],
    ['comes into the account by a key in clear text', { 'main.tf.json': provider({ secret_key: key }) }, ['fail secret-provider-credentials provider.aws secret_key']],
    ['comes into the account by another key in clear text', { 'main.tf.json': provider({}, { alias: 'old', access_key: 'AKIAIOSFODNN7EXAMPLE' }) }, ['fail secret-provider-credentials provider.aws.old access_key']],
    ['comes into the account by a variable, or into none', { 'main.tf.json': provider({ secret_key: '${var.key}' }, { alias: 'local', access_key: 'test', secret_key: 'test' }) }, []],
    ['comes into the account as an override file says', { 'main.tf.json': provider({ secret_key: key }), 'override.tf.json': { provider: { aws: { secret_key: null } } } }, []],
  ] as const)
    it(title, () => {
      assert.deepEqual(failing(files), expected);
    });
});
