import { resource } from '../../server/src/core/rule/property.ts';
import { all, cases, equals, not, oneOf, present, refersTo, startsWith } from '../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

/** A place in the document, which CloudFormation takes as a map or as JSON text and Terraform as text only. */
const inDocument = (path: string) => ({ cfn: `SecurityConfiguration.EncryptionConfiguration.${path}`, tf: `configuration.EncryptionConfiguration.${path}` }) as const;
const atRestPath = 'AtRestEncryptionConfiguration';
const tlsPath = 'InTransitEncryptionConfiguration.TLSCertificateConfiguration';

/**
 * A security configuration of EMR.
 * https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-create-security-configuration.html
 */
const configuration = resource({
  label: 'EMR security configuration',
  cfn: 'AWS::EMR::SecurityConfiguration',
  tf: 'aws_emr_security_configuration',
  props: {
    atRest: { ...inDocument('EnableAtRestEncryption'), whenAbsent: false },
    inTransit: { ...inDocument('EnableInTransitEncryption'), whenAbsent: false },
    s3Mode: inDocument(`${atRestPath}.S3EncryptionConfiguration.EncryptionMode`),
    s3Key: inDocument(`${atRestPath}.S3EncryptionConfiguration.AwsKmsKey`),
    s3Provider: inDocument(`${atRestPath}.S3EncryptionConfiguration.S3Object`),
    s3ProviderClass: inDocument(`${atRestPath}.S3EncryptionConfiguration.EncryptionKeyProviderClass`),
    diskProvider: inDocument(`${atRestPath}.LocalDiskEncryptionConfiguration.EncryptionKeyProviderType`),
    diskKey: inDocument(`${atRestPath}.LocalDiskEncryptionConfiguration.AwsKmsKey`),
    ebs: { ...inDocument(`${atRestPath}.LocalDiskEncryptionConfiguration.EnableEbsEncryption`), whenAbsent: false },
    certificateProvider: inDocument(`${tlsPath}.CertificateProviderType`),
    certificates: inDocument(`${tlsPath}.S3Object`),
  },
});

const cluster = resource({
  label: 'EMR cluster',
  cfn: 'AWS::EMR::Cluster',
  tf: 'aws_emr_cluster',
  minimal: {
    cfn: { Name: 'orders', JobFlowRole: 'EMR_EC2_DefaultRole', ServiceRole: 'EMR_DefaultRole', ReleaseLabel: 'emr-7.1.0', Instances: {} },
    tf: { name: 'orders', service_role: 'EMR_DefaultRole', release_label: 'emr-7.1.0' },
  },
  props: {
    configuration: { cfn: 'SecurityConfiguration', tf: 'security_configuration' },
    release: { cfn: 'ReleaseLabel', tf: 'release_label' },
  },
});

const { atRest, inTransit, s3Mode, s3Key, s3Provider, s3ProviderClass, diskProvider, ebs, certificateProvider } = configuration.props;
const page = 'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-data-encryption-options.html';
const sound = { atRest: true, s3Mode: 'SSE-S3', diskProvider: 'AwsKms', diskKey: 'arn:aws:kms:eu-west-1:111122223333:key/1234', ebs: true, inTransit: true, certificateProvider: 'PEM', certificates: 's3://keys/certificates.zip' };

