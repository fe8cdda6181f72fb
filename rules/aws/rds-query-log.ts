import { resource } from '../../server/src/core/rule/property.ts';
import { all, equals, oneOf, present, refersTo, type Requirement } from '../../server/src/core/rule/requirement.ts';
import { refTo, scene } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { dbInstance } from './rds.ts';
import { dbCluster } from './rds-cluster.ts';

const parameters = {
  statements: { cfn: 'Parameters.log_statement', tf: 'parameter[name=log_statement].value' },
  duration: { cfn: 'Parameters.log_min_duration_statement', tf: 'parameter[name=log_min_duration_statement].value' },
} as const;

const group = resource({
  label: 'parameter group',
  cfn: 'AWS::RDS::DBParameterGroup',
  tf: 'aws_db_parameter_group',
  minimal: { cfn: { Description: 'Settings of the database', Family: 'postgres16' }, tf: { family: 'postgres16' } },
  props: parameters,
});

const clusterGroup = resource({
  label: 'cluster parameter group',
  cfn: 'AWS::RDS::DBClusterParameterGroup',
  tf: 'aws_rds_cluster_parameter_group',
  minimal: { cfn: { Description: 'Settings of the cluster', Family: 'aurora-postgresql16', Parameters: {} }, tf: { family: 'aurora-postgresql16' } },
  props: parameters,
});

const instance = resource({
  label: 'RDS instance',
  cfn: 'AWS::RDS::DBInstance',
  tf: 'aws_db_instance',
  minimal: dbInstance.minimal,
  props: { engine: { cfn: 'Engine', tf: 'engine' }, group: { cfn: 'DBParameterGroupName', tf: 'parameter_group_name' }, cluster: { cfn: 'DBClusterIdentifier' } },
});

const cluster = resource({
  label: 'Aurora cluster',
  cfn: 'AWS::RDS::DBCluster',
  tf: 'aws_rds_cluster',
  minimal: dbCluster.minimal,
  props: { engine: { cfn: 'Engine', tf: 'engine' }, group: { cfn: 'DBClusterParameterGroupName', tf: 'db_cluster_parameter_group_name' } },
});

const logsQueries = (of: typeof group): Requirement => all(present(of.props.statements), present(of.props.duration));
const logged = { statements: 'ddl', duration: '1000' };
const common = {
  since: '2026.12',
  severity: 'low',
  category: 'audit',
  profile: 'strict',
  why: 'Without the statements in the log nobody can say afterwards what was read or changed, and by whom.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.Query_Logging.html',
} as const;

/** The rules about the statements that PostgreSQL logs. */
export const rdsQueryLogRules: readonly RuleRecord[] = [
  rule({
    ...common,
    id: 'rds-postgres-query-logging',
    on: instance,
    applies: equals(instance.props.engine, 'postgres'),
    title: 'RDS instance of PostgreSQL logs its statements',
    message: 'RDS instance {name} has no parameter group that logs statements.',
    aliases: ['CKV2_AWS_30'],
    require: refersTo(instance.props.group, group, logsQueries(group)),
    examples: {
      pass: [scene({ Database: [instance, { engine: 'postgres', group: refTo('Settings') }], Settings: [group, logged] })],
      fail: [{ engine: 'postgres' }, scene({ Database: [instance, { engine: 'postgres', group: refTo('Settings') }], Settings: [group, { statements: 'ddl' }] })],
      unknown: [{ engine: 'postgres', group: 'elsewhere' }],
      skip: [{ engine: 'mysql' }],
    },
  }),
  rule({
    ...common,
    id: 'rds-cluster-postgres-query-logging',
    on: cluster,
    applies: oneOf(cluster.props.engine, ['aurora-postgresql', 'postgres']),
    title: 'Cluster of PostgreSQL logs its statements',
    message: 'Aurora cluster {name} has no parameter group that logs statements.',
    aliases: ['CKV2_AWS_27'],
    require: refersTo(cluster.props.group, clusterGroup, logsQueries(clusterGroup)),
    examples: {
      pass: [scene({ Database: [cluster, { engine: 'aurora-postgresql', group: refTo('Settings') }], Settings: [clusterGroup, logged] })],
      fail: [{ engine: 'aurora-postgresql' }, scene({ Database: [cluster, { engine: 'aurora-postgresql', group: refTo('Settings') }], Settings: [clusterGroup, { duration: '1000' }] })],
      unknown: [{ engine: 'aurora-postgresql', group: 'elsewhere' }],
      skip: [{ engine: 'aurora-mysql' }],
    },
  }),
];
