import { resource } from '../../server/src/core/rule/property.ts';
import { absent, any, atLeast, cases, equals, present, referencedBy, refersTo } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const cluster = resource({
  label: 'Redshift cluster',
  cfn: 'AWS::Redshift::Cluster',
  tf: 'aws_redshift_cluster',
  minimal: {
    cfn: { ClusterType: 'single-node', NodeType: 'ra3.large', DBName: 'sales', MasterUsername: 'keeper', ManageMasterPassword: true },
    tf: { cluster_identifier: 'sales', cluster_type: 'single-node', node_type: 'ra3.large', master_username: 'keeper', manage_master_password: true },
  },
  props: {
    encrypted: { cfn: 'Encrypted', tf: 'encrypted' },
    kmsKey: { cfn: 'KmsKeyId', tf: 'kms_key_id' },
    // The provider took true before its version 6: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade
    isPublic: { cfn: 'PubliclyAccessible', tf: 'publicly_accessible', whenAbsent: { cfn: false, tf: { depends: 'the version of the provider' } } },
    retention: { cfn: 'AutomatedSnapshotRetentionPeriod', tf: 'automated_snapshot_retention_period', whenAbsent: 1 },
    hsmCertificate: { cfn: 'HsmClientCertificateIdentifier' },
    hsm: { cfn: 'HsmConfigurationIdentifier' },
    subnets: { cfn: 'ClusterSubnetGroupName', tf: 'cluster_subnet_group_name' },
    logging: { cfn: 'LoggingProperties' },
    logTo: { cfn: 'LoggingProperties.LogDestinationType' },
    logBucket: { cfn: 'LoggingProperties.BucketName' },
    parameterGroup: { cfn: 'ClusterParameterGroupName', tf: 'cluster_parameter_group_name' },
  },
});

/** Of TLS, the family says what holds when it is not written. https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-parameter-groups.html */
const requireSsl = { cfn: 'Parameters[ParameterName=require_ssl].ParameterValue', tf: 'parameter[name=require_ssl].value' } as const;

const parameterGroup = resource({
  label: 'Redshift parameter group',
  cfn: 'AWS::Redshift::ClusterParameterGroup',
  tf: 'aws_redshift_parameter_group',
  minimal: { cfn: { Description: 'Settings of the cluster', ParameterGroupFamily: 'redshift-1.0' }, tf: { name: 'sales', family: 'redshift-1.0' } },
  props: {
    family: { cfn: 'ParameterGroupFamily', tf: 'family' },
    tls: { ...requireSsl, whenAbsent: false },
    tlsByDefault: { ...requireSsl, whenAbsent: true },
    activity: { cfn: 'Parameters[ParameterName=enable_user_activity_logging].ParameterValue', tf: 'parameter[name=enable_user_activity_logging].value', whenAbsent: false },
  },
});

/** In Terraform the audit log is a resource of its own. */
const logging = resource({
  label: 'Redshift logging',
  tf: 'aws_redshift_logging',
  minimal: { tf: { log_destination_type: 'cloudwatch', log_exports: ['connectionlog'] } },
  props: { cluster: { tf: 'cluster_identifier' } },
});

const workgroup = resource({
  label: 'Redshift Serverless workgroup',
  cfn: 'AWS::RedshiftServerless::Workgroup',
  tf: 'aws_redshiftserverless_workgroup',
  minimal: { cfn: { WorkgroupName: 'sales', NamespaceName: 'sales' }, tf: { workgroup_name: 'sales', namespace_name: 'sales' } },
  props: {
    tls: {
      cfn: 'ConfigParameters[ParameterKey=require_ssl].ParameterValue',
      tf: 'config_parameter[parameter_key=require_ssl].parameter_value',
      whenAbsent: { depends: 'when the workgroup was made' },
    },
    isPublic: { cfn: 'PubliclyAccessible', tf: 'publicly_accessible', whenAbsent: false },
  },
});

/** What loads and unloads, with nodes of its own or without. */
const routed = resource({
  label: 'Redshift warehouse',
  cfn: ['AWS::Redshift::Cluster', 'AWS::RedshiftServerless::Workgroup'],
  tf: ['aws_redshift_cluster', 'aws_redshiftserverless_workgroup'],
  minimal: cluster.minimal,
  props: { vpcRouting: { cfn: 'EnhancedVpcRouting', tf: 'enhanced_vpc_routing', whenAbsent: false } },
});
const { vpcRouting } = routed.props;

