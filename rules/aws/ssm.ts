import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { equals } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import type { Judgement } from '../../server/src/core/rule/view.ts';
import { documentOf, valueAt } from './document-text.ts';

const document = resource({
  label: 'SSM document',
  cfn: 'AWS::SSM::Document',
  tf: 'aws_ssm_document',
  minimal: { tf: { name: 'shell' } },
  props: { content: { cfn: 'Content', tf: 'content' }, type: { cfn: 'DocumentType', tf: 'document_type', whenAbsent: 'Command' } },
});

const session = (inputs: Readonly<Record<string, string>>) => ({ schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs });

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
];
