import { resource } from '../../server/src/core/rule/property.ts';
import { not, equals } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

/** Defaults: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-macie-session.html */
const session = resource({
  label: 'Macie session',
  cfn: 'AWS::Macie::Session',
  tf: 'aws_macie2_account',
  props: {
    status: { cfn: 'Status', tf: 'status', whenAbsent: 'ENABLED' },
    frequency: { cfn: 'FindingPublishingFrequency', tf: 'finding_publishing_frequency', whenAbsent: 'SIX_HOURS' },
  },
});

const { status, frequency } = session.props;
const page = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-macie-session.html';

/** The rules about Macie. */
export const macieRules: readonly RuleRecord[] = [
  rule({
    id: 'macie-enabled',
    since: '2026.12',
    on: session,
    severity: 'medium',
    category: 'discovery',
    title: 'Macie is running',
    message: 'Macie is paused by {name}.',
    why: 'Personal data in a bucket where nobody expects it, or in one that is open, is not found.',
    source: page,
    standards: { 'aws-fsbp': ['Macie.1'] },
    require: equals(status, 'ENABLED'),
    fix: { title: 'Resume Macie', set: [[status, 'ENABLED']] },
    examples: {
      pass: [{}, { status: 'ENABLED' }],
      fail: [{ status: 'PAUSED' }],
      unknown: [{ status: unresolved }],
    },
  }),
  rule({
    id: 'macie-finding-frequency',
    since: '2026.12',
    on: session,
    severity: 'low',
    category: 'discovery',
    profile: 'strict',
    title: 'Macie publishes its findings at least every hour',
    message: 'Macie publishes its findings every six hours only, by {name}.',
    why: 'A bucket that was opened to the internet stays open for six hours before anybody is told.',
    source: page,
    require: not(equals(frequency, 'SIX_HOURS')),
    fix: { title: 'Publish every 15 minutes', set: [[frequency, 'FIFTEEN_MINUTES']] },
    examples: {
      pass: [{ frequency: 'FIFTEEN_MINUTES' }, { frequency: 'ONE_HOUR' }],
      fail: [{}, { frequency: 'SIX_HOURS' }],
      unknown: [{ frequency: unresolved }],
    },
  }),
];
