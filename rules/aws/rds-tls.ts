import { resource } from '../../server/src/core/rule/property.ts';
import { absent, all, cases, equals, oneOf, present, refersTo, startsWith } from '../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { dbInstance } from './rds.ts';
import { dbCluster } from './rds-cluster.ts';

const forced = { cfn: "Parameters['rds.force_ssl']", tf: 'parameter[name=rds.force_ssl].value' } as const;
const secured = { cfn: 'Parameters.require_secure_transport', tf: 'parameter[name=require_secure_transport].value' } as const;

/**
 * The parameters of a group that ask for TLS, with the engine's default.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.require-ssl.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mariadb-ssl-connections.require-ssl.html
 */
const parameters = {
  family: { cfn: 'Family', tf: 'family' },
  forceTls: { ...forced, whenAbsent: 0 },
  forceTlsByDefault: { ...forced, whenAbsent: 1 },
  secureTransport: { ...secured, whenAbsent: 0 },
  secureTransportByDefault: { ...secured, whenAbsent: 1 },
  db2Comm: { cfn: 'Parameters.db2comm', tf: 'parameter[name=db2comm].value' },
} as const;

const dbParameterGroup = resource({
  label: 'parameter group',
  cfn: 'AWS::RDS::DBParameterGroup',
  tf: 'aws_db_parameter_group',
  minimal: { cfn: { Description: 'Settings of the database', Family: 'postgres14' }, tf: { family: 'postgres14' } },
  props: parameters,
});

const clusterParameterGroup = resource({
  label: 'cluster parameter group',
  cfn: 'AWS::RDS::DBClusterParameterGroup',
  tf: 'aws_rds_cluster_parameter_group',
  minimal: { cfn: { Description: 'Settings of the cluster', Family: 'aurora-mysql8.0', Parameters: {} }, tf: { family: 'aurora-mysql8.0' } },
  props: parameters,
});

const dbProxy = resource({
  label: 'RDS proxy',
  cfn: 'AWS::RDS::DBProxy',
  tf: 'aws_db_proxy',
  minimal: {
    cfn: { DBProxyName: 'orders', EngineFamily: 'POSTGRESQL', RoleArn: 'arn:aws:iam::111122223333:role/proxy', VpcSubnetIds: ['subnet-1', 'subnet-2'] },
    tf: { name: 'orders', engine_family: 'POSTGRESQL', role_arn: 'arn:aws:iam::111122223333:role/proxy', vpc_subnet_ids: ['subnet-1', 'subnet-2'] },
  },
  props: { requireTls: { cfn: 'RequireTLS', tf: 'require_tls', whenAbsent: false } },
});

const instanceGroup = dbParameterGroup.props;
const clusterGroup = clusterParameterGroup.props;
const on = [1, 'ON', true];

const groupAsksForTls = cases(
  [
    { when: startsWith(instanceGroup.family, 'postgres15', 'postgres16', 'postgres17', 'postgres18'), require: equals(instanceGroup.forceTlsByDefault, 1) },
    { when: startsWith(instanceGroup.family, 'postgres', 'sqlserver'), require: equals(instanceGroup.forceTls, 1) },
    { when: startsWith(instanceGroup.family, 'mysql5', 'mysql8', 'mariadb10', 'mariadb11.4'), require: oneOf(instanceGroup.secureTransport, on) },
    { when: startsWith(instanceGroup.family, 'mysql', 'mariadb'), require: oneOf(instanceGroup.secureTransportByDefault, on) },
    { when: startsWith(instanceGroup.family, 'db2'), require: equals(instanceGroup.db2Comm, 'SSL') },
  ],
  'skip',
);

const clusterGroupAsksForTls = cases(
  [
    { when: startsWith(clusterGroup.family, 'aurora-postgresql17', 'aurora-postgresql18'), require: equals(clusterGroup.forceTlsByDefault, 1) },
    { when: startsWith(clusterGroup.family, 'aurora-postgresql'), require: equals(clusterGroup.forceTls, 1) },
    { when: startsWith(clusterGroup.family, 'aurora-mysql', 'aurora5', 'mysql'), require: oneOf(clusterGroup.secureTransport, on) },
  ],
  'skip',
);

const { engine, engineVersion, parameterGroup, cluster } = dbInstance.props;
const ofCluster = dbCluster.props;

