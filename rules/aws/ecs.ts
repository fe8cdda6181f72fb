import { resource } from '../../server/src/core/rule/property.ts';
import { all, any, cases, encryptedAtLevel, equals, forEach, not, present, together } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const task = resource({
  label: 'ECS task definition',
  cfn: 'AWS::ECS::TaskDefinition',
  tf: 'aws_ecs_task_definition',
  minimal: { tf: { family: 'orders', container_definitions: '[]' } },
  props: {
    volumes: {
      cfn: 'Volumes[]',
      tf: 'volume[]',
      items: {
        name: { cfn: 'Name', tf: 'name' },
        files: { cfn: 'EFSVolumeConfiguration', tf: 'efs_volume_configuration' },
        system: { cfn: 'EFSVolumeConfiguration.FilesystemId', tf: 'efs_volume_configuration.file_system_id' },
        transit: { cfn: 'EFSVolumeConfiguration.TransitEncryption', tf: 'efs_volume_configuration.transit_encryption', whenAbsent: 'DISABLED' },
      },
    },
  },
});

const cluster = resource({
  label: 'ECS cluster',
  cfn: 'AWS::ECS::Cluster',
  tf: 'aws_ecs_cluster',
  minimal: { tf: { name: 'orders' } },
  props: {
    exec: { cfn: 'Configuration.ExecuteCommandConfiguration', tf: 'configuration.execute_command_configuration' },
    logging: { cfn: 'Configuration.ExecuteCommandConfiguration.Logging', tf: 'configuration.execute_command_configuration.logging', whenAbsent: 'DEFAULT' },
    key: { cfn: 'Configuration.ExecuteCommandConfiguration.KmsKeyId', tf: 'configuration.execute_command_configuration.kms_key_id' },
    logGroup: {
      cfn: 'Configuration.ExecuteCommandConfiguration.LogConfiguration.CloudWatchEncryptionEnabled',
      tf: 'configuration.execute_command_configuration.log_configuration.cloud_watch_encryption_enabled',
      whenAbsent: false,
    },
    bucket: {
      cfn: 'Configuration.ExecuteCommandConfiguration.LogConfiguration.S3EncryptionEnabled',
      tf: 'configuration.execute_command_configuration.log_configuration.s3_bucket_encryption_enabled',
      whenAbsent: false,
    },
  },
});

const { volumes } = task.props;
const { exec, logging, key, logGroup, bucket } = cluster.props;
const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const { files, transit } = volumes.items;

/** The rules about ECS. */
export const ecsRules: readonly RuleRecord[] = [
  rule({
    id: 'ecs-efs-transit',
    since: '2026.12',
    on: task,
    severity: 'high',
    category: 'in-transit',
    title: 'ECS tasks reach their EFS volumes over TLS',
    message: 'A volume of ECS task definition {name} reaches EFS in clear text.',
    why: 'Whoever can listen inside the network reads and changes every file that the task reads or writes.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html',
    standards: { 'aws-fsbp': ['ECS.18'] },
    aliases: ['CKV_AWS_97', 'AWS-0035'],
    require: forEach(volumes, cases([{ when: present(files), require: equals(transit, 'ENABLED') }])),
    fix: { title: 'Use TLS', set: [[transit, 'ENABLED']] },
    examples: {
      pass: [{}, { volumes: [{ name: 'scratch' }] }, { volumes: [{ name: 'files', system: 'fs-1234', transit: 'ENABLED' }] }],
      fail: [{ volumes: [{ name: 'files', system: 'fs-1234' }] }, { volumes: [{ name: 'files', system: 'fs-1234', transit: 'DISABLED' }] }],
      unknown: [{ volumes: [{ name: 'files', system: 'fs-1234', transit: unresolved }] }],
    },
  }),
  rule({
    id: 'ecs-exec-cmk',
    since: '2026.12',
    on: cluster,
    applies: all(present(exec), not(equals(logging, 'NONE'))),
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'Sessions into containers and their logs are encrypted with a key of your own',
    message: 'ECS cluster {name} does not encrypt sessions into containers, or their logs, with a key of your own.',
    why: 'A session shows whatever is typed and printed in a container; its log keeps that for everybody who may read the log.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
    aliases: ['CKV_AWS_224'],
    // One finding for both: what is typed and what is logged are of one session.
    require: together(encryptedAtLevel('customer-managed', { key, withoutKey: 'none' }), any(equals(logGroup, true), equals(bucket, true))),
    examples: {
      pass: [{ key: keyArn, logGroup: true }, { key: keyArn, bucket: true }],
      fail: [{ logging: 'DEFAULT' }, { key: keyArn }, { logGroup: true }],
      unknown: [{ key: unresolved, logGroup: true }],
      skip: [{}, { logging: 'NONE' }],
    },
  }),
  rule({
    id: 'ecs-exec-logging',
    since: '2026.12',
    on: cluster,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'ECS cluster logs sessions into its containers',
    message: 'ECS cluster {name} logs no sessions into its containers.',
    why: 'Whoever opens a shell in a container reads the data that it handles, and nobody can say afterwards what was done.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-cluster-executecommandconfiguration.html',
    aliases: ['CKV_AWS_223'],
    require: not(equals(logging, 'NONE')),
    examples: { pass: [{}, { logging: 'OVERRIDE' }], fail: [{ logging: 'NONE' }], unknown: [{ logging: unresolved }] },
  }),
];
