import { resource } from '../../server/src/core/rule/property.ts';
import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { isInBackupPlan, selection } from './backup-selection.ts';
import { dbInstance } from './rds.ts';

const database = resource({
  label: 'database',
  cfn: 'AWS::RDS::DBInstance',
  tf: ['aws_db_instance', 'aws_rds_cluster'],
  minimal: dbInstance.minimal,
  props: { cluster: { cfn: 'DBClusterIdentifier' } },
});

const table = resource({
  label: 'DynamoDB table',
  cfn: 'AWS::DynamoDB::Table',
  tf: 'aws_dynamodb_table',
  minimal: {
    cfn: { AttributeDefinitions: [{ AttributeName: 'Id', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'Id', KeyType: 'HASH' }], BillingMode: 'PAY_PER_REQUEST' },
    tf: { name: 'orders', billing_mode: 'PAY_PER_REQUEST', hash_key: 'Id', attribute: [{ name: 'Id', type: 'S' }] },
  },
  props: { name: { cfn: 'TableName', tf: 'name' } },
});

/** The rules about backup plans of databases. */
export const rdsBackupPlanRules: readonly RuleRecord[] = [
  rule({
    id: 'rds-backup-plan',
    since: '2026.12',
    on: database,
    decidedBy: [{ via: database.props.cluster, because: 'the cluster is backed up as a whole' }],
    severity: 'low',
    category: 'backup',
    profile: 'strict',
    title: 'Database is in a backup plan',
    message: 'No backup plan of the template takes in database {name}.',
    why: 'Automated backups go with the instance and reach back 35 days at most; a plan keeps copies in a vault that can be locked and is out of reach of who deletes the database.',
    source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html',
    standards: {
      'aws-fsbp': ['RDS.26'],
      'pci-dss-4': ['10.3.3'],
      'nist-800-53-r5': ['CP-1(2)', 'CP-10', 'CP-10(2)', 'CP-2(5)', 'CP-6', 'CP-6(1)', 'CP-6(2)', 'CP-6a', 'CP-9', 'CP-9a', 'CP-9b', 'CP-9c', 'SC-5(2)', 'SI-13(5)'],
      hipaa: ['164.308(a)(4)(ii)(A)', '164.308(a)(7)(i)', '164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(B)', '164.308(a)(7)(ii)(C)', '164.310(d)(2)(iv)', '164.312(a)(2)(ii)'],
    },
    aliases: ['CKV2_AWS_8', 'RDSInBackupPlan'],
    require: (subject, view) => isInBackupPlan(subject, view, `arn:aws:rds:eu-west-1:111122223333:${subject.type === 'aws_rds_cluster' ? 'cluster' : 'db'}:x`),
    examples: {
      pass: [
        scene({ Database: [database, {}], Selection: [selection, { resources: [refTo('Database', 'DBInstanceArn')] }] }),
        scene({ Database: [database, {}], Selection: [selection, { resources: ['arn:aws:rds:*:*:db:*'] }] }),
      ],
      fail: [{}, scene({ Database: [database, {}], Selection: [selection, { resources: ['arn:aws:dynamodb:*:*:table/*'] }] })],
      unknown: [scene({ Database: [database, {}], Selection: [selection, { resources: [unresolved] }] }), { cluster: 'orders' }],
    },
  }),
  rule({
    id: 'dynamodb-backup-plan',
    since: '2026.12',
    on: table,
    severity: 'low',
    category: 'backup',
    profile: 'strict',
    title: 'DynamoDB table is in a backup plan',
    message: 'No backup plan of the template takes in DynamoDB table {name}.',
    why: 'Point-in-time recovery goes with the table and reaches back 35 days at most; a plan keeps copies in a vault that is out of reach of who deletes the table.',
    source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html',
    standards: {
      'aws-fsbp': ['DynamoDB.4'],
      'pci-dss-4': ['10.3.3'],
      'nist-800-53-r5': ['CP-1(2)', 'CP-10', 'CP-10(2)', 'CP-2(5)', 'CP-6', 'CP-6(1)', 'CP-6(2)', 'CP-6a', 'CP-9', 'CP-9a', 'CP-9b', 'CP-9c', 'SC-5(2)', 'SI-13(5)'],
      hipaa: ['164.308(a)(7)(i)', '164.308(a)(7)(ii)(A)', '164.308(a)(7)(ii)(B)', '164.308(a)(7)(ii)(C)', '164.310(d)(2)(iv)', '164.312(a)(2)(ii)'],
    },
    aliases: ['DynamoDBInBackupPlan'],
    require: (subject, view) => isInBackupPlan(subject, view, 'arn:aws:dynamodb:eu-west-1:111122223333:table/x'),
    examples: {
      pass: [
        scene({ Table: [table, {}], Selection: [selection, { resources: [refTo('Table', 'Arn')] }] }),
        scene({ Table: [table, {}], Selection: [selection, { resources: ['arn:aws:dynamodb:*:*:table/*'] }] }),
        scene({ Table: [table, { name: 'orders' }], Selection: [selection, { resources: ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders'] }] }),
      ],
      fail: [{}, scene({ Table: [table, { name: 'orders' }], Selection: [selection, { resources: ['arn:aws:dynamodb:eu-west-1:111122223333:table/old-orders'] }] }), scene({ Table: [table, {}], Selection: [selection, { resources: ['arn:aws:rds:*:*:db:*'] }] })],
      unknown: [scene({ Table: [table, {}], Selection: [selection, { resources: [unresolved] }] })],
    },
  }),
];
