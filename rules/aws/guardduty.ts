import { resource } from '../../server/src/core/rule/property.ts';
import { all, equals, not, referencedBy } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

/** Defaults: https://docs.aws.amazon.com/guardduty/latest/ug/s3-protection.html */
const detector = resource({
  label: 'GuardDuty detector',
  cfn: 'AWS::GuardDuty::Detector',
  tf: 'aws_guardduty_detector',
  minimal: { cfn: { Enable: true }, tf: {} },
  props: {
    logs: { cfn: 'DataSources.S3Logs.Enable', tf: 'datasources.s3_logs.enable', whenAbsent: true },
    feature: { cfn: 'Features[Name=S3_DATA_EVENTS].Status', whenAbsent: 'ENABLED' },
  },
});
/** Terraform: a feature is a resource of its own. */
const featureOf = resource({
  label: 'GuardDuty feature',
  tf: 'aws_guardduty_detector_feature',
  props: { detector: { tf: 'detector_id' }, name: { tf: 'name' }, status: { tf: 'status' } },
});

const { logs, feature } = detector.props;

/** The rules about GuardDuty, as far as it watches data. */
export const guarddutyRules: readonly RuleRecord[] = [
  rule({
    id: 'guardduty-s3-protection',
    since: '2026.12',
    on: detector,
    severity: 'low',
    category: 'discovery',
    title: 'GuardDuty watches the use of S3',
    message: 'GuardDuty detector {name} does not watch the use of S3.',
    why: 'Stolen credentials read or delete whole buckets, and nothing raises an alarm.',
    source: 'https://docs.aws.amazon.com/guardduty/latest/ug/s3-protection.html',
    standards: { 'aws-fsbp': ['GuardDuty.10'] },
    require: all(
      not(equals(logs, false)),
      not(equals(feature, 'DISABLED')),
      not(referencedBy(featureOf, featureOf.props.detector, all(equals(featureOf.props.name, 'S3_DATA_EVENTS'), equals(featureOf.props.status, 'DISABLED')))),
    ),
    examples: {
      pass: [{}, { logs: true }, { feature: 'ENABLED' }],
      fail: [{ logs: false }, { feature: 'DISABLED' }],
      unknown: [{ logs: unresolved }],
    },
  }),
];
