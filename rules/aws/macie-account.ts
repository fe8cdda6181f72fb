import { resource } from '../../server/src/core/rule/property.ts';
import { scene, unresolved } from '../../server/src/core/rule/example.ts';
import type { Judgement, View } from '../../server/src/core/rule/view.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { fails, isUnknown, itemsOf, passes, valueAt, type Subject } from './about-subject.ts';
import { session } from './macie.ts';
import { bucket } from './s3/bucket.ts';

/** A rule of EventBridge. */
const eventRule = resource({
  label: 'event rule',
  cfn: 'AWS::Events::Rule',
  tf: 'aws_cloudwatch_event_rule',
  props: { source: { cfn: 'EventPattern.source' }, pattern: { cfn: 'EventPattern', tf: 'event_pattern' } },
});
/** CloudFormation has no export of results. */
const exportOf = resource({
  label: 'Macie export',
  tf: 'aws_macie2_classification_export_configuration',
  minimal: { tf: { s3_destination: { bucket_name: 'results', kms_key_arn: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' } } },
  props: { kmsKey: { tf: 's3_destination.kms_key_arn' } },
});
/** CloudFormation has nothing for Macie to export. */
const account = resource({ label: 'Macie account', tf: 'aws_macie2_account', props: { status: { tf: 'status' } } });

/** The rules about what goes with Macie in an account. Nothing refers to a session, so they ask the whole template. */
export const macieAccountRules: readonly RuleRecord[] = [
  rule({
    id: 'macie-session-present',
    since: '2026.12',
    on: bucket,
    severity: 'low',
    category: 'discovery',
    profile: 'all',
    title: 'A template with S3 buckets turns Macie on',
    message: 'Macie is turned on nowhere in this template, which makes S3 bucket {name}.',
    why: 'Personal data in a bucket where nobody expects it, or in one that is open, is not found.',
    source: 'https://docs.aws.amazon.com/macie/latest/user/getting-started.html',
    require: hasSession,
    examples: {
      pass: [scene({ Pictures: [bucket, {}], Macie: [session, {}] })],
      fail: [{}, scene({ Pictures: [bucket, {}], Thumbnails: [bucket, {}] })],
      unknown: [scene({ Pictures: [bucket, {}], Macie: [session, { status: unresolved }] })],
    },
  }),
  rule({
    id: 'macie-findings-routed',
    since: '2026.12',
    on: session,
    severity: 'low',
    category: 'discovery',
    profile: 'all',
    title: 'The findings of Macie are sent on',
    message: 'No rule of EventBridge sends the findings of {name} on.',
    why: 'Findings wait in the console until somebody looks.',
    source: 'https://docs.aws.amazon.com/macie/latest/user/findings-publish-event-schemas.html',
    require: isRouted,
    examples: {
      pass: [scene({ Macie: [session, {}], Alert: [eventRule, { source: ['aws.macie'] }] })],
      fail: [{}, scene({ Macie: [session, {}], Alert: [eventRule, { source: ['aws.s3'] }] })],
      unknown: [scene({ Macie: [session, {}], Alert: [eventRule, { pattern: unresolved }] })],
    },
  }),
  rule({
    id: 'macie-results-export-cmk',
    since: '2026.12',
    on: account,
    severity: 'medium',
    category: 'discovery',
    profile: 'strict',
    title: 'The results of Macie are kept for longer than 90 days',
    message: 'The results of Macie are not exported, and kept for 90 days only, by {name}.',
    why: 'After a leak nobody can say which objects held personal data, and what was looked at.',
    source: 'https://docs.aws.amazon.com/macie/latest/user/discovery-results-repository-s3.html',
    require: (subject, view) =>
      view.ofTypes(exportOf.tf).length > 0 ? passes(subject, 'the results are exported') : fails(subject, 'nothing in the configuration exports the results'),
    examples: { pass: [scene({ Macie: [account, {}], Export: [exportOf, {}] })], fail: [{}], unknown: [] },
  }),
];

/** One finding for a template: at the first of its buckets. */
function hasSession(subject: Subject, view: View): Judgement {
  const [found] = view.ofTypes(view.family === 'cfn' ? session.cfn : session.tf);
  if (found) {
    const status = valueAt(found, [view.family === 'cfn' ? 'Status' : 'status'], view);
    if (status.kind === 'unknown') return isUnknown(subject, `whether ${found.address} is running is not known`);
    return passes(subject, `${found.address} turns it on`, found);
  }
  if (view.isOpen) return isUnknown(subject, 'a macro may add a session');
  const [first] = view.ofTypes(view.family === 'cfn' ? bucket.cfn : bucket.tf);
  return first === subject ? fails(subject, 'no session is in the template') : { verdict: 'skipped', evidence: [], reason: 'said of the first bucket' };
}

function isRouted(subject: Subject, view: View): Judgement {
  let reason = view.isOpen ? 'a macro may add a rule' : undefined;
  for (const found of view.ofTypes(view.family === 'cfn' ? eventRule.cfn : eventRule.tf)) {
    const source = view.family === 'cfn' ? valueAt(found, ['EventPattern', 'source'], view) : valueAt(found, ['event_pattern'], view);
    if (source.kind === 'unknown') reason ??= `the pattern of ${found.address} is not known`;
    const texts = itemsOf(source, view).map((item) => (item.kind === 'scalar' ? String(item.value) : ''));
    if (texts.some((text) => text.includes('aws.macie'))) return passes(subject, `${found.address} takes them`, found);
  }
  return reason === undefined ? fails(subject, 'no event rule in the template takes findings of Macie') : isUnknown(subject, reason);
}
