import { resource } from '../../server/src/core/rule/property.ts';
import { all, equals, not, present } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const volume = resource({
  label: 'FSx volume',
  cfn: 'AWS::FSx::Volume',
  tf: 'aws_fsx_ontap_volume',
  minimal: {
    cfn: { Name: 'archive', VolumeType: 'ONTAP', OntapConfiguration: { StorageVirtualMachineId: 'svm-1234', SizeInMegabytes: '1024' } },
    tf: { name: 'archive', storage_virtual_machine_id: 'svm-1234', size_in_megabytes: 1024 },
  },
  props: {
    lock: { cfn: 'OntapConfiguration.SnaplockConfiguration', tf: 'snaplock_configuration' },
    mode: { cfn: 'OntapConfiguration.SnaplockConfiguration.SnaplockType', tf: 'snaplock_configuration.snaplock_type' },
    privilegedDelete: { cfn: 'OntapConfiguration.SnaplockConfiguration.PrivilegedDelete', tf: 'snaplock_configuration.privileged_delete', whenAbsent: 'DISABLED' },
  },
});

const { lock, mode, privilegedDelete } = volume.props;

/** The rules about FSx. */
export const fsxRules: readonly RuleRecord[] = [
  rule({
    id: 'fsx-ontap-snaplock',
    since: '2026.12',
    on: volume,
    applies: present(lock),
    severity: 'low',
    category: 'immutability',
    profile: 'strict',
    title: 'A SnapLock volume cannot be emptied by its administrators',
    message: 'Administrators can delete files of SnapLock volume {name} before their time.',
    why: 'In the enterprise mode a stolen administrator account deletes the very records that the lock is for.',
    source: 'https://docs.aws.amazon.com/fsx/latest/ONTAPGuide/how-snaplock-works.html',
    require: all(equals(mode, 'COMPLIANCE'), not(equals(privilegedDelete, 'ENABLED'))),
    examples: {
      pass: [{ mode: 'COMPLIANCE' }],
      fail: [{ mode: 'ENTERPRISE' }],
      unknown: [{ mode: unresolved }],
      skip: [{}],
    },
  }),
];
