import { resource } from '../../server/src/core/rule/property.ts';
import { present } from '../../server/src/core/rule/requirement.ts';
import { scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type Category, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import type { Judgement, View } from '../../server/src/core/rule/view.ts';
import { fails, isUnknown, itemsOf, passes, valueAt, type Subject } from './about-subject.ts';
import { trail } from './cloudtrail.ts';

const filter = resource({
  label: 'metric filter',
  cfn: 'AWS::Logs::MetricFilter',
  tf: 'aws_cloudwatch_log_metric_filter',
  minimal: { cfn: { LogGroupName: 'trail' }, tf: { log_group_name: 'trail', name: 'changes' } },
  props: {
    pattern: { cfn: 'FilterPattern', tf: 'pattern' },
    metrics: { cfn: 'MetricTransformations[]', tf: 'metric_transformation[]', items: { name: { cfn: 'MetricName', tf: 'name' }, value: { cfn: 'MetricValue', tf: 'value' } } },
  },
});
const alarm = resource({
  label: 'alarm',
  cfn: 'AWS::CloudWatch::Alarm',
  tf: 'aws_cloudwatch_metric_alarm',
  minimal: { cfn: { ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1 }, tf: { alarm_name: 'changes', comparison_operator: 'GreaterThanThreshold', evaluation_periods: 1 } },
  props: { metric: { cfn: 'MetricName', tf: 'metric_name' } },
});

const page = 'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html';
const watched = { logGroup: 'arn:aws:logs:eu-west-1:111122223333:log-group:trail:*' };

/** The rules about alarms on what a trail records. A filter names no trail, so they ask the whole template. */
export const alarmRules: readonly RuleRecord[] = [
  alarmRule('alarm-cloudtrail-change', 'audit', 'AWS-0151', 5, 'the trail is changed or stopped', 'An intruder stops the trail first, and nobody sees what comes after.', [
    'CreateTrail',
    'UpdateTrail',
    'DeleteTrail',
    'StartLogging',
    'StopLogging',
  ]),
  alarmRule('alarm-kms-key-disabled', 'key-management', 'AWS-0153', 7, 'a KMS key is disabled or its deletion is scheduled', 'The waiting period passes unseen, and all that the key encrypted is lost.', [
    'DisableKey',
    'ScheduleKeyDeletion',
  ]),
  alarmRule('alarm-s3-policy-change', 'audit', 'AWS-0154', 8, 'the policy, or another setting, of a bucket is changed', 'A bucket that was opened to the internet stays open until somebody happens to look.', [
    'PutBucketAcl',
    'PutBucketPolicy',
    'PutBucketCors',
    'PutBucketLifecycle',
    'PutBucketReplication',
    'DeleteBucketPolicy',
    'DeleteBucketCors',
    'DeleteBucketLifecycle',
    'DeleteBucketReplication',
  ]),
];

/**
 * A rule for those who follow CIS: some filter counts all of the events, and an alarm watches what it counts. `control`: the number of Security Hub's
 * control, which is that of CIS's section since its version 1.4.
 */
function alarmRule(id: string, category: Category, alias: string, control: 5 | 7 | 8, event: string, why: string, events: readonly string[]): RuleRecord {
  const pattern = `{ ${events.map((name) => `($.eventName = ${name})`).join(' || ')} }`;
  const counted = (of: { readonly pattern: string | typeof unresolved }) => [filter, { ...of, metrics: [{ name: 'Changes', value: '1' }] }] as const;
  return rule({
    id,
    since: '2026.12',
    on: trail,
    applies: present(trail.props.logGroup),
    severity: 'low',
    category,
    profile: 'all',
    title: `An alarm goes off when ${event}`,
    message: `No alarm on the log of trail {name} goes off when ${event}.`,
    why,
    source: `${page}#cloudwatch-${control}`,
    standards: {
      'cis-aws': [`v1.2/3.${control}`, `v1.4/4.${control}`, `v3.0/4.${control}`, `v5.0/4.${control}`, `v6.0/5.${control}`],
      'pci-dss-4': ['10.2.1.1', '10.4.1', '10.4.1.1', '10.4.2', '10.6.3', '10.7.1', '10.7.2', ...(control === 7 ? ['11.5.2', '11.6.1', '12.10.5'] : []), 'appendix.a3.3.1', 'appendix.a3.5.1'],
    },
    aliases: [alias],
    require: (subject, view) => isAlarmed(events, subject, view),
    examples: {
      pass: [scene({ Trail: [trail, watched], Filter: counted({ pattern }), Alarm: [alarm, { metric: 'Changes' }] })],
      fail: [
        watched,
        scene({ Trail: [trail, watched], Filter: counted({ pattern }), Alarm: [alarm, { metric: 'Others' }] }),
        scene({ Trail: [trail, watched], Filter: counted({ pattern: '{ $.eventName = ConsoleLogin }' }), Alarm: [alarm, { metric: 'Changes' }] }),
      ],
      unknown: [scene({ Trail: [trail, watched], Filter: counted({ pattern: unresolved }), Alarm: [alarm, { metric: 'Changes' }] })],
      skip: [{}],
    },
  });
}

function isAlarmed(events: readonly string[], subject: Subject, view: View): Judgement {
  const isCfn = view.family === 'cfn';
  const alarms = view.ofTypes(isCfn ? alarm.cfn : alarm.tf).map((one) => valueAt(one, [isCfn ? 'MetricName' : 'metric_name'], view));
  let reason = view.isOpen ? 'a macro may add an alarm' : undefined;
  for (const one of view.ofTypes(isCfn ? filter.cfn : filter.tf)) {
    const pattern = valueAt(one, [isCfn ? 'FilterPattern' : 'pattern'], view);
    const isKnown = pattern.kind === 'scalar';
    if (isKnown && !events.every((name) => String(pattern.value).includes(name))) continue;
    const counted = itemsOf(valueAt(one, [isCfn ? 'MetricTransformations' : 'metric_transformation'], view), view).map((item) =>
      item.kind === 'map' ? view.settle(item.entries.get(isCfn ? 'MetricName' : 'name') ?? { kind: 'absent', at: item.at }) : item,
    );
    const watches = counted.some((name) => alarms.some((metric) => metric.kind === 'scalar' && name.kind === 'scalar' && metric.value === name.value));
    if (isKnown && watches) return passes(subject, `${one.address} counts it, and an alarm watches that`, one);
    if (!isKnown || [...counted, ...alarms].some((value) => value.kind === 'unknown' || value.kind === 'text')) reason ??= `what ${one.address} counts is not known`;
  }
  return reason === undefined ? fails(subject, 'no metric filter with an alarm counts it in the template') : isUnknown(subject, reason);
}
