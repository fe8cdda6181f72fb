import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { any, equals, not, policyDoesNot, present } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { policyOf } from './policy-rules.ts';

/** A permission of a bus: an account, or everybody, narrowed by a condition. */
const permission = resource({
  label: 'event bus permission',
  cfn: 'AWS::Events::EventBusPolicy',
  tf: 'aws_cloudwatch_event_permission',
  minimal: { cfn: { StatementId: 'partners', Action: 'events:PutEvents' }, tf: { statement_id: 'partners' } },
  props: {
    principal: { cfn: 'Principal', tf: 'principal' },
    condition: { cfn: 'Condition', tf: 'condition' },
    organization: { cfn: 'Condition.Value', tf: 'condition.value' },
  },
});

const bus = resource({
  label: 'event bus',
  cfn: 'AWS::Events::EventBus',
  tf: 'aws_cloudwatch_event_bus_policy',
  minimal: { cfn: { Name: 'orders' } },
  props: { document: { cfn: 'Policy', tf: 'policy' } },
});

const { principal, condition } = permission.props;
const page = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html';
const why = 'Anyone with an AWS account can send events that your targets take for true.';
const letIn = (who: string) => ({ document: policyOf({ Effect: 'Allow', Principal: { AWS: who }, Action: 'events:PutEvents', Resource: '*' }) });

/** The rules about EventBridge. */
export const eventsRules: readonly RuleRecord[] = [
  rule({
    id: 'eventbridge-policy-public',
    since: '2026.12',
    on: permission,
    severity: 'high',
    category: 'exposure',
    title: 'Event bus takes no events from just anybody',
    message: 'Event bus permission {name} takes events from every AWS account.',
    why,
    source: page,
    aliases: ['EventBusOpenAccess'],
    require: any(not(equals(principal, '*')), present(condition)),
    examples: {
      pass: [{ principal: '111122223333' }, { principal: '*', organization: 'o-1234567890' }],
      fail: [{ principal: '*' }],
      unknown: [{ principal: unresolved }],
      skip: [],
    },
  }),
  rule({
    id: 'eventbridge-bus-policy-public',
    since: '2026.12',
    on: bus,
    severity: 'high',
    category: 'exposure',
    title: 'The policy of an event bus lets nobody in particular in',
    message: 'The policy of event bus {name} lets anyone in.',
    why,
    source: page,
    require: policyDoesNot(bus.props.document, { ask: 'allows-anyone' }),
    examples: { pass: [{}, letIn('arn:aws:iam::111122223333:root')], fail: [letIn('*')], unknown: [{ document: unresolved }] },
  }),
];