/** The rules about TLS to RDS databases. They stand on the database and name its parameter group. */
export const rdsTlsRules = [
  rule({
    id: 'rds-tls-required',
    since: '2026.12',
    on: dbInstance,
    decidedBy: [{ via: cluster, because: 'the parameter group of the cluster decides', to: dbCluster }],
    profile: 'strict',
    severity: 'high',
    category: 'in-transit',
    title: 'RDS instance accepts connections over TLS only',
    message: 'RDS instance {name} accepts connections in clear text.',
    why: 'A client that forgets to ask for TLS sends its password and every row in the clear, for anybody on the path to read or change.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html',
    standards: { 'aws-fsbp': ['RDS.38', 'RDS.39', 'RDS.41', 'RDS.44'] },
    aliases: ['CKV2_AWS_69'],
    require: cases(
      [
        { when: present(parameterGroup), require: refersTo(parameterGroup, dbParameterGroup, groupAsksForTls) },
        { when: all(equals(engine, 'mysql'), startsWith(engineVersion, '9')), require: absent(parameterGroup) },
        { when: startsWith(engine, 'mysql', 'sqlserver'), require: present(parameterGroup) },
        { when: all(equals(engine, 'mariadb'), startsWith(engineVersion, '10.', '11.4')), require: present(parameterGroup) },
        { when: all(equals(engine, 'postgres'), startsWith(engineVersion, '9', '10', '11', '12', '13', '14')), require: present(parameterGroup) },
        { when: equals(engine, 'postgres'), require: absent(parameterGroup) },
      ],
      'skip',
    ),
    examples: {
      pass: [
        { engine: 'postgres', engineVersion: '17.4' },
        scene({ Database: [dbInstance, { parameterGroup: refTo('Settings') }], Settings: [dbParameterGroup, { family: 'postgres14', forceTls: 1 }] }),
      ],
      fail: [
        { engine: 'mysql' },
        scene({ Database: [dbInstance, { parameterGroup: refTo('Settings') }], Settings: [dbParameterGroup, { family: 'postgres14', forceTls: 0 }] }),
      ],
      unknown: [{ parameterGroup: 'legacy' }, { engine: unresolved }],
      skip: [{ engine: 'oracle-ee' }],
    },
  }),
  rule({
    id: 'rds-cluster-tls-required',
    since: '2026.12',
    on: dbCluster,
    severity: 'high',
    category: 'in-transit',
    title: 'Aurora cluster accepts connections over TLS only',
    message: 'Aurora cluster {name} accepts connections in clear text.',
    why: 'A client that forgets to ask for TLS sends its password and every row in the clear, for anybody on the path to read or change.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html',
    require: cases(
      [
        { when: present(ofCluster.parameterGroup), require: refersTo(ofCluster.parameterGroup, clusterParameterGroup, clusterGroupAsksForTls) },
        { when: equals(ofCluster.engine, 'aurora-mysql'), require: present(ofCluster.parameterGroup) },
        { when: all(equals(ofCluster.engine, 'aurora-postgresql'), startsWith(ofCluster.engineVersion, '10', '11', '12', '13', '14', '15', '16')), require: present(ofCluster.parameterGroup) },
        { when: all(equals(ofCluster.engine, 'aurora-postgresql'), present(ofCluster.engineVersion)), require: absent(ofCluster.parameterGroup) },
      ],
      'skip',
    ),
    examples: {
      pass: [scene({ Database: [dbCluster, { engine: 'aurora-mysql', parameterGroup: refTo('Settings') }], Settings: [clusterParameterGroup, { family: 'aurora-mysql8.0', secureTransport: 'ON' }] })],
      fail: [
        { engine: 'aurora-mysql' },
        scene({ Database: [dbCluster, { engine: 'aurora-mysql', parameterGroup: refTo('Settings') }], Settings: [clusterParameterGroup, { family: 'aurora-mysql8.0', secureTransport: 'OFF' }] }),
      ],
      unknown: [{ parameterGroup: 'legacy' }, { engine: unresolved }],
      skip: [{ engine: 'aurora-postgresql' }],
    },
  }),
  rule({
    id: 'rds-proxy-tls',
    since: '2026.12',
    on: dbProxy,
    severity: 'high',
    category: 'in-transit',
    title: 'RDS proxy accepts connections over TLS only',
    message: 'RDS proxy {name} accepts connections in clear text.',
    why: 'A client that forgets to ask for TLS sends its password and every row in the clear, for anybody on the path to read or change.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.howitworks.html',
    standards: { 'aws-fsbp': ['RDS.43'] },
    require: equals(dbProxy.props.requireTls, true),
    fix: { title: 'Require TLS', set: [[dbProxy.props.requireTls, true]] },
    examples: { pass: [{ requireTls: true }], fail: [{}, { requireTls: false }], unknown: [{ requireTls: unresolved }] },
  }),
];