const { encrypted, kmsKey, isPublic, retention, hsm, hsmCertificate, subnets, logBucket, logTo, parameterGroup: groupName } = cluster.props;
const encryptionPage = 'https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html';
const tlsPage = 'https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html';
const publicPage = 'https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html';
const snapshotPage = 'https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html';
const groupAsksForTls = cases([{ when: equals(parameterGroup.props.family, 'redshift-2.0'), require: equals(parameterGroup.props.tlsByDefault, true) }], equals(parameterGroup.props.tls, true));
const whyTls = 'A client that forgets to ask for TLS sends its password and every row in the clear, for anybody on the path to read or change.';
const whyPublic = 'With a public address, one open security group and one weak or leaked password are all that stands between the internet and the warehouse.';

/** The rules about Redshift. */
export const redshiftRules = [
  rule({
    id: 'redshift-encrypted',
    since: '2026.12',
    on: cluster,
    severity: 'high',
    category: 'at-rest',
    title: 'Redshift cluster is encrypted at rest',
    message: 'Redshift cluster {name} is not encrypted.',
    why: 'Whoever gets hold of the disks or a snapshot reads the whole warehouse.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-redshift-cluster.html#cfn-redshift-cluster-encrypted',
    standards: {
      'aws-fsbp': ['Redshift.10'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', '8.3.2', 'appendix.a1.2.1'],
      'nist-800-53-r5': ['AC-2(4)', 'AC-3(1)', 'AC-3(10)', 'AC-4(26)', 'AC-6(9)', 'AU-10', 'AU-12', 'AU-12(1)', 'AU-12(2)', 'AU-12(3)', 'AU-12(4)', 'AU-12a', 'AU-12c', 'AU-14', 'AU-14(3)', 'AU-14a', 'AU-14b', 'AU-2', 'AU-2b', 'AU-3', 'AU-3a', 'AU-3b', 'AU-3c', 'AU-3d', 'AU-3e', 'AU-3f', 'AU-6(3)', 'AU-6(4)', 'AU-6(6)', 'AU-6(9)', 'AU-8', 'AU-8b', 'AU-9(3)', 'CA-7', 'CA-7b', 'CM-5(1)', 'CM-5(1)(b)', 'CP-9', 'CP-9d', 'IA-3(3)', 'IA-3(3)(b)', 'MA-4(1)', 'MA-4(1)(a)', 'PM-14', 'PM-14a.1', 'PM-14b', 'PM-31', 'SC-13', 'SC-13a', 'SC-28(1)', 'SC-7(9)', 'SC-7(9)(b)', 'SC-8(3)', 'SC-8(4)', 'SI-1(1)', 'SI-1(1)(c)', 'SI-10(1)', 'SI-10(1)(c)', 'SI-19(4)', 'SI-3(8)', 'SI-3(8)(b)', 'SI-4(17)', 'SI-4(2)', 'SI-4(20)', 'SI-7(8)'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(1)(ii)(D)', '164.308(a)(3)(ii)(A)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(b)', '164.312(c)(1)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
    },
    require: any(absent(encrypted), equals(encrypted, true)),
    fix: { title: 'Encrypt the cluster', set: [[encrypted, true]] },
    examples: { pass: [{}, { encrypted: true }], fail: [{ encrypted: false }], unknown: [{ encrypted: unresolved }] },
  }),
  rule({
    id: 'redshift-encrypted-explicit',
    since: '2026.12',
    on: cluster,
    severity: 'low',
    category: 'at-rest',
    profile: 'strict',
    title: 'Redshift cluster says that it is encrypted',
    message: 'Redshift cluster {name} does not say that it is encrypted.',
    why: 'New clusters are encrypted by default, older ones are not, and no reader of the template sees which this is.',
    source: encryptionPage,
    standards: { 'aws-fsbp': ['Redshift.10'] },
    aliases: ['CKV_AWS_64', 'F28', 'RedshiftClusterEncryptionAtRest', 'RedshiftClusterConfiguration', 'REDSHIFT_CLUSTER_CONFIGURATION_CHECK', 'AwsSolutions-RS6'],
    require: equals(encrypted, true),
    fix: { title: 'Encrypt the cluster', set: [[encrypted, true]] },
    examples: { pass: [{ encrypted: true }], fail: [{}], unknown: [{ encrypted: unresolved }] },
  }),
  customerKeyRule({
    id: 'redshift-cluster-cmk',
    on: cluster,
    key: kmsKey,
    withoutKey: 'aws-managed',
    what: 'Redshift cluster',
    awsAlias: 'alias/aws/redshift',
    source: encryptionPage,
    aliases: ['CKV_AWS_142', 'AWS-0084'],
  }),
  rule({
    id: 'redshift-tls',
    since: '2026.12',
    on: parameterGroup,
    severity: 'high',
    category: 'in-transit',
    title: 'Redshift accepts connections over TLS only',
    message: 'Redshift parameter group {name} lets clear text in.',
    why: whyTls,
    source: tlsPage,
    standards: {
      'aws-fsbp': ['Redshift.2'],
      'pci-dss-4': ['1.2.5', '2.2.5', '2.2.7', '4.2.1', '4.2.1.1', '8.3.2'],
      'nist-800-53-r5': ['AC-24(1)', 'AC-4', 'AC-4(22)', 'AU-9(3)', 'CA-9', 'CA-9b', 'PM-17', 'PM-17b', 'SC-13', 'SC-13a', 'SC-23', 'SC-7(4)', 'SC-7(4)(b)', 'SC-7(4)(g)', 'SC-7(5)', 'SC-8', 'SC-8(1)', 'SC-8(2)', 'SC-8(3)', 'SC-8(4)', 'SC-8(5)', 'SI-1', 'SI-1a.2', 'SI-1c.2'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(c)(1)', '164.312(e)(1)', '164.312(e)(2)(i)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
    },
    aliases: ['CKV_AWS_105'],
    require: groupAsksForTls,
    fix: { title: 'Require TLS', set: [[parameterGroup.props.tls, 'true']] },
    examples: { pass: [{ tls: 'true' }, { family: 'redshift-2.0' }], fail: [{}, { tls: 'false' }, { family: 'redshift-2.0', tls: 'false' }], unknown: [{ tls: unresolved }] },
  }),
  rule({
    id: 'redshift-cluster-tls',
    since: '2026.12',
    on: cluster,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'Redshift cluster names a parameter group that requires TLS',
    message: 'Redshift cluster {name} names no parameter group that requires TLS.',
    why: `The default group requires TLS for new clusters, not for older ones, and no reader of the template sees which this is. ${whyTls}`,
    source: tlsPage,
    standards: { 'aws-fsbp': ['Redshift.2'] },
    aliases: ['RedshiftRequireTlsSSL', 'AwsSolutions-RS1'],
    require: refersTo(groupName, parameterGroup, groupAsksForTls),
    examples: {
      pass: [scene({ Cluster: [cluster, { parameterGroup: refTo('Settings') }], Settings: [parameterGroup, { tls: 'true' }] })],
      fail: [{}, scene({ Cluster: [cluster, { parameterGroup: refTo('Settings') }], Settings: [parameterGroup, { tls: 'false' }] })],
      unknown: [{ parameterGroup: 'legacy' }],
    },
  }),
  rule({
    id: 'redshift-serverless-tls',
    since: '2026.12',
    on: workgroup,
    severity: 'high',
    category: 'in-transit',
    title: 'Redshift Serverless workgroup accepts connections over TLS only',
    message: 'Redshift Serverless workgroup {name} lets clear text in.',
    why: whyTls,
    source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-connecting.html',
    standards: { 'aws-fsbp': ['RedshiftServerless.2'] },
    require: equals(workgroup.props.tls, true),
    fix: { title: 'Require TLS', set: [[workgroup.props.tls, 'true']] },
    examples: { pass: [{ tls: 'true' }], fail: [{ tls: 'false' }], unknown: [{}, { tls: unresolved }] },
  }),
  rule({
    id: 'redshift-public',
    since: '2026.12',
    on: cluster,
    severity: 'critical',
    category: 'exposure',
    title: 'Redshift cluster is not reachable from the internet',
    message: 'Redshift cluster {name} has a public address.',
    why: whyPublic,
    source: publicPage,
    standards: {
      'aws-fsbp': ['Redshift.1'],
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', '10.3.2', '3.5.1.3', '7.2.6', 'appendix.a1.1.2', 'appendix.a1.1.3', 'appendix.a3.4.1'],
      'nist-800-53-r5': ['AC-17', 'AC-17(1)', 'AC-17(10)', 'AC-17(4)', 'AC-17(4)(a)', 'AC-17(9)', 'AC-17b', 'AC-2(6)', 'AC-3', 'AC-3(7)', 'AC-4(21)', 'AC-6', 'MP-2', 'SC-25', 'SC-7', 'SC-7(11)', 'SC-7(12)', 'SC-7(16)', 'SC-7(2)', 'SC-7(20)', 'SC-7(21)', 'SC-7(24)', 'SC-7(24)(b)', 'SC-7(25)', 'SC-7(26)', 'SC-7(27)', 'SC-7(28)', 'SC-7(3)', 'SC-7(7)', 'SC-7(9)', 'SC-7(9)(a)', 'SC-7a', 'SC-7b', 'SC-7c'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(3)(i)', '164.308(a)(4)(ii)(A)', '164.308(a)(4)(ii)(C)', '164.312(a)(1)', '164.312(e)(1)', '164.314(b)(1)', '164.314(b)(2)'],
    },
    aliases: ['CKV_AWS_87', 'REDSHIFT_CLUSTER_PUBLIC_ACCESS_CHECK', 'RedshiftClusterPublicAccess', 'AwsSolutions-RS8'],
    require: equals(isPublic, false),
    fix: { title: 'Make it private', set: [[isPublic, false]] },
    examples: { pass: [{}, { isPublic: false }], fail: [{ isPublic: true }], unknown: [{ isPublic: unresolved }] },
  }),
  rule({
    id: 'redshift-serverless-public',
    since: '2026.12',
    on: workgroup,
    severity: 'critical',
    category: 'exposure',
    title: 'Redshift Serverless workgroup is not reachable from the internet',
    message: 'Redshift Serverless workgroup {name} has a public address.',
    why: whyPublic,
    source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-connecting.html',
    standards: { 'aws-fsbp': ['RedshiftServerless.3'] },
    require: equals(workgroup.props.isPublic, false),
    fix: { title: 'Make it private', set: [[workgroup.props.isPublic, false]] },
    examples: { pass: [{}, { isPublic: false }], fail: [{ isPublic: true }], unknown: [{ isPublic: unresolved }] },
  }),
  ...[
    { suffix: '', days: 1, profile: 'default' as const, severity: 'medium' as const, aliases: ['CKV_AWS_343', 'REDSHIFT_BACKUP_ENABLED', 'RedshiftBackupEnabled', 'AwsSolutions-RS10'], failing: [{ retention: 0 }], passing: [{}] },
    { suffix: '-7-days', days: 7, profile: 'strict' as const, severity: 'low' as const, aliases: [], failing: [{}, { retention: 3 }], passing: [] },
  ].map(({ suffix, days, profile, severity, aliases, failing, passing }) =>
    rule({
      id: `redshift-snapshot-retention${suffix}`,
      since: '2026.12',
      on: cluster,
      severity,
      category: 'backup',
      profile,
      title: days === 1 ? 'Redshift cluster is backed up' : `Redshift cluster keeps its snapshots for at least ${days} days`,
      message: days === 1 ? 'Redshift cluster {name} makes no automated snapshots.' : `Redshift cluster {name} keeps its snapshots for less than ${days} days.`,
      why: 'What a mistake, an attack or a faulty load destroys can only be brought back from a snapshot made before it.',
      source: snapshotPage,
      standards: { 'aws-fsbp': ['Redshift.3'] },
      aliases,
      require: atLeast(retention, days),
      fix: { title: 'Keep snapshots for 7 days', set: [[retention, 7]] },
      examples: { pass: [...passing, { retention: 7 }], fail: failing, unknown: [{ retention: unresolved }] },
    }),
  ),
  rule({
    id: 'redshift-audit-logging',
    since: '2026.12',
    on: cluster,
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'Redshift cluster writes its audit log',
    message: 'Redshift cluster {name} writes no audit log.',
    why: 'Without it nobody can say afterwards who connected and what was queried.',
    source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html',
    standards: {
      'aws-fsbp': ['Redshift.4'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'],
      'nist-800-53-r5': ['AC-2(4)', 'AC-3(1)', 'AC-3(10)', 'AC-4(26)', 'AC-6(9)', 'AU-10', 'AU-12(1)', 'AU-12(2)', 'AU-12(3)', 'AU-12(4)', 'AU-12a', 'AU-12c', 'AU-14(3)', 'AU-14a', 'AU-14b', 'AU-2b', 'AU-3a', 'AU-3b', 'AU-3c', 'AU-3d', 'AU-3e', 'AU-3f', 'AU-6(3)', 'AU-6(4)', 'AU-6(6)', 'AU-6(9)', 'AU-8b', 'AU-9(3)', 'CA-7b', 'CM-5(1)(b)', 'CP-9d', 'IA-3(3)(b)', 'MA-4(1)(a)', 'PM-14a.1', 'PM-14b', 'PM-31', 'SC-13a', 'SC-28(1)', 'SC-7(9)(b)', 'SC-8(3)', 'SC-8(4)', 'SI-1(1)(c)', 'SI-10(1)(c)', 'SI-19(4)', 'SI-3(8)(b)', 'SI-4(17)', 'SI-4(2)', 'SI-4(20)', 'SI-7(8)'],
      hipaa: ['164.312(a)(2)(iv)', '164.312(b)', '164.312(e)(2)(ii)'],
    },
    aliases: ['CKV_AWS_71', 'RedshiftClusterAuditLogging', 'RedshiftClusterConfiguration', 'REDSHIFT_CLUSTER_CONFIGURATION_CHECK', 'AwsSolutions-RS5'],
    require: any(present(logBucket), present(logTo), referencedBy(logging, logging.props.cluster)),
    examples: { pass: [{ logBucket: 'audit-logs' }], fail: [{}], unknown: [{ logging: unresolved }] },
  }),
  rule({
    id: 'redshift-user-activity-logging',
    since: '2026.12',
    on: cluster,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'Redshift cluster logs the queries of its users',
    message: 'Redshift cluster {name} does not log the queries of its users.',
    why: 'The audit log says who connected; only the user activity log says what they read.',
    source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html#db-auditing-enable-logging',
    aliases: ['RedshiftClusterUserActivityLogging', 'AwsSolutions-RS11'],
    require: refersTo(groupName, parameterGroup, equals(parameterGroup.props.activity, true)),
    examples: {
      pass: [scene({ Cluster: [cluster, { parameterGroup: refTo('Settings') }], Settings: [parameterGroup, { activity: 'true' }] })],
      fail: [{}, scene({ Cluster: [cluster, { parameterGroup: refTo('Settings') }], Settings: [parameterGroup, { activity: 'false' }] })],
      unknown: [{ parameterGroup: 'legacy' }],
    },
  }),
  rule({
    id: 'redshift-enhanced-vpc-routing',
    since: '2026.12',
    on: routed,
    severity: 'low',
    category: 'in-transit',
    profile: 'strict',
    title: 'Redshift loads and unloads through the VPC',
    message: 'Redshift warehouse {name} loads and unloads past the VPC.',
    why: 'COPY and UNLOAD then take routes that no endpoint policy, flow log or firewall of the VPC sees.',
    source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/enhanced-vpc-routing.html',
    standards: {
      'aws-fsbp': ['Redshift.7', 'RedshiftServerless.1'],
      'pci-dss-4': ['1.3.1', '1.3.2', '1.4.1', '1.4.2', '1.4.4'],
      'nist-800-53-r5': ['AC-4(21)', 'SC-7', 'SC-7b'],
      hipaa: ['164.312(e)(1)'],
    },
    aliases: ['CKV_AWS_321', 'REDSHIFT_ENHANCED_VPC_ROUTING_ENABLED', 'RedshiftEnhancedVPCRoutingEnabled'],
    require: equals(vpcRouting, true),
    fix: { title: 'Route through the VPC', set: [[vpcRouting, true]] },
    examples: { pass: [{ vpcRouting: true }], fail: [{}, { vpcRouting: false }], unknown: [{ vpcRouting: unresolved }] },
  }),
  rule({
    id: 'redshift-in-vpc',
    since: '2026.12',
    on: cluster,
    severity: 'medium',
    category: 'exposure',
    profile: 'strict',
    title: 'Redshift cluster says which subnets it stands in',
    message: 'Redshift cluster {name} does not say which subnets it stands in.',
    why: 'The subnets of the default VPC have a route to the internet: one open security group and a public address are then enough.',
    source: publicPage,
    aliases: ['CKV_AWS_154', 'AWS-0127', 'RedshiftClusterInVPC', 'AwsSolutions-RS2'],
    require: present(subnets),
    examples: { pass: [{ subnets: 'warehouse' }], fail: [{}], unknown: [madeByMacro] },
  }),
  rule({
    id: 'redshift-hsm',
    since: '2026.12',
    on: cluster,
    severity: 'low',
    category: 'key-management',
    title: 'Redshift cluster names both its HSM and the certificate for it',
    message: 'Redshift cluster {name} names only one of its HSM and the certificate for it.',
    why: 'The cluster takes its keys from the HSM only if both are named; with one alone it is not created, or not encrypted as meant.',
    source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html',
    require: cases([{ when: present(hsm), require: present(hsmCertificate) }], absent(hsmCertificate)),
    examples: { pass: [{}, { hsm: 'keys', hsmCertificate: 'client' }], fail: [{ hsm: 'keys' }, { hsmCertificate: 'client' }], unknown: [madeByMacro] },
  }),
];
