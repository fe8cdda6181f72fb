import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { equals, not, oneOf } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import type { Judgement } from '../../server/src/core/rule/view.ts';
import type { Truth } from '../../server/src/core/rule/policy/truth.ts';
import type { Settled } from './about-subject.ts';
import { documentOf, valueAt } from './document-text.ts';

const document = resource({
  label: 'SSM document',
  cfn: 'AWS::SSM::Document',
  tf: 'aws_ssm_document',
  minimal: { tf: { name: 'shell' } },
  props: { content: { cfn: 'Content', tf: 'content' }, type: { cfn: 'DocumentType', tf: 'document_type', whenAbsent: 'Command' } },
});

/** CloudFormation shares no documents, and makes no secure parameters. */
const shared = resource({ label: 'SSM document', tf: 'aws_ssm_document', minimal: { tf: { name: 'shell', document_type: 'Command', content: '{}' } }, props: { accounts: { tf: 'permissions.account_ids' } } });
const parameter = resource({ label: 'SSM parameter', tf: 'aws_ssm_parameter', minimal: { tf: { name: 'login' } }, props: { type: { tf: 'type' } } });

const session = (inputs: Readonly<Record<string, string | boolean>>) => ({ schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs });

/** The rules about Systems Manager. */
export const ssmRules: readonly RuleRecord[] = [
  rule({
    id: 'ssm-session-encryption',
    since: '2026.12',
    on: document,
    applies: equals(document.props.type, 'Session'),
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'Sessions of Systems Manager are encrypted with a KMS key',
    message: 'SSM document {name} starts sessions that no KMS key encrypts.',
    why: 'TLS protects what is typed and shown; a KMS key also says who may open a session at all, and takes that back at once.',
    source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html',
    aliases: ['CKV_AWS_112'],
    require: (subject, view): Judgement => {
      const content = valueAt(view.settle(subject.properties), [view.family === 'cfn' ? 'Content' : 'content'], view);
      const key = valueAt(documentOf(content, view), ['inputs', 'kmsKeyId'], view);
      if (key.kind === 'unknown') return { verdict: 'unknown', evidence: [], reason: key.reason };
      if (key.kind !== 'absent' && !(key.kind === 'scalar' && key.value === '')) return { verdict: 'pass', evidence: [] };
      const path = `${view.family === 'cfn' ? 'Content' : 'content'}.inputs.kmsKeyId`;
      const evidence = { detail: '`inputs.kmsKeyId` is not set', at: key.at, missing: key.kind === 'absent', related: [], path, edits: [], sensitive: false };
      return { verdict: 'fail', evidence: [evidence] };
    },
    examples: {
      pass: [
        { type: 'Session', content: session({ kmsKeyId: 'alias/sessions' }) },
        { type: 'Session', content: JSON.stringify(session({ kmsKeyId: 'alias/sessions' })) },
      ],
      fail: [{ type: 'Session', content: session({}) }, { type: 'Session', content: session({ kmsKeyId: '' }) }],
      unknown: [{ type: 'Session', content: unresolved }],
      skip: [{ content: { schemaVersion: '2.2' } }],
    },
  }),
  rule({
    id: 'ssm-document-public',
    since: '2026.12',
    on: shared,
    severity: 'high',
    category: 'exposure',
    title: 'SSM document is not shared with everybody',
    message: 'SSM document {name} is shared with everybody.',
    why: 'What it names is there for anyone to read: hosts, paths, buckets, and what somebody wrote into a script.',
    source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html',
    standards: { 'aws-fsbp': ['SSM.4'], 'pci-dss-4': ['10.3.2', '3.5.1.3', 'appendix.a1.1.2', 'appendix.a3.4.1'] },
    aliases: ['CKV_AWS_303'],
    require: not(oneOf(shared.props.accounts, ['All', 'all'])),
    examples: { pass: [{}, { accounts: '111122223333' }], fail: [{ accounts: 'All' }], unknown: [{ accounts: unresolved }] },
  }),
  rule({
    id: 'ssm-parameter-secure-string',
    since: '2026.12',
    on: parameter,
    severity: 'low',
    category: 'at-rest',
    profile: 'all',
    title: 'SSM parameter is a secure string',
    message: 'SSM parameter {name} is kept as plain text.',
    why: 'Whoever may read parameters reads it, no key policy stands in between; one day somebody keeps a password there.',
    source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-securestring.html',
    aliases: ['CKV2_AWS_34'],
    require: equals(parameter.props.type, 'SecureString'),
    examples: { pass: [{ type: 'SecureString' }], fail: [{ type: 'String' }], unknown: [{ type: unresolved }] },
  }),
  rule({
    id: 'ssm-session-logging',
    since: '2026.12',
    on: document,
    applies: equals(document.props.type, 'Session'),
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'Sessions of Systems Manager leave an encrypted log',
    message: 'SSM document {name} starts sessions that leave no encrypted log.',
    why: 'What was typed on a host, and what was read there, cannot be told afterwards; or it lies in clear where many can read it.',
    source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html',
    aliases: ['CKV_AWS_113'],
    require: (subject, view): Judgement => {
      const name = view.family === 'cfn' ? 'Content' : 'content';
      const content = documentOf(valueAt(view.settle(subject.properties), [name], view), view);
      const input = (key: string): Settled => valueAt(content, ['inputs', key], view);
      const logs = [both(input('s3BucketName'), input('s3EncryptionEnabled')), both(input('cloudWatchLogGroupName'), input('cloudWatchEncryptionEnabled'))];
      if (logs.includes('yes')) return { verdict: 'pass', evidence: [] };
      if (logs.includes('unknown')) return { verdict: 'unknown', evidence: [], reason: 'where sessions are logged is only known at deployment' };
      const at = valueAt(content, ['inputs'], view).at;
      return { verdict: 'fail', evidence: [{ detail: 'no encrypted log is named in `inputs`', at, missing: true, related: [], path: `${name}.inputs`, edits: [], sensitive: false }] };
    },
    examples: {
      pass: [
        { type: 'Session', content: session({ s3BucketName: 'sessions', s3EncryptionEnabled: true }) },
        { type: 'Session', content: JSON.stringify(session({ cloudWatchLogGroupName: '/sessions', cloudWatchEncryptionEnabled: true })) },
      ],
      fail: [{ type: 'Session', content: session({}) }, { type: 'Session', content: session({ s3BucketName: 'sessions', s3EncryptionEnabled: false }) }, { type: 'Session', content: session({ s3BucketName: '', s3EncryptionEnabled: true }) }],
      unknown: [{ type: 'Session', content: unresolved }],
      skip: [{ content: { schemaVersion: '2.2' } }],
    },
  }),
];

/** Is a target named, and is it to be encrypted? Both must be said. */
function both(target: Settled, encrypted: Settled): Truth {
  if (target.kind === 'absent' || (target.kind === 'scalar' && target.value === '')) return 'no';
  if (encrypted.kind === 'absent' || (encrypted.kind === 'scalar' && String(encrypted.value) !== 'true')) return 'no';
  return target.kind === 'unknown' || encrypted.kind === 'unknown' ? 'unknown' : 'yes';
}
