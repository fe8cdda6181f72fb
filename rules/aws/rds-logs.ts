import { resource, type ListProperty } from '../../server/src/core/rule/property.ts';
import { all, cases, equals, forSome, oneOf, present, startsWith, type Requirement } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { dbInstance } from './rds.ts';
import { dbCluster } from './rds-cluster.ts';

const instance = resource({
  label: 'RDS instance',
  cfn: 'AWS::RDS::DBInstance',
  tf: 'aws_db_instance',
  minimal: dbInstance.minimal,
  props: {
    engine: { cfn: 'Engine', tf: 'engine', values: { MySQL: 'mysql', MariaDB: 'mariadb' } },
    exports: { cfn: 'EnableCloudwatchLogsExports', tf: 'enabled_cloudwatch_logs_exports' },
    logs: { cfn: 'EnableCloudwatchLogsExports[]', tf: 'enabled_cloudwatch_logs_exports[]', items: { type: { cfn: '', tf: '' } } },
    cluster: { cfn: 'DBClusterIdentifier' },
  },
});

const cluster = resource({
  label: 'Aurora cluster',
  cfn: 'AWS::RDS::DBCluster',
  tf: 'aws_rds_cluster',
  minimal: dbCluster.minimal,
  props: {
    engine: { cfn: 'Engine', tf: 'engine' },
    exports: { cfn: 'EnableCloudwatchLogsExports', tf: 'enabled_cloudwatch_logs_exports' },
    logs: { cfn: 'EnableCloudwatchLogsExports[]', tf: 'enabled_cloudwatch_logs_exports[]', items: { type: { cfn: '', tf: '' } } },
  },
});

/** Every one of the log types is in the list. */
const exportsAll = (list: ListProperty<'type'>, types: readonly string[]): Requirement => all(...types.map((type) => forSome(list, equals(list.items.type, type))));

const why = 'Logs that stay on the instance are lost with it and can be altered by whoever took it over: nobody can say afterwards who read the data.';
const page = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html';
const mysqlLogs = ['audit', 'error', 'general', 'slowquery'];

