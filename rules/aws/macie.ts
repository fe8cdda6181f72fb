import { resource } from '../../server/src/core/rule/property.ts';
import { cases, equals, forSome, not, oneOf, present } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

/** Defaults: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-macie-session.html */
export const session = resource({
  label: 'Macie session',
  cfn: 'AWS::Macie::Session',
  tf: 'aws_macie2_account',
  props: {
    status: { cfn: 'Status', tf: 'status', whenAbsent: 'ENABLED' },
    frequency: { cfn: 'FindingPublishingFrequency', tf: 'finding_publishing_frequency', whenAbsent: 'SIX_HOURS' },
  },
});
const filter = resource({
  label: 'Macie findings filter',
  cfn: 'AWS::Macie::FindingsFilter',
  tf: 'aws_macie2_findings_filter',
  minimal: { cfn: { Name: 'known', FindingCriteria: {} }, tf: { name: 'known', finding_criteria: {} } },
  props: {
    action: { cfn: 'Action', tf: 'action', whenAbsent: { cfn: 'NOOP' } },
    criteria: { cfn: 'FindingCriteria.Criterion', tf: 'finding_criteria.criterion' },
    buckets: {
      cfn: "FindingCriteria.Criterion['resourcesAffected.s3Bucket.name'].eq",
      tf: 'finding_criteria.criterion[field=resourcesAffected.s3Bucket.name].eq',
    },
    severities: {
      cfn: "FindingCriteria.Criterion['severity.description'].eq[]",
      tf: 'finding_criteria.criterion[field=severity.description].eq[]',
      items: { severity: { cfn: '', tf: '' } },
    },
  },
});
const identifier = resource({
  label: 'Macie custom data identifier',
  cfn: 'AWS::Macie::CustomDataIdentifier',
  tf: 'aws_macie2_custom_data_identifier',
  minimal: { cfn: { Name: 'customer-number', Regex: '[0-9]{8}' }, tf: { name: 'customer-number', regex: '[0-9]{8}' } },
  props: { keywords: { cfn: 'Keywords', tf: 'keywords' } },
});
/** Terraform has no allow lists. */
const allowList = resource({
  label: 'Macie allow list',
  cfn: 'AWS::Macie::AllowList',
  minimal: { cfn: { Name: 'samples' } },
  props: { regex: { cfn: 'Criteria.Regex' }, words: { cfn: 'Criteria.S3WordsList.BucketName' } },
});
/** CloudFormation has no jobs. Defaults: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/macie2_classification_job */
const job = resource({
  label: 'Macie job',
  tf: 'aws_macie2_classification_job',
  minimal: { tf: { s3_job_definition: { bucket_definitions: [{ account_id: '111122223333', buckets: ['pictures'] }] } } },
  props: { kind: { tf: 'job_type' }, status: { tf: 'job_status', whenAbsent: 'RUNNING' } },
});
/** CloudFormation has no settings of the organisation. */
const organization = resource({
  label: 'Macie organization configuration',
  tf: 'aws_macie2_organization_configuration',
  props: { autoEnable: { tf: 'auto_enable' } },
});

