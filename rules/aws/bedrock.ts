import { resource } from '../../server/src/core/rule/property.ts';
import { forSome, oneOf } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const guardrail = resource({
  label: 'Bedrock guardrail',
  cfn: 'AWS::Bedrock::Guardrail',
  tf: 'aws_bedrock_guardrail',
  minimal: {
    cfn: { Name: 'helpdesk', BlockedInputMessaging: 'This cannot be asked.', BlockedOutputsMessaging: 'This cannot be answered.' },
    tf: { name: 'helpdesk', blocked_input_messaging: 'This cannot be asked.', blocked_outputs_messaging: 'This cannot be answered.' },
  },
  props: {
    entities: {
      cfn: 'SensitiveInformationPolicyConfig.PiiEntitiesConfig[]',
      tf: 'sensitive_information_policy_config.pii_entities_config[]',
      items: { type: { cfn: 'Type', tf: 'type' }, action: { cfn: 'Action', tf: 'action' } },
    },
  },
});

const { entities } = guardrail.props;

/** The rules about Bedrock. */
export const bedrockRules: readonly RuleRecord[] = [
  rule({
    id: 'bedrock-guardrail-pii',
    since: '2026.12',
    on: guardrail,
    severity: 'low',
    category: 'discovery',
    profile: 'strict',
    title: 'Bedrock guardrail holds back personal data',
    message: 'Bedrock guardrail {name} lets personal data through.',
    why: 'Names, addresses and card numbers that stand in a prompt or a document are repeated to whoever asks the model for them.',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-sensitive-filters.html',
    require: forSome(entities, oneOf(entities.items.action, ['BLOCK', 'ANONYMIZE'])),
    examples: {
      pass: [{ entities: [{ type: 'EMAIL', action: 'ANONYMIZE' }] }],
      fail: [{}, { entities: [{ type: 'EMAIL', action: 'NONE' }] }],
      unknown: [{ entities: [{ type: 'EMAIL', action: unresolved }] }],
    },
  }),
];