/** The rules about EMR. */
export const emrRules: readonly RuleRecord[] = [
  rule({
    id: 'emr-s3-at-rest',
    since: '2026.12',
    on: configuration,
    severity: 'medium',
    category: 'at-rest',
    profile: 'strict',
    title: 'EMR encrypts what it writes to S3',
    message: 'EMR security configuration {name} does not encrypt what is written to S3.',
    why: 'Only the default of each bucket then encrypts the results of jobs, with whichever key it happens to have.',
    source: page,
    standards: { 'aws-fsbp': ['EMR.3'] },
    aliases: ['AWS-0137', 'W61', 'EMR_SECURITY_CONFIG_ENABLED_AND_CONFIGURED_RULE'],
    require: all(equals(atRest, true), oneOf(s3Mode, ['SSE-S3', 'SSE-KMS', 'CSE-KMS', 'CSE-Custom'])),
    examples: { pass: [sound], fail: [{ atRest: false, s3Mode: 'SSE-S3' }, { atRest: true }], unknown: [{ ...sound, atRest: unresolved }] },
  }),
  rule({
    id: 'emr-local-disk-encrypted',
    since: '2026.12',
    on: configuration,
    severity: 'high',
    category: 'at-rest',
    title: 'EMR encrypts its local disks',
    message: 'EMR security configuration {name} does not encrypt local disks.',
    why: 'Intermediate results, spilled to disk, hold the same data as the input, in the clear.',
    source: page,
    standards: { 'aws-fsbp': ['EMR.3'] },
    aliases: ['CKV_AWS_349', 'AWS-0139'],
    require: all(equals(atRest, true), present(diskProvider)),
    examples: { pass: [sound], fail: [{ atRest: true, s3Mode: 'SSE-S3' }], unknown: [{ ...sound, atRest: unresolved }] },
  }),
  rule({
    id: 'emr-ebs-encrypted',
    since: '2026.12',
    on: configuration,
    severity: 'high',
    category: 'at-rest',
    profile: 'strict',
    title: 'EMR encrypts its EBS volumes',
    message: 'EMR security configuration {name} does not encrypt EBS volumes.',
    why: 'LUKS leaves the root volume out; EBS encryption covers it too.',
    source: page,
    standards: { 'aws-fsbp': ['EMR.3'] },
    aliases: ['CKV_AWS_350'],
    require: equals(ebs, true),
    examples: { pass: [sound], fail: [{ ...sound, ebs: false }, { atRest: true }], unknown: [{ ...sound, ebs: unresolved }] },
  }),
  rule({
    id: 'emr-in-transit',
    since: '2026.12',
    on: configuration,
    severity: 'high',
    category: 'in-transit',
    title: 'EMR encrypts what travels between its nodes',
    message: 'EMR security configuration {name} does not encrypt what travels between nodes.',
    why: 'Shuffled data, which is the data itself, crosses the network in the clear.',
    source: page,
    standards: { 'aws-fsbp': ['EMR.4'] },
    aliases: ['CKV_AWS_351', 'AWS-0138', 'W61', 'EMR_SECURITY_CONFIG_ENABLED_AND_CONFIGURED_RULE'],
    require: equals(inTransit, true),
    examples: { pass: [sound], fail: [{ inTransit: false, certificateProvider: 'PEM' }, { atRest: true }], unknown: [{ ...sound, inTransit: unresolved }] },
  }),
  rule({
    id: 'emr-in-transit-certificates',
    since: '2026.12',
    on: configuration,
    applies: equals(inTransit, true),
    severity: 'medium',
    category: 'in-transit',
    title: 'EMR has the certificates that encryption in transit asks for',
    message: 'EMR security configuration {name} asks for encryption in transit and does not say where the certificates are.',
    why: 'A cluster that uses it does not start, and the next thing that is tried is to leave the encryption out.',
    source: 'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-create-security-configuration.html',
    aliases: ['W61', 'EMR_SECURITY_CONFIG_ENABLED_AND_CONFIGURED_RULE'],
    require: present(certificateProvider),
    examples: { pass: [sound], fail: [{ inTransit: true }], unknown: [{ inTransit: unresolved }], skip: [{ inTransit: false }] },
  }),
  rule({
    id: 'emr-cluster-security-configuration',
    since: '2026.12',
    on: cluster,
    severity: 'high',
    category: 'at-rest',
    profile: 'strict',
    applies: not(startsWith(cluster.props.release, 'emr-4.0', 'emr-4.1', 'emr-4.2', 'emr-4.3', 'emr-4.4', 'emr-4.5', 'emr-4.6', 'emr-4.7')),
    title: 'EMR cluster has a security configuration',
    message: 'EMR cluster {name} has no security configuration.',
    why: 'Without one EMR encrypts nothing by itself: not the disks, not the traffic between nodes.',
    source: 'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-security-configurations.html',
    aliases: ['CKV2_AWS_55', 'W63'],
    require: present(cluster.props.configuration),
    examples: { pass: [{ configuration: 'sound' }], fail: [{}], unknown: [{ release: unresolved }], skip: [{ release: 'emr-4.7.2' }] },
  }),
  rule({
    id: 'emr-cluster-local-disk',
    since: '2026.12',
    on: cluster,
    severity: 'medium',
    category: 'at-rest',
    profile: 'strict',
    title: 'EMR cluster has a configuration that encrypts local disks',
    message: 'EMR cluster {name} has no configuration that encrypts local disks.',
    why: 'Intermediate results, spilled to disk, hold the same data as the input, in the clear.',
    source: page,
    standards: { 'aws-fsbp': ['EMR.3'] },
    require: refersTo(cluster.props.configuration, configuration, all(equals(atRest, true), present(diskProvider))),
    examples: {
      pass: [scene({ Cluster: [cluster, { configuration: refTo('Sound') }], Sound: [configuration, sound] })],
      fail: [{}, scene({ Cluster: [cluster, { configuration: refTo('Sound') }], Sound: [configuration, { atRest: true, s3Mode: 'SSE-S3' }] })],
      unknown: [{ configuration: 'elsewhere' }],
    },
  }),
  rule({
    id: 'emr-cluster-in-transit',
    since: '2026.12',
    on: cluster,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'EMR cluster has a configuration that encrypts what travels between nodes',
    message: 'EMR cluster {name} has no configuration that encrypts what travels between nodes.',
    why: 'Shuffled data, which is the data itself, crosses the network in the clear.',
    source: page,
    standards: { 'aws-fsbp': ['EMR.4'] },
    aliases: ['EMREncryptionInTransit'],
    require: refersTo(cluster.props.configuration, configuration, all(equals(inTransit, true), present(certificateProvider))),
    examples: {
      pass: [scene({ Cluster: [cluster, { configuration: refTo('Sound') }], Sound: [configuration, sound] })],
      fail: [{}, scene({ Cluster: [cluster, { configuration: refTo('Sound') }], Sound: [configuration, { ...sound, inTransit: false }] })],
      unknown: [{ configuration: 'elsewhere' }],
    },
  }),
  rule({
    id: 'emr-cse',
    since: '2026.12',
    on: configuration,
    severity: 'low',
    category: 'at-rest',
    title: 'EMR has the key that its client-side encryption asks for',
    message: 'EMR security configuration {name} asks for client-side encryption and does not say with which key.',
    why: 'A cluster that uses it does not start, and the next thing that is tried is to leave the encryption out.',
    source: 'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-create-security-configuration.html',
    require: cases(
      [
        { when: equals(s3Mode, 'CSE-KMS'), require: present(s3Key) },
        { when: equals(s3Mode, 'CSE-Custom'), require: all(present(s3Provider), present(s3ProviderClass)) },
      ],
      'skip',
    ),
    examples: {
      pass: [{ s3Mode: 'CSE-KMS', s3Key: 'arn:aws:kms:eu-west-1:111122223333:key/1234' }],
      fail: [{ s3Mode: 'CSE-KMS' }, { s3Mode: 'CSE-Custom', s3Provider: 's3://keys/provider.jar' }],
      unknown: [{ s3Mode: unresolved }],
      skip: [{ s3Mode: 'SSE-S3' }],
    },
  }),
];
