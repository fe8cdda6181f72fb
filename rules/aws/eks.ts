import { resource } from '../../server/src/core/rule/property.ts';
import { all, any, cases, equals, forSome, oneOf, present } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const cluster = resource({
  label: 'EKS cluster',
  cfn: 'AWS::EKS::Cluster',
  tf: 'aws_eks_cluster',
  minimal: {
    cfn: { RoleArn: 'arn:aws:iam::111122223333:role/eks', ResourcesVpcConfig: { SubnetIds: ['subnet-1', 'subnet-2'] } },
    tf: { name: 'orders', role_arn: 'arn:aws:iam::111122223333:role/eks', vpc_config: { subnet_ids: ['subnet-1', 'subnet-2'] } },
  },
  props: { key: { cfn: 'EncryptionConfig[].Provider.KeyArn', tf: 'encryption_config.provider.key_arn' } },
});

/**
 * The same, also as the CDK makes it: a function of its own gives `Config` to the API of EKS, which spells it so
 * (https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_eks-readme.html, https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html).
 */
const madeBySome = resource({
  label: 'EKS cluster',
  cfn: ['AWS::EKS::Cluster', 'Custom::AWSCDK-EKS-Cluster'],
  tf: 'aws_eks_cluster',
  minimal: cluster.minimal,
  props: {
    version: { cfn: ['Config.version', 'Version'], tf: 'version' },
    key: { cfn: ['Config.encryptionConfig[].provider.keyArn', 'EncryptionConfig[].Provider.KeyArn'], tf: 'encryption_config.provider.key_arn' },
    enabledLogs: { cfn: 'Logging.ClusterLogging.EnabledTypes', tf: 'enabled_cluster_log_types' },
    logs: { cfn: 'Logging.ClusterLogging.EnabledTypes[]', tf: 'enabled_cluster_log_types[]', items: { type: { cfn: 'Type', tf: '' } } },
    cdkLogs: { cfn: 'Config.logging.clusterLogging[enabled=true].types[]', items: { type: { cfn: '' } } },
  },
});

const { key } = cluster.props;
const { version, logs, cdkLogs } = madeBySome.props;
const envelopePage = 'https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html';

/** Kubernetes before 1.28, whose data EKS did not envelope by itself. */
const before128 = Array.from({ length: 18 }, (_, i) => `1.${10 + i}`);
const key1 = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** The rules about EKS. */
export const eksRules: readonly RuleRecord[] = [
  rule({
    id: 'eks-secrets-encryption',
    since: '2026.12',
    on: madeBySome,
    severity: 'high',
    category: 'at-rest',
    title: 'Secrets of the EKS cluster are encrypted',
    message: 'Secrets of EKS cluster {name} are kept in its database as they are.',
    why: 'Before Kubernetes 1.28, who gets at the database of the cluster reads every secret in it, unless a key is named.',
    source: envelopePage,
    standards: {
      'aws-fsbp': ['EKS.3'],
      'pci-dss-4': ['8.3.2'],
      hipaa: ['164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(c)(1)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
    },
    require: cases([{ when: oneOf(version, before128), require: present(madeBySome.props.key) }], 'skip'),
    examples: {
      pass: [{ version: '1.27', key: key1 }],
      fail: [{ version: '1.27' }],
      unknown: [{ version: unresolved }],
      skip: [{}, { version: '1.30' }],
    },
  }),
  customerKeyRule({
    id: 'eks-secrets-cmk',
    on: cluster,
    key,
    withoutKey: 'aws-owned',
    what: 'Data of EKS cluster',
    awsAlias: 'alias/aws/eks',
    source: envelopePage,
    standards: { 'aws-fsbp': ['EKS.3'] },
    aliases: ['CKV_AWS_58', 'AWS-0039', 'W82', 'EKS_CLUSTER_ENCRYPTION_RULE'],
  }),
  rule({
    id: 'eks-control-plane-logging',
    since: '2026.12',
    on: madeBySome,
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'EKS cluster writes every log of its control plane',
    message: 'EKS cluster {name} does not write every log of its control plane.',
    why: 'Only the audit log says who read which secret; only the authenticator log says who they were.',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html',
    standards: {
      'aws-fsbp': ['EKS.8'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'],
    },
    aliases: ['CKV_AWS_37', 'AWS-0038', 'EKSClusterControlPlaneLogs', 'AwsSolutions-EKS2'],
    require: all(...['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'].map((type) => any(forSome(logs, equals(logs.items.type, type)), forSome(cdkLogs, equals(cdkLogs.items.type, type))))),
    examples: {
      pass: [{ logs: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'].map((type) => ({ type })) }],
      fail: [{}, { logs: [{ type: 'api' }, { type: 'audit' }] }],
      unknown: [{ enabledLogs: unresolved }],
    },
  }),
];
