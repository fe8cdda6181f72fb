import { resource } from '../../server/src/core/rule/property.ts';
import { cases, equals, forEach, present } from '../../server/src/core/rule/requirement.ts';
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

const { volumes } = task.props;
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
];
