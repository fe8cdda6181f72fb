import { resource } from '../../server/src/core/rule/property.ts';
import { forSome, oneOf } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

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

const agent = resource({
  label: 'Bedrock agent',
  cfn: 'AWS::Bedrock::Agent',
  tf: 'aws_bedrockagent_agent',
  minimal: { cfn: { AgentName: 'helpdesk' }, tf: { agent_name: 'helpdesk', agent_resource_role_arn: 'arn:aws:iam::111122223333:role/agent', foundation_model: 'amazon.nova-lite-v1:0' } },
  props: { key: { cfn: 'CustomerEncryptionKeyArn', tf: 'customer_encryption_key_arn' } },
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
  customerKeyRule({
    id: 'bedrock-agent-cmk',
    on: agent,
    key: agent.props.key,
    withoutKey: 'aws-owned',
    what: 'Bedrock agent',
    awsAlias: 'alias/aws/bedrock',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-agents-new.html',
    aliases: ['CKV_AWS_373'],
  }),
];
