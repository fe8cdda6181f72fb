import { resource } from '../../server/src/core/rule/property.ts';
import { absent, all, atLeast, cases, equals, not, oneOf, present, referencedBy } from '../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

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

/** All but Lustre: in Terraform each kind has a type of its own, in CloudFormation they share one. */
const fileSystem = resource({
  label: 'FSx file system',
  cfn: 'AWS::FSx::FileSystem',
  tf: ['aws_fsx_ontap_file_system', 'aws_fsx_windows_file_system', 'aws_fsx_openzfs_file_system'],
  minimal: {
    cfn: { SubnetIds: ['subnet-1'], StorageCapacity: 1024 },
    tf: { deployment_type: 'SINGLE_AZ_1', preferred_subnet_id: 'subnet-1', subnet_ids: ['subnet-1'], storage_capacity: 1024 },
  },
  props: {
    type: { cfn: 'FileSystemType', tf: 'deployment_type', whenAbsent: { tf: 'SINGLE_AZ_1' } },
    key: { cfn: 'KmsKeyId', tf: 'kms_key_id' },
  },
});

/**
 * What is backed up unless it is turned off. Defaults: AutomaticBackupRetentionDays of each configuration in CloudFormation, and
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/fsx_windows_file_system
 */
const backedUp = resource({
  label: 'FSx file system',
  cfn: 'AWS::FSx::FileSystem',
  tf: 'aws_fsx_windows_file_system',
  minimal: fileSystem.minimal,
  props: {
    type: { cfn: 'FileSystemType', tf: 'deployment_type' },
    windowsDays: { cfn: 'WindowsConfiguration.AutomaticBackupRetentionDays', whenAbsent: 30 },
    ontapDays: { cfn: 'OntapConfiguration.AutomaticBackupRetentionDays', whenAbsent: 30 },
    zfsDays: { cfn: 'OpenZFSConfiguration.AutomaticBackupRetentionDays', whenAbsent: 30 },
    days: { tf: 'automatic_backup_retention_days', whenAbsent: 7 },
  },
});

/**
 * What Terraform makes without backups unless it is told to: the provider sends 0 where AWS's own default is 30.
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/fsx/ontap_file_system.go
 */
const leftOut = resource({
  label: 'FSx file system',
  tf: ['aws_fsx_ontap_file_system', 'aws_fsx_openzfs_file_system'],
  minimal: fileSystem.minimal,
  props: { days: { tf: 'automatic_backup_retention_days', whenAbsent: 0 } },
});

/** A scratch file system is encrypted with a key of the service; it takes no other, and no backups. */
const lustre = resource({
  label: 'FSx for Lustre file system',
  cfn: 'AWS::FSx::FileSystem',
  tf: 'aws_fsx_lustre_file_system',
  minimal: { cfn: { FileSystemType: 'LUSTRE', SubnetIds: ['subnet-1'], StorageCapacity: 1200 }, tf: { subnet_ids: ['subnet-1'], storage_capacity: 1200 } },
  props: {
    deployment: { cfn: 'LustreConfiguration.DeploymentType', tf: 'deployment_type', whenAbsent: 'SCRATCH_1' },
    key: { cfn: 'KmsKeyId', tf: 'kms_key_id' },
    days: { cfn: 'LustreConfiguration.AutomaticBackupRetentionDays', tf: 'automatic_backup_retention_days', whenAbsent: 0 },
    imports: { cfn: 'LustreConfiguration.ImportPath', tf: 'import_path' },
  },
});

/** The link of a Lustre file system to a bucket. */
const repository = resource({
  label: 'data repository association',
  cfn: 'AWS::FSx::DataRepositoryAssociation',
  tf: 'aws_fsx_data_repository_association',
  minimal: { cfn: { FileSystemPath: '/', DataRepositoryPath: 's3://results' }, tf: { file_system_path: '/', data_repository_path: 's3://results' } },
  props: { fileSystem: { cfn: 'FileSystemId', tf: 'file_system_id' } },
});

/** The retention as written, whatever the kind. */
const written = resource({
  label: 'FSx file system',
  cfn: 'AWS::FSx::FileSystem',
  minimal: { cfn: { SubnetIds: ['subnet-1'], StorageCapacity: 1024 } },
  props: {
    type: { cfn: 'FileSystemType' },
    deployment: { cfn: 'LustreConfiguration.DeploymentType', whenAbsent: 'SCRATCH_1' },
    windows: { cfn: 'WindowsConfiguration.AutomaticBackupRetentionDays' },
    ontap: { cfn: 'OntapConfiguration.AutomaticBackupRetentionDays' },
    zfs: { cfn: 'OpenZFSConfiguration.AutomaticBackupRetentionDays' },
    lustre: { cfn: 'LustreConfiguration.AutomaticBackupRetentionDays' },
    imports: { cfn: 'LustreConfiguration.ImportPath' },
  },
});

