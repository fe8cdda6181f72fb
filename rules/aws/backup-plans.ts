import { resource } from '../../server/src/core/rule/property.ts';
import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { isInBackupPlan, selection, selections } from './backup-selection.ts';

const volume = resource({
  label: 'EBS volume',
  cfn: 'AWS::EC2::Volume',
  tf: 'aws_ebs_volume',
  minimal: { cfn: { AvailabilityZone: 'eu-west-1a', Size: 10 }, tf: { availability_zone: 'eu-west-1a', size: 10 } },
  props: { tags: { cfn: 'Tags[]', items: { key: { cfn: 'Key' }, value: { cfn: 'Value' } } } },
});
/** What AWS Backup can back up, but for volumes, databases of RDS and file systems of EFS, which have rules of their own. */
const stores = resource({
  label: 'data store',
  cfn: ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster', 'AWS::FSx::FileSystem', 'AWS::Redshift::Cluster', 'AWS::Timestream::Table'],
  tf: ['aws_dynamodb_table', 'aws_s3_bucket', 'aws_docdb_cluster', 'aws_neptune_cluster', 'aws_redshift_cluster', 'aws_timestreamwrite_table'],
  minimal: { cfn: { AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] } },
  props: { tags: { cfn: 'Tags[]', items: { key: { cfn: 'Key' }, value: { cfn: 'Value' } } } },
});

const page = 'https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html';
const why = 'What is deleted or overwritten, by accident or by an attacker, is gone, or as old as the last snapshot that somebody made.';
const nightly = [{ type: 'STRINGEQUALS', key: 'backup', value: 'nightly' }];

/** The rules about what a backup plan covers. A selection may name things by pattern or by tag, so they compare. */
export const backupPlanRules: readonly RuleRecord[] = [
  rule({
    id: 'ebs-backup-plan',
    since: '2026.12',
    on: volume,
    severity: 'low',
    category: 'backup',
    profile: 'strict',
    title: 'EBS volume is in a backup plan',
    message: 'EBS volume {name} is in no backup plan of the template.',
    why,
    source: page,
    standards: {
      'pci-dss-4': ['10.3.3'],
      hipaa: ['164.308(a)(7)(i)', '164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(B)', '164.308(a)(7)(ii)(C)', '164.310(d)(2)(iv)', '164.312(a)(2)(ii)'],
      'nist-800-53-r5': ['CP-1(2)', 'CP-10', 'CP-10(2)', 'CP-2(5)', 'CP-6', 'CP-6(1)', 'CP-6(2)', 'CP-6a', 'CP-9', 'CP-9a', 'CP-9b', 'CP-9c', 'SC-5(2)', 'SI-13(5)'],
    },
    aliases: ['CKV2_AWS_9', 'EC2EBSInBackupPlan'],
    require: (subject, view) => isInBackupPlan(subject, view, 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-0'),
    examples: examplesOf(volume, 'arn:aws:ec2:*:*:volume/*', 'arn:aws:rds:*:*:db:*'),
  }),
  rule({
    id: 'backup-coverage',
    since: '2026.12',
    on: stores,
    severity: 'low',
    category: 'backup',
    profile: 'strict',
    title: 'A template with a backup plan backs up every store',
    message: 'The template has a backup plan, and {name} is not in it.',
    why,
    source: page,
    require: (subject, view) => {
      if (selections(view).length === 0) return { verdict: 'skipped', evidence: [], reason: 'the template has no backup plan' };
      return isInBackupPlan(subject, view, arns[subject.type] ?? '');
    },
    examples: { ...examplesOf(stores, 'arn:aws:dynamodb:*:*:table/*', 'arn:aws:rds:*:*:cluster:*'), fail: [scene({ Store: [stores, {}], Selection: [selection, { resources: ['arn:aws:rds:*:*:db:*'] }] })], skip: [{}] },
  }),
];

/** An ARN of each type, to hold patterns against. */
const arns: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'arn:aws:dynamodb:eu-west-1:111122223333:table/x',
  'AWS::S3::Bucket': 'arn:aws:s3:::x',
  'AWS::DocDB::DBCluster': 'arn:aws:rds:eu-west-1:111122223333:cluster:x',
  'AWS::Neptune::DBCluster': 'arn:aws:rds:eu-west-1:111122223333:cluster:x',
  'AWS::FSx::FileSystem': 'arn:aws:fsx:eu-west-1:111122223333:file-system/fs-0',
  'AWS::Redshift::Cluster': 'arn:aws:redshift:eu-west-1:111122223333:cluster:x',
  'AWS::Timestream::Table': 'arn:aws:timestream:eu-west-1:111122223333:database/x/table/x',
  aws_dynamodb_table: 'arn:aws:dynamodb:eu-west-1:111122223333:table/x',
  aws_s3_bucket: 'arn:aws:s3:::x',
  aws_docdb_cluster: 'arn:aws:rds:eu-west-1:111122223333:cluster:x',
  aws_neptune_cluster: 'arn:aws:rds:eu-west-1:111122223333:cluster:x',
  aws_redshift_cluster: 'arn:aws:redshift:eu-west-1:111122223333:cluster:x',
  aws_timestreamwrite_table: 'arn:aws:timestream:eu-west-1:111122223333:database/x/table/x',
};

function examplesOf(of: typeof volume | typeof stores, pattern: string, other: string) {
  return {
    pass: [
      scene({ Store: [of, {}], Selection: [selection, { resources: [refTo('Store', 'Arn')] }] }),
      scene({ Store: [of, {}], Selection: [selection, { resources: [pattern] }] }),
      scene({ Store: [of, { tags: [{ key: 'backup', value: 'nightly' }] }], Selection: [selection, { tags: nightly }] }),
    ],
    fail: [
      {},
      scene({ Store: [of, {}], Selection: [selection, { resources: [other] }] }),
      scene({ Store: [of, { tags: [{ key: 'backup', value: 'never' }] }], Selection: [selection, { tags: nightly }] }),
    ],
    unknown: [scene({ Store: [of, {}], Selection: [selection, { resources: [unresolved] }] })],
  };
}
