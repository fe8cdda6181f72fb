import { resource } from '../../server/src/core/rule/property.ts';
import { equals, oneOf } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';

const workgroup = resource({
  label: 'Athena workgroup',
  cfn: 'AWS::Athena::WorkGroup',
  tf: 'aws_athena_workgroup',
  minimal: { cfn: { Name: 'reports' }, tf: { name: 'reports' } },
  props: {
    enforced: { cfn: 'WorkGroupConfiguration.EnforceWorkGroupConfiguration', tf: 'configuration.enforce_workgroup_configuration', whenAbsent: true },
    encryption: {
      cfn: 'WorkGroupConfiguration.ResultConfiguration.EncryptionConfiguration.EncryptionOption',
      tf: 'configuration.result_configuration.encryption_configuration.encryption_option',
    },
  },
});

const { enforced, encryption } = workgroup.props;

/** The rules about Athena. Results lie in a bucket, which is encrypted by itself. */
export const athenaRules = [
  rule({
    id: 'athena-workgroup-enforced',
    since: '2026.12',
    on: workgroup,
    severity: 'medium',
    category: 'at-rest',
    title: 'Athena workgroup overrides the settings of its clients',
    message: 'Athena workgroup {name} lets clients choose where results go and how they are encrypted.',
    why: 'Any client can send results of queries to a bucket of its own, unencrypted, past every setting of the workgroup.',
    source: 'https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html',
    aliases: ['CKV_AWS_82', 'AWS-0007'],
    require: equals(enforced, true),
    fix: { title: 'Override the clients', set: [[enforced, true]] },
    examples: { pass: [{}, { enforced: true }], fail: [{ enforced: false }], unknown: [{ enforced: unresolved }] },
  }),
  rule({
    id: 'athena-workgroup-encrypted-explicit',
    since: '2026.12',
    on: workgroup,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'Athena workgroup says how its results are encrypted',
    message: 'Athena workgroup {name} does not say how its results are encrypted.',
    why: 'Results are then encrypted as the bucket happens to do it, or as each client asks.',
    source: 'https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html',
    standards: { 'aws-fsbp': ['Athena.1'] },
    aliases: ['CKV_AWS_159', 'AWS-0006'],
    require: oneOf(encryption, ['SSE_S3', 'SSE_KMS', 'CSE_KMS']),
    fix: { title: 'Encrypt results with a key of S3', set: [[encryption, 'SSE_S3']] },
    examples: { pass: [{ encryption: 'SSE_KMS' }], fail: [{}], unknown: [{ encryption: unresolved }] },
  }),
];
