import { resource } from '../../server/src/core/rule/property.ts';
import { any, equals, forEach, not, oneOf } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord, type RuleSpec } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const project = resource({
  label: 'CodeBuild project',
  cfn: 'AWS::CodeBuild::Project',
  tf: 'aws_codebuild_project',
  minimal: {
    cfn: {
      Artifacts: { Type: 'S3', Location: 'builds' },
      Environment: { ComputeType: 'BUILD_GENERAL1_SMALL', Image: 'aws/codebuild/standard:7.0', Type: 'LINUX_CONTAINER' },
      ServiceRole: 'arn:aws:iam::111122223333:role/build',
      Source: { Type: 'CODECOMMIT', Location: 'orders' },
    },
    tf: {
      name: 'orders',
      artifacts: { type: 'S3', location: 'builds' },
      environment: { compute_type: 'BUILD_GENERAL1_SMALL', image: 'aws/codebuild/standard:7.0', type: 'LINUX_CONTAINER' },
      service_role: 'arn:aws:iam::111122223333:role/build',
      source: { type: 'CODECOMMIT', location: 'orders' },
    },
  },
  props: {
    type: { cfn: 'Artifacts.Type', tf: 'artifacts.type' },
    unencrypted: { cfn: 'Artifacts.EncryptionDisabled', tf: 'artifacts.encryption_disabled', whenAbsent: false },
    secondary: {
      cfn: 'SecondaryArtifacts[]',
      tf: 'secondary_artifacts[]',
      items: {
        id: { cfn: 'ArtifactIdentifier', tf: 'artifact_identifier' },
        type: { cfn: 'Type', tf: 'type' },
        unencrypted: { cfn: 'EncryptionDisabled', tf: 'encryption_disabled', whenAbsent: false },
      },
    },
    key: { cfn: 'EncryptionKey', tf: 'encryption_key' },
    plainLogs: { cfn: 'LogsConfig.S3Logs.EncryptionDisabled', tf: 'logs_config.s3_logs.encryption_disabled', whenAbsent: false },
    logStatus: { cfn: 'LogsConfig.S3Logs.Status', tf: 'logs_config.s3_logs.status' },
    groupStatus: { cfn: 'LogsConfig.CloudWatchLogs.Status', tf: 'logs_config.cloudwatch_logs.status', whenAbsent: 'ENABLED' },
    insecure: { cfn: 'Source.InsecureSsl', tf: 'source.insecure_ssl', whenAbsent: false },
    sources: {
      cfn: 'SecondarySources[]',
      tf: 'secondary_sources[]',
      items: { id: { cfn: 'SourceIdentifier', tf: 'source_identifier' }, type: { cfn: 'Type', tf: 'type' }, insecure: { cfn: 'InsecureSsl', tf: 'insecure_ssl', whenAbsent: false } },
    },
  },
});

const { type, unencrypted, secondary, key, insecure, sources, plainLogs, logStatus, groupStatus } = project.props;

const artifacts = {
  since: '2026.12',
  on: project,
  severity: 'medium',
  category: 'at-rest',
  why: 'Artifacts hold the code, and the settings and keys that the build put into it; only the default of the bucket then encrypts them.',
  source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html',
  standards: { 'pci-dss-4': ['8.3.2'] },
  aliases: ['CKV_AWS_78', 'AWS-0018'],
} as const satisfies Partial<RuleSpec>;

const certificate = {
  since: '2026.12',
  on: project,
  severity: 'high',
  category: 'in-transit',
  why: 'Whoever stands between the build and the repository can read the code, take the credentials, and hand over other code to be built.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codebuild-project-source.html',
} as const satisfies Partial<RuleSpec>;