const { lock, mode, privilegedDelete } = volume.props;
const persistent = oneOf(lustre.props.deployment, ['PERSISTENT_1', 'PERSISTENT_2']);
const fileSystemPage = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-fsx-filesystem.html';

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
  customerKeyRule({
    id: 'fsx-cmk',
    on: fileSystem,
    applies: not(equals(fileSystem.props.type, 'LUSTRE')),
    key: fileSystem.props.key,
    withoutKey: 'aws-managed',
    what: 'FSx file system',
    awsAlias: 'alias/aws/fsx',
    source: fileSystemPage,
    aliases: ['CKV_AWS_178', 'CKV_AWS_179', 'CKV_AWS_203'],
    given: { type: 'WINDOWS' },
  }),
  customerKeyRule({
    id: 'fsx-lustre-cmk',
    on: lustre,
    applies: persistent,
    key: lustre.props.key,
    withoutKey: 'aws-managed',
    what: 'FSx for Lustre file system',
    awsAlias: 'alias/aws/fsx',
    source: fileSystemPage,
    aliases: ['CKV_AWS_190'],
    given: { deployment: 'PERSISTENT_2' },
    skip: [{}, { deployment: 'SCRATCH_2' }],
  }),
  rule({
    id: 'fsx-backup',
    since: '2026.12',
    on: backedUp,
    severity: 'medium',
    category: 'backup',
    title: 'FSx file system is backed up',
    message: 'FSx file system {name} has its automatic backups turned off.',
    why: 'What a faulty release, a mistake or ransomware overwrites is gone from every machine at once.',
    source: fileSystemPage,
    require: all(...[backedUp.props.windowsDays, backedUp.props.ontapDays, backedUp.props.zfsDays, backedUp.props.days].map((days) => atLeast(days, 1))),
    examples: {
      pass: [{}, { type: 'WINDOWS', windowsDays: 7, days: 7 }],
      fail: [{ type: 'WINDOWS', windowsDays: 0, days: 0 }],
      unknown: [{ type: 'WINDOWS', windowsDays: unresolved, days: unresolved }],
    },
  }),
  rule({
    id: 'fsx-ontap-openzfs-backup',
    since: '2026.12',
    on: leftOut,
    severity: 'medium',
    category: 'backup',
    title: 'FSx for ONTAP or OpenZFS file system is backed up',
    message: 'FSx file system {name} is not backed up.',
    why: 'Terraform turns the automatic backups off that AWS makes by default: what a mistake or ransomware overwrites is gone from every machine at once.',
    source: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/fsx_ontap_file_system',
    require: atLeast(leftOut.props.days, 1),
    fix: { title: 'Keep backups for 30 days', set: [[leftOut.props.days, 30]] },
    examples: { pass: [{ days: 30 }], fail: [{}, { days: 0 }], unknown: [{ days: unresolved }] },
  }),
  rule({
    id: 'fsx-lustre-backup',
    since: '2026.12',
    on: lustre,
    // AWS backs up no file system that is linked to a bucket: https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateBackup.html
    applies: all(persistent, absent(lustre.props.imports), not(referencedBy(repository, repository.props.fileSystem))),
    severity: 'low',
    category: 'backup',
    profile: 'strict',
    title: 'Persistent Lustre file system is backed up',
    message: 'FSx for Lustre file system {name} is not backed up.',
    why: 'AWS keeps no backups of a Lustre file system unless it is told to: what is lost there is lost.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-fsx-filesystem-lustreconfiguration.html',
    require: atLeast(lustre.props.days, 1),
    fix: { title: 'Keep backups for 7 days', set: [[lustre.props.days, 7]] },
    examples: {
      pass: [{ deployment: 'PERSISTENT_2', days: 7 }],
      fail: [{ deployment: 'PERSISTENT_2' }, { deployment: 'PERSISTENT_2', days: 0 }],
      unknown: [{ deployment: 'PERSISTENT_2', days: unresolved }],
      skip: [
        {},
        { deployment: 'SCRATCH_2' },
        { deployment: 'PERSISTENT_1', imports: 's3://results' },
        scene({ Files: [lustre, { deployment: 'PERSISTENT_2' }], Link: [repository, { fileSystem: refTo('Files') }] }),
      ],
    },
  }),
  rule({
    id: 'fsx-backup-explicit',
    since: '2026.12',
    on: written,
    severity: 'low',
    category: 'backup',
    profile: 'strict',
    title: 'FSx file system says how long it keeps backups',
    message: 'FSx file system {name} does not say how long it keeps backups.',
    why: 'The default differs from one kind of file system to the next: for some it is 30 days, for Lustre none.',
    source: fileSystemPage,
    aliases: ['FSX_RESOURCES_PROTECTED_BY_BACKUP_PLAN'],
    require: cases(
      [
        { when: equals(written.props.type, 'WINDOWS'), require: atLeast(written.props.windows, 1) },
        { when: equals(written.props.type, 'ONTAP'), require: atLeast(written.props.ontap, 1) },
        { when: equals(written.props.type, 'OPENZFS'), require: atLeast(written.props.zfs, 1) },
        {
          when: all(equals(written.props.type, 'LUSTRE'), oneOf(written.props.deployment, ['PERSISTENT_1', 'PERSISTENT_2']), absent(written.props.imports), not(referencedBy(repository, repository.props.fileSystem))),
          require: atLeast(written.props.lustre, 1),
        },
      ],
      'skip',
    ),
    examples: {
      pass: [{ type: 'WINDOWS', windows: 7 }],
      fail: [{ type: 'ONTAP' }, { type: 'OPENZFS', zfs: 0 }],
      unknown: [{ type: unresolved }],
      skip: [{ type: 'LUSTRE' }],
    },
  }),
];
