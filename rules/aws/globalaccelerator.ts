import { resource } from '../../server/src/core/rule/property.ts';
import { equals } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

/** CloudFormation has no attributes of an accelerator. */
const accelerator = resource({
  label: 'accelerator',
  tf: 'aws_globalaccelerator_accelerator',
  minimal: { tf: { name: 'shop' } },
  props: { flowLogs: { tf: 'attributes.flow_logs_enabled', whenAbsent: false } },
});

/** The rules about Global Accelerator. */
export const globalacceleratorRules: readonly RuleRecord[] = [
  rule({
    id: 'globalaccelerator-flow-logs',
    since: '2026.12',
    on: accelerator,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'The accelerator logs its connections',
    message: 'Accelerator {name} does not log its connections.',
    why: 'After a leak nobody can say who was connected, from where, and how much went out.',
    source: 'https://docs.aws.amazon.com/global-accelerator/latest/dg/monitoring-global-accelerator.flow-logs.html',
    aliases: ['CKV_AWS_75'],
    require: equals(accelerator.props.flowLogs, true),
    examples: { pass: [{ flowLogs: true }], fail: [{}, { flowLogs: false }], unknown: [{ flowLogs: unresolved }] },
  }),
];
