import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { all, any, equals, not, policyDoesNot, present } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { policyOf } from './policy-rules.ts';

/** A permission of a bus: an account, or everybody, narrowed by a condition; or, in CloudFormation, a statement of a policy. */
const permission = resource({
  label: 'event bus permission',
  cfn: 'AWS::Events::EventBusPolicy',
  tf: 'aws_cloudwatch_event_permission',
  minimal: { cfn: { StatementId: 'partners', Action: 'events:PutEvents' }, tf: { statement_id: 'partners' } },
  props: {
    principal: { cfn: 'Principal', tf: 'principal' },
    condition: { cfn: 'Condition', tf: 'condition' },
    organization: { cfn: 'Condition.Value', tf: 'condition.value' },
    statement: { cfn: 'Statement' },
  },
});

const bus = resource({
  label: 'event bus',
  cfn: 'AWS::Events::EventBus',
  tf: 'aws_cloudwatch_event_bus_policy',
  minimal: { cfn: { Name: 'orders' } },
  props: { document: { cfn: 'Policy', tf: 'policy' } },
});

const { principal, condition, statement } = permission.props;
const page = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html';
const why = 'Anyone with an AWS account can send events that your targets take for true.';
const allow = (who: string) => ({ Effect: 'Allow', Principal: { AWS: who }, Action: 'events:PutEvents', Resource: '*' });
const letIn = (who: string) => ({ document: policyOf(allow(who)) });
const organization = { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } };

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
    aliases: ['EventBusOpenAccess', 'AwsSolutions-EVB1'],
    require: all(any(not(equals(principal, '*')), present(condition)), policyDoesNot(statement, { ask: 'allows-anyone' })),
    examples: {
      pass: [
        { principal: '111122223333' },
        { principal: '*', organization: 'o-1234567890' },
        { statement: allow('arn:aws:iam::111122223333:root') },
        { statement: { ...allow('*'), Condition: organization } },
      ],
      fail: [{ principal: '*' }, { statement: allow('*') }],
      unknown: [{ principal: unresolved }, { statement: unresolved }],
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
