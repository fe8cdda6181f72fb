import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { any, equals, startsWith } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const flink = 'FlinkApplicationConfiguration.CheckpointConfiguration';

/** Defaults: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-kinesisanalyticsv2-application-checkpointconfiguration.html */
const application = resource({
  label: 'Flink application',
  cfn: 'AWS::KinesisAnalyticsV2::Application',
  tf: 'aws_kinesisanalyticsv2_application',
  minimal: {
    cfn: { RuntimeEnvironment: 'FLINK-1_20', ServiceExecutionRole: 'arn:aws:iam::111122223333:role/flink' },
    tf: { name: 'orders', runtime_environment: 'FLINK-1_20', service_execution_role: 'arn:aws:iam::111122223333:role/flink' },
  },
  props: {
    runtime: { cfn: 'RuntimeEnvironment', tf: 'runtime_environment' },
    chosen: {
      cfn: `ApplicationConfiguration.${flink}.ConfigurationType`,
      tf: 'application_configuration.flink_application_configuration.checkpoint_configuration.configuration_type',
      whenAbsent: 'DEFAULT',
    },
    checkpoints: {
      cfn: `ApplicationConfiguration.${flink}.CheckpointingEnabled`,
      tf: 'application_configuration.flink_application_configuration.checkpoint_configuration.checkpointing_enabled',
      whenAbsent: true,
    },
  },
});

const { chosen, checkpoints } = application.props;

/** The rules about Managed Service for Apache Flink. */
export const flinkRules: readonly RuleRecord[] = [
  rule({
    id: 'flink-checkpointing',
    since: '2026.12',
    on: application,
    applies: startsWith(application.props.runtime, 'FLINK', 'ZEPPELIN-FLINK'),
    severity: 'low',
    category: 'backup',
    profile: 'strict',
    title: 'Flink application keeps checkpoints',
    message: 'Flink application {name} keeps no checkpoints.',
    why: 'Whenever it fails or is updated, what it had in memory is lost, and records are counted twice or not at all.',
    source: 'https://docs.aws.amazon.com/managed-flink/latest/java/how-fault.html',
    require: any(equals(chosen, 'DEFAULT'), equals(checkpoints, true)),
    fix: { title: 'Keep checkpoints', set: [[checkpoints, true]] },
    examples: {
      pass: [{}, { chosen: 'CUSTOM', checkpoints: true }, { chosen: 'DEFAULT', checkpoints: false }],
      fail: [{ chosen: 'CUSTOM', checkpoints: false }],
      unknown: [{ chosen: 'CUSTOM', checkpoints: unresolved }],
      skip: [{ runtime: 'SQL-1_0' }],
    },
  }),
];