/** The rules about the logs of RDS instances and Aurora clusters. */
export const rdsLogsRules = [
  rule({
    id: 'rds-logs-exported',
    since: '2026.12',
    on: instance,
    decidedBy: [{ via: instance.props.cluster, because: 'the cluster exports the logs', to: dbCluster }],
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'RDS instance exports its logs',
    message: 'RDS instance {name} exports no logs to CloudWatch.',
    why,
    source: page,
    standards: {
      'aws-fsbp': ['RDS.36'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'],
      'nist-800-53-r5': ['AC-2(4)', 'AC-3(1)', 'AC-3(10)', 'AC-4(26)', 'AC-6(9)', 'AU-10', 'AU-12', 'AU-12(1)', 'AU-12(2)', 'AU-12(3)', 'AU-12(4)', 'AU-12a', 'AU-12c', 'AU-14', 'AU-14(3)', 'AU-14a', 'AU-14b', 'AU-2', 'AU-2b', 'AU-3', 'AU-3a', 'AU-3b', 'AU-3c', 'AU-3d', 'AU-3e', 'AU-3f', 'AU-6(3)', 'AU-6(4)', 'AU-6(6)', 'AU-6(9)', 'AU-8', 'AU-8b', 'CA-7', 'CA-7b', 'CM-5(1)', 'CM-5(1)(b)', 'IA-3(3)', 'IA-3(3)(b)', 'MA-4(1)', 'MA-4(1)(a)', 'PM-14', 'PM-14a.1', 'PM-14b', 'PM-31', 'SC-7(9)', 'SC-7(9)(b)', 'SI-1(1)', 'SI-1(1)(c)', 'SI-10(1)', 'SI-10(1)(c)', 'SI-3(8)', 'SI-3(8)(b)', 'SI-4(17)', 'SI-4(2)', 'SI-4(20)', 'SI-7(8)'],
      hipaa: ['164.308(a)(1)(ii)(D)', '164.308(a)(3)(ii)(A)', '164.308(a)(4)(ii)(A)', '164.308(a)(5)(ii)(C)', '164.312(b)'],
    },
    aliases: ['CKV_AWS_129', 'RDS_INSTANCE_LOGGING_ENABLED'],
    require: present(instance.props.exports),
    examples: {
      pass: [{ exports: ['postgresql'] }],
      fail: [{}, { exports: [] }],
      unknown: [{ cluster: 'orders' }],
    },
  }),
  rule({
    id: 'rds-cluster-logs-exported',
    since: '2026.12',
    on: cluster,
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'Aurora cluster exports its logs',
    message: 'Aurora cluster {name} exports no logs to CloudWatch.',
    why,
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html',
    standards: { 'aws-fsbp': ['RDS.37'] },
    aliases: ['CKV_AWS_324'],
    require: forSome(cluster.props.logs, oneOf(cluster.props.logs.items.type, [...mysqlLogs, 'postgresql', 'upgrade', 'instance', 'iam-db-auth-error'])),
    examples: {
      pass: [{ exports: ['postgresql'] }],
      fail: [{}, { exports: [] }],
      unknown: [{ exports: unresolved }],
    },
  }),
  rule({
    id: 'rds-logs-exported-all',
    since: '2026.12',
    on: instance,
    decidedBy: [{ via: instance.props.cluster, because: 'the cluster exports the logs', to: dbCluster }],
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'RDS instance exports every type of log that its engine writes',
    message: 'RDS instance {name} does not export every type of log that its engine writes.',
    why,
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-9',
    standards: { 'aws-fsbp': ['RDS.40', 'RDS.42', 'RDS.9'] },
    aliases: ['RDSLoggingEnabled'],
    require: cases(
      [
        { when: oneOf(instance.props.engine, ['mysql', 'mariadb']), require: exportsAll(instance.props.logs, mysqlLogs) },
        { when: equals(instance.props.engine, 'postgres'), require: exportsAll(instance.props.logs, ['postgresql', 'upgrade']) },
        { when: startsWith(instance.props.engine, 'sqlserver'), require: exportsAll(instance.props.logs, ['agent', 'error']) },
        // A fifth type, `oemagent`, is of an option that not every instance has.
        { when: startsWith(instance.props.engine, 'oracle'), require: exportsAll(instance.props.logs, ['alert', 'audit', 'listener', 'trace']) },
        { when: startsWith(instance.props.engine, 'db2'), require: exportsAll(instance.props.logs, ['diag.log', 'notify.log']) },
      ],
      'skip',
    ),
    examples: {
      pass: [{ engine: 'postgres', exports: ['postgresql', 'upgrade'] }],
      fail: [{ engine: 'oracle-ee', exports: ['alert', 'audit', 'listener'] }],
      unknown: [{ engine: unresolved }],
      skip: [{ engine: 'custom-oracle-ee' }],
    },
  }),
  rule({
    id: 'rds-cluster-logs-exported-all',
    since: '2026.12',
    on: cluster,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'Aurora cluster exports every type of log that its engine writes',
    message: 'Aurora cluster {name} does not export every type of log that its engine writes.',
    why,
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html#cfn-rds-dbcluster-enablecloudwatchlogsexports',
    aliases: ['RDSLoggingEnabled'],
    require: cases(
      [
        { when: oneOf(cluster.props.engine, ['aurora', 'aurora-mysql', 'mysql']), require: exportsAll(cluster.props.logs, mysqlLogs) },
        { when: oneOf(cluster.props.engine, ['aurora-postgresql', 'postgres']), require: exportsAll(cluster.props.logs, ['postgresql']) },
      ],
      'skip',
    ),
    examples: {
      pass: [{ engine: 'aurora-postgresql', exports: ['postgresql'] }],
      fail: [{ engine: 'aurora-mysql', exports: ['audit', 'error', 'general'] }],
      unknown: [{ engine: unresolved }],
      skip: [{ engine: 'neptune' }],
    },
  }),
  rule({
    id: 'rds-cluster-audit-log',
    since: '2026.12',
    on: cluster,
    applies: startsWith(cluster.props.engine, 'aurora-mysql'),
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'Aurora MySQL cluster exports its audit log',
    message: 'Aurora MySQL cluster {name} does not export its audit log.',
    why: 'The audit log says who connected and which data was read or changed; without it a leak cannot be bounded.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html',
    standards: {
      'aws-fsbp': ['RDS.34', 'RDS.45'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'],
    },
    aliases: ['CKV_AWS_325'],
    require: forSome(cluster.props.logs, equals(cluster.props.logs.items.type, 'audit')),
    examples: {
      pass: [{ engine: 'aurora-mysql', exports: ['audit'] }],
      fail: [{ engine: 'aurora-mysql' }, { engine: 'aurora-mysql', exports: ['error'] }],
      unknown: [{ engine: unresolved }],
      skip: [{ engine: 'aurora-postgresql' }],
    },
  }),
];
