import { resource } from '../../server/src/core/rule/property.ts';
import { absent, all, any, encryptedAtLevel, equals, forEach, not, policyAnswers, policyDoesNot, present, referencedBy } from '../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { JsonDocument, Subject, type FixValue } from '../../server/src/core/rule/fix.ts';
import type { PolicyQuestion } from '../../server/src/core/rule/policy/question.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';
import { policyOf } from './policy-rules.ts';

/** Defaults: https://docs.aws.amazon.com/efs/latest/ug/API_CreateFileSystem.html (a file system of one zone is backed up, others are not). */
const fileSystem = resource({
  label: 'EFS file system',
  cfn: 'AWS::EFS::FileSystem',
  tf: 'aws_efs_file_system',
  props: {
    encrypted: { cfn: 'Encrypted', tf: 'encrypted', whenAbsent: false },
    kmsKey: { cfn: 'KmsKeyId', tf: 'kms_key_id' },
    backup: { cfn: 'BackupPolicy.Status' },
    zone: { cfn: 'AvailabilityZoneName', tf: 'availability_zone_name' },
    document: { cfn: 'FileSystemPolicy' },
    statements: { cfn: 'FileSystemPolicy.Statement' },
  },
});

/** Where its replication is written. */
const replicated = resource({
  label: 'EFS file system',
  cfn: 'AWS::EFS::FileSystem',
  tf: 'aws_efs_replication_configuration',
  minimal: { tf: { source_file_system_id: 'fs-0123456789abcdef0' } },
  props: {
    copies: {
      cfn: 'ReplicationConfiguration.Destinations[]',
      tf: 'destination[]',
      items: {
        region: { cfn: 'Region', tf: 'region' },
        existing: { cfn: 'FileSystemId', tf: 'file_system_id' },
        kmsKey: { cfn: 'KmsKeyId', tf: 'kms_key_id' },
      },
    },
  },
});

const backupOf = resource({
  label: 'EFS backup policy',
  tf: 'aws_efs_backup_policy',
  props: { fileSystem: { tf: 'file_system_id' }, status: { tf: 'backup_policy.status' } },
});
const policyOfFileSystem = resource({
  label: 'EFS policy',
  tf: 'aws_efs_file_system_policy',
  props: { fileSystem: { tf: 'file_system_id' }, document: { tf: 'policy' } },
});
const selection = resource({
  label: 'backup selection',
  cfn: 'AWS::Backup::BackupSelection',
  tf: 'aws_backup_selection',
  minimal: {
    cfn: { BackupPlanId: 'nightly', BackupSelection: { SelectionName: 'files', IamRoleArn: 'arn:aws:iam::111122223333:role/backup' } },
    tf: { name: 'files', plan_id: 'nightly', iam_role_arn: 'arn:aws:iam::111122223333:role/backup' },
  },
  props: { resources: { cfn: 'BackupSelection.Resources[]', tf: 'resources[]' } },
});
const anyPolicy = resource({
  label: 'EFS file system',
  cfn: 'AWS::EFS::FileSystem',
  tf: 'aws_efs_file_system_policy',
  minimal: { tf: { file_system_id: 'fs-0123456789abcdef0' } },
  props: { document: { cfn: 'FileSystemPolicy', tf: 'policy' } },
});
const accessPoint = resource({
  label: 'EFS access point',
  cfn: 'AWS::EFS::AccessPoint',
  tf: 'aws_efs_access_point',
  minimal: { cfn: { FileSystemId: 'fs-0123456789abcdef0' }, tf: { file_system_id: 'fs-0123456789abcdef0' } },
  props: {
    root: { cfn: 'RootDirectory.Path', tf: 'root_directory.path', whenAbsent: '/' },
    user: { cfn: 'PosixUser', tf: 'posix_user' },
    uid: { cfn: 'PosixUser.Uid', tf: 'posix_user.uid' },
  },
});

const { encrypted, kmsKey, backup, zone, document } = fileSystem.props;
const { copies } = replicated.props;
const transport: PolicyQuestion = { ask: 'denies-insecure-transport', actions: ['elasticfilesystem:ClientMount'] };
const encryptionPage = 'https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html';
const accessPointPage = 'https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html';
const denyPlainNfs = { Effect: 'Deny', Principal: { AWS: '*' }, Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
const mount = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'elasticfilesystem:ClientMount', Resource: '*' };

const refuseMounts = { title: 'Refuse clients without TLS', effect: 'cuts off mounts without TLS' };
const refusal: FixValue = { Sid: 'DenyWithoutTls', ...denyPlainNfs };
/** What a file system without a policy of its own allows, to whoever mounts it, and the refusal. Source: https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html */
const tlsOnly: FixValue = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AllowMountTargets',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite', 'elasticfilesystem:ClientRootAccess'],
      Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
    },
    refusal,
  ],
};