const { status, frequency } = session.props;
const { action, criteria, severities } = filter.props;
const page = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-macie-session.html';
const high = { severities: ['High'] };
const known = { buckets: ['samples'] };

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
    standards: { 'aws-fsbp': ['Macie.1'], 'cis-aws': ['v3.0/2.1.3', 'v5.0/2.1.3', 'v6.0/3.1.3'] },
    require: equals(status, 'ENABLED'),
    fix: { title: 'Resume Macie', set: [[status, 'ENABLED']] },
    examples: { pass: [{}, { status: 'ENABLED' }], fail: [{ status: 'PAUSED' }], unknown: [{ status: unresolved }] },
  }),
  rule({
    id: 'macie-finding-frequency',
    since: '2026.12',
    on: session,
    severity: 'low',
    category: 'discovery',
    profile: 'strict',
    title: 'Macie publishes what becomes of its findings at least every hour',
    message: 'Macie publishes what becomes of its findings every six hours only, by {name}.',
    why: 'While a bucket is opened further to the internet, whoever watches the findings sees six hours later that it got worse.',
    source: page,
    require: oneOf(frequency, ['FIFTEEN_MINUTES', 'ONE_HOUR']),
    fix: { title: 'Publish every 15 minutes', set: [[frequency, 'FIFTEEN_MINUTES']] },
    examples: {
      pass: [{ frequency: 'FIFTEEN_MINUTES' }, { frequency: 'ONE_HOUR' }],
      fail: [{}, { frequency: 'SIX_HOURS' }],
      unknown: [{ frequency: unresolved }],
    },
  }),
  rule({
    id: 'macie-filter-suppresses',
    since: '2026.12',
    on: filter,
    applies: equals(action, 'ARCHIVE'),
    severity: 'medium',
    category: 'discovery',
    title: 'The suppression rule of Macie leaves what matters',
    message: 'Suppression rule {name} puts findings of Macie away without a criterion, or those of high severity.',
    why: 'Findings that are put away are not shown and not published: nobody learns that personal data lies open.',
    source: 'https://docs.aws.amazon.com/macie/latest/user/findings-suppression.html',
    require: cases([{ when: present(criteria), require: not(forSome(severities, equals(severities.items.severity, 'High'))) }], 'fail'),
    examples: {
      pass: [{ action: 'ARCHIVE', ...known }],
      fail: [{ action: 'ARCHIVE' }, { action: 'ARCHIVE', ...high }],
      unknown: [{ action: unresolved, ...high }],
      skip: [{}, high, { action: 'NOOP', ...high }],
    },
  }),
  rule({
    id: 'macie-allow-list-broad',
    since: '2026.12',
    on: allowList,
    severity: 'low',
    category: 'discovery',
    title: 'The allow list of Macie leaves something to be found',
    message: 'Allow list {name} lets Macie ignore every text.',
    why: 'What matches an allow list is never reported: personal data lies open, and Macie says that there is none.',
    source: 'https://docs.aws.amazon.com/macie/latest/user/allow-lists.html',
    require: not(oneOf(allowList.props.regex, ['.', '.*', '.+', '^.*$', '^.+$', '(.*)', '(.+)', '[\\s\\S]*', '[\\s\\S]+', '\\w+', '\\d+', '\\S+'])),
    examples: { pass: [{ regex: 'sample-[0-9]{4}' }, { words: 'samples' }], fail: [{ regex: '.*' }], unknown: [{ regex: unresolved }] },
  }),
  rule({
    id: 'macie-custom-identifier-proximity',
    since: '2026.12',
    on: identifier,
    severity: 'low',
    category: 'discovery',
    profile: 'strict',
    title: 'The custom data identifier of Macie names keywords',
    message: 'Custom data identifier {name} names no keywords.',
    why: 'A pattern alone matches other numbers and names as well: real findings drown in false ones.',
    source: 'https://docs.aws.amazon.com/macie/latest/user/cdis-options.html',
    require: present(identifier.props.keywords),
    examples: { pass: [{ keywords: ['customer'] }, { keywords: unresolved }], fail: [{}], unknown: [madeByMacro] },
  }),
  rule({
    id: 'macie-job-scheduled',
    since: '2026.12',
    on: job,
    severity: 'low',
    category: 'discovery',
    profile: 'strict',
    title: 'The Macie job runs again and again',
    message: 'Macie job {name} runs once, or is stopped.',
    why: 'What is put into the buckets after the only run is never looked at.',
    source: 'https://docs.aws.amazon.com/macie/latest/user/discovery-jobs.html',
    require: cases([{ when: oneOf(job.props.status, ['CANCELLED', 'USER_PAUSED']), require: equals(job.props.status, 'RUNNING') }], equals(job.props.kind, 'SCHEDULED')),
    examples: { pass: [{ kind: 'SCHEDULED' }], fail: [{ kind: 'ONE_TIME' }, { kind: 'SCHEDULED', status: 'CANCELLED' }], unknown: [{ kind: unresolved }] },
  }),
  rule({
    id: 'macie-organization-auto-enable',
    since: '2026.12',
    on: organization,
    severity: 'low',
    category: 'discovery',
    title: 'Macie is turned on in every new account',
    message: 'By {name} Macie is not turned on in new accounts.',
    why: 'Personal data in the buckets of an account that joins later is not found.',
    source: 'https://docs.aws.amazon.com/macie/latest/user/accounts-mgmt-ao-integrate.html',
    require: equals(organization.props.autoEnable, true),
    fix: { title: 'Turn it on in new accounts', set: [[organization.props.autoEnable, true]] },
    examples: { pass: [{ autoEnable: true }], fail: [{ autoEnable: false }, {}], unknown: [{ autoEnable: unresolved }] },
  }),
];
