import { resource } from '../../server/src/core/rule/property.ts';
import { equals } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';

const cluster = resource({
  label: 'DAX cluster',
  cfn: 'AWS::DAX::Cluster',
  tf: 'aws_dax_cluster',
  minimal: {
    cfn: { IAMRoleARN: 'arn:aws:iam::111122223333:role/dax', NodeType: 'dax.t3.small', ReplicationFactor: 1 },
    tf: { cluster_name: 'orders', iam_role_arn: 'arn:aws:iam::111122223333:role/dax', node_type: 'dax.t3.small', replication_factor: 1 },
  },
  props: {
    encrypted: { cfn: 'SSESpecification.SSEEnabled', tf: 'server_side_encryption.enabled', whenAbsent: false },
    endpoint: { cfn: 'ClusterEndpointEncryptionType', tf: 'cluster_endpoint_encryption_type', whenAbsent: 'NONE' },
  },
});

const { encrypted, endpoint } = cluster.props;

/** The rules about DAX, the cache of DynamoDB. */
export const daxRules = [
  rule({
    id: 'dax-encrypted',
    since: '2026.12',
    on: cluster,
    severity: 'high',
    category: 'at-rest',
    title: 'DAX cluster is encrypted at rest',
    message: 'DAX cluster {name} is not encrypted at rest.',
    why: 'The cache holds the items of an encrypted table on disks in the clear, and encryption can only be chosen when the cluster is made.',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html',
    standards: {
      'aws-fsbp': ['DynamoDB.3'],
      'pci-dss-4': ['8.3.2'],
      hipaa: ['164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(c)(1)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
    },
    aliases: ['CKV_AWS_47', 'AWS-0023', 'W83', 'DAX_ENCRYPTION_ENABLED', 'DAXEncrypted', 'AwsSolutions-DDB4'],
    require: equals(encrypted, true),
    fix: { title: 'Encrypt the cluster', set: [[encrypted, true]] },
    examples: { pass: [{ encrypted: true }], fail: [{}, { encrypted: false }], unknown: [{ encrypted: unresolved }] },
  }),
  rule({
    id: 'dax-tls',
    since: '2026.12',
    on: cluster,
    severity: 'high',
    category: 'in-transit',
    title: 'DAX cluster is reached over TLS',
    message: 'DAX cluster {name} is reached in clear text.',
    why: 'Whoever can listen inside the network reads and changes the items on their way between application and cache.',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionInTransit.html',
    standards: { 'aws-fsbp': ['DynamoDB.7'] },
    aliases: ['CKV_AWS_239'],
    require: equals(endpoint, 'TLS'),
    fix: { title: 'Use TLS', set: [[endpoint, 'TLS']] },
    examples: { pass: [{ endpoint: 'TLS' }], fail: [{}, { endpoint: 'NONE' }], unknown: [{ endpoint: unresolved }] },
  }),
];