/** The rules about EFS file systems and their access points. */
export const efsRules: readonly RuleRecord[] = [
  rule({
    id: 'efs-encrypted',
    since: '2026.12',
    on: fileSystem,
    severity: 'high',
    category: 'at-rest',
    title: 'EFS file system is encrypted at rest',
    message: 'EFS file system {name} is not encrypted.',
    why: 'Whoever gets hold of the storage or a backup reads every file; encryption cannot be turned on later without a copy.',
    source: encryptionPage,
    standards: {
      'aws-fsbp': ['EFS.1', 'EFS.8'],
      'cis-aws': ['v3.0/2.4.1', 'v5.0/2.3.1', 'v6.0/3.3.1'],
      'pci-dss-4': ['8.3.2'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(e)(2)(ii)'],
      'nist-800-53-r5': ['AU-9(3)', 'CP-9', 'CP-9d', 'SC-13', 'SC-13a', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)', 'SI-19(4)'],
    },
    aliases: ['CKV_AWS_42', 'AWS-0037', 'F32', 'EFS_ENCRYPTED_CHECK', 'EFSEncrypted', 'efs_not_encrypted', 'AwsSolutions-EFS1'],
    require: equals(encrypted, true),
    fix: { title: 'Encrypt the file system', set: [[encrypted, true]] },
    examples: {
      pass: [{ encrypted: true }],
      fail: [{}, { encrypted: false }],
      unknown: [{ encrypted: unresolved }],
    },
  }),
  customerKeyRule({
    id: 'efs-cmk',
    on: fileSystem,
    key: kmsKey,
    mode: encrypted,
    modes: { true: 'key', false: 'none' },
    withoutKey: 'aws-managed',
    what: 'The content of EFS file system',
    awsAlias: 'alias/aws/elasticfilesystem',
    source: encryptionPage,
    aliases: ['CKV_AWS_184'],
    given: { encrypted: true },
  }),
  rule({
    id: 'efs-backup',
    since: '2026.12',
    on: fileSystem,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'EFS file system is backed up',
    message: 'EFS file system {name} is not backed up.',
    why: 'What is deleted or overwritten, by accident or by an attacker, is gone.',
    source: 'https://docs.aws.amazon.com/efs/latest/ug/awsbackup.html',
    standards: {
      'aws-fsbp': ['EFS.2', 'EFS.7'],
      'pci-dss-4': ['10.3.3'],
      hipaa: ['164.308(a)(7)(i)', '164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(B)', '164.308(a)(7)(ii)(C)', '164.310(d)(2)(iv)', '164.312(a)(2)(ii)'],
      'nist-800-53-r5': ['CP-1(2)', 'CP-10', 'CP-10(2)', 'CP-2(5)', 'CP-6', 'CP-6(1)', 'CP-6(2)', 'CP-6a', 'CP-9', 'CP-9a', 'CP-9b', 'CP-9c', 'SC-5(2)', 'SI-13(5)'],
    },
    aliases: ['CKV2_AWS_18', 'EFS_RESOURCES_PROTECTED_BY_BACKUP_PLAN', 'EFSInBackupPlan'],
    require: any(
      equals(backup, 'ENABLED'),
      all(absent(backup), present(zone), not(referencedBy(backupOf, backupOf.props.fileSystem))),
      referencedBy(selection, selection.props.resources),
      referencedBy(backupOf, backupOf.props.fileSystem, equals(backupOf.props.status, 'ENABLED')),
    ),
    fix: { title: 'Turn on automatic backups', set: [[backup, 'ENABLED']] },
    examples: {
      pass: [
        { backup: 'ENABLED' },
        { zone: 'eu-west-1a' },
        scene({ Files: [fileSystem, {}], Selection: [selection, { resources: refTo('Files', 'Arn') }] }),
      ],
      fail: [{}, { backup: 'DISABLED' }, { backup: 'DISABLED', zone: 'eu-west-1a' }],
      unknown: [{ backup: unresolved }],
    },
  }),
  rule({
    id: 'efs-policy-tls',
    since: '2026.12',
    on: fileSystem,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'EFS file system refuses clients without TLS',
    message: 'EFS file system {name} lets clients mount it without TLS.',
    why: 'Files travel in the clear, for everybody in the network to read and change.',
    source: 'https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html',
    require: any(
      policyAnswers(document, transport),
      referencedBy(policyOfFileSystem, policyOfFileSystem.props.fileSystem, policyAnswers(policyOfFileSystem.props.document, transport)),
    ),
    fix: {
      ...refuseMounts,
      beside: {
        kind: policyOfFileSystem,
        via: policyOfFileSystem.props.fileSystem,
        make: [
          [policyOfFileSystem.props.fileSystem, new Subject({ tf: 'id' })],
          [policyOfFileSystem.props.document, new JsonDocument(tlsOnly)],
        ],
      },
      otherwise: {
        ...refuseMounts,
        unless: [document],
        set: [[document, new JsonDocument(tlsOnly)]],
        otherwise: { ...refuseMounts, append: [[fileSystem.props.statements, refusal]] },
      },
    },
    examples: {
      pass: [{ document: policyOf(denyPlainNfs) }],
      fail: [{}, { document: policyOf(mount) }],
      unknown: [{ document: unresolved }, { document: policyOf({ ...denyPlainNfs, Action: unresolved }) }],
    },
  }),
  rule({
    id: 'efs-policy-public',
    since: '2026.12',
    on: anyPolicy,
    severity: 'high',
    category: 'exposure',
    title: 'The policy of the EFS file system lets nobody in particular in',
    message: 'The policy of EFS file system {name} lets anyone in.',
    why: 'Whoever can reach the file system over the network, or peers with it, reads and writes every file.',
    source: 'https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html',
    require: policyDoesNot(anyPolicy.props.document, { ask: 'allows-anyone' }),
    examples: {
      pass: [
        {},
        { document: policyOf({ ...mount, Principal: { AWS: 'arn:aws:iam::111122223333:root' } }) },
        { document: policyOf({ ...mount, Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } } }) },
      ],
      fail: [{ document: policyOf(mount) }],
      unknown: [{ document: policyOf({ ...mount, Principal: unresolved }) }],
    },
  }),
  rule({
    id: 'efs-access-point-root',
    since: '2026.12',
    on: accessPoint,
    profile: 'strict',
    severity: 'low',
    category: 'exposure',
    title: 'EFS access point does not open the root of the file system',
    message: 'EFS access point {name} opens the root of the file system.',
    why: 'Whoever comes in by the access point sees the files of everybody else.',
    source: accessPointPage,
    standards: { 'aws-fsbp': ['EFS.3'], 'pci-dss-4': ['10.3.2', '3.5.1.3', 'appendix.a1.1.2', 'appendix.a3.4.1'] },
    aliases: ['CKV_AWS_329'],
    require: not(equals(accessPoint.props.root, '/')),
    examples: {
      pass: [{ root: '/reports' }],
      fail: [{}, { root: '/' }],
      unknown: [{ root: unresolved }],
    },
  }),
  rule({
    id: 'efs-access-point-identity',
    since: '2026.12',
    on: accessPoint,
    profile: 'strict',
    severity: 'low',
    category: 'exposure',
    title: 'EFS access point says as whom its clients act',
    message: 'EFS access point {name} lets its clients say who they are.',
    why: 'A client names any user and group that it likes, root too, and reads the files of that user.',
    source: accessPointPage,
    standards: { 'aws-fsbp': ['EFS.4'], 'pci-dss-4': ['10.3.2', '3.5.1.3', 'appendix.a1.1.2', 'appendix.a3.4.1'] },
    aliases: ['CKV_AWS_330'],
    require: present(accessPoint.props.uid),
    examples: {
      pass: [{ uid: '1001' }],
      fail: [{}],
      unknown: [{ user: unresolved }],
    },
  }),
  rule({
    id: 'cross-region-copy-unencrypted',
    since: '2026.12',
    on: replicated,
    applies: present(copies),
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'The copy of the EFS file system is encrypted with a key of your own',
    message: 'The copy of EFS file system {name} is not encrypted with a key of your own.',
    why: 'A key does not travel: the copy in the other region is under the key that AWS manages there, and who may read it is not what the key of the original says.',
    source: 'https://docs.aws.amazon.com/efs/latest/ug/efs-replication.html',
    // A copy into a file system that is there already is encrypted as that is.
    require: forEach(copies, any(present(copies.items.existing), encryptedAtLevel('customer-managed', { key: copies.items.kmsKey, withoutKey: 'aws-managed' }))),
    examples: {
      pass: [
        { copies: [{ region: 'eu-central-1', kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }] },
        { copies: [{ existing: 'fs-0123456789abcdef1' }] },
      ],
      fail: [{ copies: [{ region: 'eu-central-1' }] }],
      unknown: [{ copies: [{ region: 'eu-central-1', kmsKey: unresolved }] }],
      skip: [{}],
    },
  }),
];
