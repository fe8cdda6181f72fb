import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { encryptedAtLevel, forEach } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const items = { arn: { cfn: 'Destination.S3Bucket.S3BucketArn' }, key: { cfn: 'Destination.S3Bucket.KmsKeyArn' } } as const;

/** What talks to people, and may record them: the alias that they reach, and the one for tests that each bot has. */
const alias = resource({
  label: 'Lex bot alias',
  cfn: 'AWS::Lex::BotAlias',
  minimal: { cfn: { BotAliasName: 'live', BotId: 'ABCDEFGHIJ' } },
  props: { recordings: { cfn: 'ConversationLogSettings.AudioLogSettings[]', items } },
});
const bot = resource({
  label: 'Lex bot',
  cfn: 'AWS::Lex::Bot',
  minimal: { cfn: { Name: 'helpdesk', DataPrivacy: { ChildDirected: false }, IdleSessionTTLInSeconds: 300, RoleArn: 'arn:aws:iam::111122223333:role/bot' } },
  props: { recordings: { cfn: 'TestBotAliasSettings.ConversationLogSettings.AudioLogSettings[]', items } },
});

const arn = 'arn:aws:s3:::calls';

/** The rules about Lex. */
export const lexRules: readonly RuleRecord[] = [
  { id: 'lex-conversation-log-encrypted', on: alias, label: 'Lex bot alias' },
  { id: 'lex-test-conversation-log-encrypted', on: bot, label: 'Lex bot' },
].map(({ id, on, label }) =>
  rule({
    id,
    since: '2026.12',
    on,
    severity: 'medium',
    category: 'at-rest',
    profile: 'strict',
    title: `Recordings of a ${label} are encrypted with a KMS key`,
    message: `Recordings of ${label} {name} are not encrypted with a KMS key.`,
    why: 'They are the voices of your customers, and what they said: names, addresses, card numbers.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lex-botalias-s3bucketlogdestination.html',
    require: forEach(on.props.recordings, encryptedAtLevel('aws-managed', { key: on.props.recordings.items.key, withoutKey: 'none' })),
    examples: {
      pass: [{}, { recordings: [{ arn, key: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }] }],
      fail: [{ recordings: [{ arn }] }],
      unknown: [{ recordings: unresolved }],
    },
  }),
);
