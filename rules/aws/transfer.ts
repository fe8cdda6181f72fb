import { resource } from '../../server/src/core/rule/property.ts';
import { all, oneOf, present } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const connector = resource({
  label: 'Transfer connector',
  cfn: 'AWS::Transfer::Connector',
  tf: 'aws_transfer_connector',
  minimal: {
    cfn: { AccessRole: 'arn:aws:iam::111122223333:role/exchange', Url: 'https://partner.example.com' },
    tf: { access_role: 'arn:aws:iam::111122223333:role/exchange', url: 'https://partner.example.com' },
  },
  props: {
    as2: { cfn: 'As2Config', tf: 'as2_config' },
    encryption: { cfn: 'As2Config.EncryptionAlgorithm', tf: 'as2_config.encryption_algorithm' },
    signing: { cfn: 'As2Config.SigningAlgorithm', tf: 'as2_config.signing_algorithm' },
  },
});

const { as2, encryption, signing } = connector.props;
const sound = { encryption: 'AES256_CBC', signing: 'SHA256' };

/** The rules about Transfer Family. */
export const transferRules: readonly RuleRecord[] = [
  rule({
    id: 'transfer-as2-encryption',
    since: '2026.12',
    on: connector,
    applies: present(as2),
    severity: 'medium',
    category: 'in-transit',
    title: 'AS2 messages are encrypted with AES and signed with SHA-2',
    message: 'Transfer connector {name} exchanges messages that are badly encrypted or signed.',
    why: 'Triple DES and SHA-1 are outdated; whoever keeps what passes today reads or forges it later.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-transfer-connector-as2config.html',
    require: all(oneOf(encryption, ['AES128_CBC', 'AES192_CBC', 'AES256_CBC']), oneOf(signing, ['SHA256', 'SHA384', 'SHA512'])),
    examples: {
      pass: [sound, { encryption: 'AES128_CBC', signing: 'SHA512' }],
      fail: [{ ...sound, encryption: 'DES_EDE3_CBC' }, { ...sound, signing: 'SHA1' }],
      unknown: [{ ...sound, encryption: unresolved }],
      skip: [{}],
    },
  }),
];
