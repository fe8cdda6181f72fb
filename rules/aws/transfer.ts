import { resource } from '../../server/src/core/rule/property.ts';
import { all, any, equals, forEach, not, oneOf, present } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, unresolved } from '../../server/src/core/rule/example.ts';
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

/** CloudFormation and Terraform still take the policy of 2018 where none is named; the console, the API and the CLI take that of 2024-01: https://docs.aws.amazon.com/transfer/latest/userguide/security-policies.html */
const server = resource({
  label: 'Transfer server',
  cfn: 'AWS::Transfer::Server',
  tf: 'aws_transfer_server',
  props: {
    policy: { cfn: 'SecurityPolicyName', tf: 'security_policy_name', whenAbsent: 'TransferSecurityPolicy-2018-11' },
    endpoint: { cfn: 'EndpointType', tf: 'endpoint_type', whenAbsent: 'PUBLIC' },
    protocols: { cfn: 'Protocols[]', tf: 'protocols[]', items: { name: { cfn: '', tf: '' } } },
    spoken: { cfn: 'Protocols', tf: 'protocols' },
    logRole: { cfn: 'LoggingRole', tf: 'logging_role' },
    logGroups: { cfn: 'StructuredLogDestinations', tf: 'structured_log_destinations' },
  },
});

/** Policies that still take SHA-1, or ciphers that AWS has since withdrawn from its newer ones. */
const oldPolicies = [
  'TransferSecurityPolicy-2018-11',
  'TransferSecurityPolicy-2020-06',
  'TransferSecurityPolicy-2022-03',
  'TransferSecurityPolicy-FIPS-2020-06',
  'TransferSecurityPolicy-Restricted-2018-11',
  'TransferSecurityPolicy-Restricted-2020-06',
];

const { policy, endpoint, protocols } = server.props;
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
  rule({
    id: 'transfer-security-policy',
    since: '2026.12',
    on: server,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'Transfer server takes no outdated algorithms',
    message: 'Transfer server {name} takes outdated algorithms.',
    why: 'Client and server agree on the weakest that both take; what passes is read or forged by whoever can break it.',
    source: 'https://docs.aws.amazon.com/transfer/latest/userguide/security-policies.html',
    aliases: ['CKV_AWS_380'],
    require: not(oneOf(policy, oldPolicies)),
    fix: {
      title: 'Take the policy that new servers get',
      effect: 'cuts off clients that know older algorithms only',
      set: [[policy, 'TransferSecurityPolicy-2024-01']],
      alternatives: [{ title: 'Take its counterpart for FIPS', effect: 'cuts off clients that know older algorithms only', set: [[policy, 'TransferSecurityPolicy-FIPS-2024-01']] }],
    },
    examples: {
      pass: [{ policy: 'TransferSecurityPolicy-2024-01' }, { policy: 'TransferSecurityPolicy-FIPS-2024-01' }],
      fail: [{}, { policy: 'TransferSecurityPolicy-2018-11' }],
      unknown: [{ policy: unresolved }],
    },
  }),
  rule({
    id: 'transfer-public-endpoint',
    since: '2026.12',
    on: server,
    severity: 'medium',
    category: 'exposure',
    profile: 'strict',
    title: 'Transfer server stands in a VPC',
    message: 'Transfer server {name} is open to the internet.',
    why: 'A public endpoint has no security group: anybody may try passwords and keys.',
    source: 'https://docs.aws.amazon.com/transfer/latest/userguide/create-server-in-vpc.html',
    aliases: ['CKV_AWS_164'],
    require: oneOf(endpoint, ['VPC', 'VPC_ENDPOINT']),
    examples: { pass: [{ endpoint: 'VPC' }], fail: [{}, { endpoint: 'PUBLIC' }], unknown: [{ endpoint: unresolved }] },
  }),
  rule({
    id: 'transfer-secure-protocols',
    since: '2026.12',
    on: server,
    severity: 'high',
    category: 'in-transit',
    title: 'Transfer server speaks no FTP',
    message: 'Transfer server {name} speaks FTP.',
    why: 'FTP sends passwords and files in the clear: whoever is on the path reads and changes them.',
    source: 'https://docs.aws.amazon.com/transfer/latest/userguide/create-server-ftp.html',
    standards: { 'aws-fsbp': ['Transfer.2'] },
    aliases: ['CKV_AWS_357'],
    require: forEach(protocols, not(equals(protocols.items.name, 'FTP'))),
    examples: { pass: [{}, { spoken: ['SFTP'] }], fail: [{ spoken: ['FTP'] }, { spoken: ['SFTP', 'FTP'] }], unknown: [{ spoken: unresolved }] },
  }),
  rule({
    id: 'transfer-logging',
    since: '2026.12',
    on: server,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'Transfer server logs who fetched what',
    message: 'Transfer server {name} does not log who fetched what.',
    why: 'Which files a partner, or whoever had the password, took and left cannot be told afterwards.',
    source: 'https://docs.aws.amazon.com/transfer/latest/userguide/structured-logging.html',
    require: any(present(server.props.logGroups), present(server.props.logRole)),
    examples: {
      pass: [{ logGroups: ['arn:aws:logs:eu-west-1:111122223333:log-group:/transfer:*'] }, { logRole: 'arn:aws:iam::111122223333:role/logs' }],
      fail: [{}],
      unknown: [madeByMacro],
    },
  }),
];