/** The rules about CodeBuild. The first artifacts and source are written apart from the others: each has rules of its own. */
export const codebuildRules: readonly RuleRecord[] = [
  rule({
    ...artifacts,
    id: 'codebuild-artifact-encrypted',
    applies: not(oneOf(type, ['NO_ARTIFACTS', 'CODEPIPELINE'])),
    title: 'CodeBuild does not turn the encryption of its artifacts off',
    message: 'CodeBuild project {name} turns the encryption of its artifacts off.',
    require: not(equals(unencrypted, true)),
    fix: { title: 'Leave encryption on', set: [[unencrypted, false]] },
    examples: { pass: [{}, { unencrypted: false }], fail: [{ unencrypted: true }], unknown: [{ unencrypted: unresolved }], skip: [{ type: 'NO_ARTIFACTS' }, { type: 'CODEPIPELINE', unencrypted: true }] },
  }),
  rule({
    ...artifacts,
    id: 'codebuild-secondary-artifact-encrypted',
    title: 'CodeBuild does not turn the encryption of its secondary artifacts off',
    message: 'CodeBuild project {name} turns the encryption of a secondary artifact off.',
    require: forEach(secondary, not(equals(secondary.items.unencrypted, true))),
    fix: { title: 'Leave encryption on', set: [[secondary.items.unencrypted, false]] },
    examples: {
      pass: [{}, { secondary: [{ id: 'report', type: 'S3' }] }],
      fail: [{ secondary: [{ id: 'report', type: 'S3', unencrypted: true }] }],
      unknown: [{ secondary: [{ id: 'report', type: 'S3', unencrypted: unresolved }] }],
    },
  }),
  customerKeyRule({
    id: 'codebuild-cmk',
    on: project,
    key,
    withoutKey: 'aws-managed',
    what: 'Output of CodeBuild project',
    awsAlias: 'alias/aws/s3',
    source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html',
    aliases: ['CKV_AWS_147', 'W32', 'CODEBUILD_ENCRYPTION_KEY_RULE', 'CodeBuildProjectKMSEncryptedArtifacts', 'AwsSolutions-CB4'],
  }),
  rule({
    ...certificate,
    id: 'codebuild-insecure-ssl',
    title: 'CodeBuild checks the certificate of its source',
    message: 'CodeBuild project {name} does not check the certificate of its source.',
    require: not(equals(insecure, true)),
    fix: { title: 'Check the certificate', set: [[insecure, false]] },
    examples: { pass: [{}, { insecure: false }], fail: [{ insecure: true }], unknown: [{ insecure: unresolved }] },
  }),
  rule({
    ...certificate,
    id: 'codebuild-secondary-insecure-ssl',
    title: 'CodeBuild checks the certificates of its secondary sources',
    message: 'CodeBuild project {name} does not check the certificate of a secondary source.',
    require: forEach(sources, not(equals(sources.items.insecure, true))),
    fix: { title: 'Check the certificate', set: [[sources.items.insecure, false]] },
    examples: {
      pass: [{}, { sources: [{ id: 'library', type: 'GITHUB_ENTERPRISE' }] }],
      fail: [{ sources: [{ id: 'library', type: 'GITHUB_ENTERPRISE', insecure: true }] }],
      unknown: [{ sources: [{ id: 'library', type: 'GITHUB_ENTERPRISE', insecure: unresolved }] }],
    },
  }),
  rule({
    id: 'codebuild-s3-logs-encrypted',
    since: '2026.12',
    on: project,
    severity: 'medium',
    category: 'at-rest',
    title: 'CodeBuild does not turn the encryption of its logs off',
    message: 'CodeBuild project {name} turns the encryption of its logs off.',
    why: 'Build logs hold what the build printed: paths, settings, and now and then a token.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codebuild-project-s3logsconfig.html',
    standards: { 'aws-fsbp': ['CodeBuild.3'], 'pci-dss-4': ['8.3.2'] },
    aliases: ['CKV_AWS_311'],
    require: not(equals(plainLogs, true)),
    fix: { title: 'Leave encryption on', set: [[plainLogs, false]] },
    examples: {
      pass: [{}, { logStatus: 'ENABLED', plainLogs: false }],
      fail: [{ logStatus: 'ENABLED', plainLogs: true }],
      unknown: [{ logStatus: 'ENABLED', plainLogs: unresolved }],
    },
  }),
  rule({
    id: 'codebuild-logging',
    since: '2026.12',
    on: project,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'CodeBuild project logs its builds',
    message: 'CodeBuild project {name} logs its builds nowhere.',
    why: 'What a build fetched, ran and sent away shows nowhere else: a poisoned dependency leaves no trace.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codebuild-project-cloudwatchlogsconfig.html',
    standards: { 'aws-fsbp': ['CodeBuild.4'], 'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'], hipaa: ['164.308(a)(1)(ii)(D)'] },
    aliases: ['CKV_AWS_314'],
    require: any(equals(groupStatus, 'ENABLED'), equals(logStatus, 'ENABLED')),
    examples: {
      pass: [{}, { groupStatus: 'DISABLED', logStatus: 'ENABLED' }],
      fail: [{ groupStatus: 'DISABLED' }, { groupStatus: 'DISABLED', logStatus: 'DISABLED' }],
      unknown: [{ groupStatus: unresolved }],
    },
  }),
];
