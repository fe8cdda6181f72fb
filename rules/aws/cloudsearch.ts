import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { equals, oneOf } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

/** CloudFormation has no such type. */
const domain = resource({
  label: 'CloudSearch domain',
  tf: 'aws_cloudsearch_domain',
  minimal: { tf: { name: 'orders' } },
  props: {
    https: { tf: 'endpoint_options.enforce_https', whenAbsent: false },
    tlsPolicy: { tf: 'endpoint_options.tls_security_policy', whenAbsent: 'Policy-Min-TLS-1-0-2019-07' },
  },
});

const { https, tlsPolicy } = domain.props;
const page = 'https://docs.aws.amazon.com/cloudsearch/latest/developerguide/API_DomainEndpointOptions.html';

/** The rules about CloudSearch, which only Terraform makes. */
export const cloudsearchRules: readonly RuleRecord[] = [
  rule({
    id: 'cloudsearch-https',
    since: '2026.12',
    on: domain,
    severity: 'high',
    category: 'in-transit',
    title: 'CloudSearch domain is reached over HTTPS only',
    message: 'CloudSearch domain {name} answers in clear text.',
    why: 'Whoever is on the path reads and changes queries and documents.',
    source: page,
    aliases: ['CKV_AWS_220'],
    require: equals(https, true),
    fix: { title: 'Ask for HTTPS', set: [[https, true]] },
    examples: { pass: [{ https: true }], fail: [{}, { https: false }], unknown: [{ https: unresolved }] },
  }),
  rule({
    id: 'cloudsearch-tls',
    since: '2026.12',
    on: domain,
    severity: 'medium',
    category: 'in-transit',
    title: 'CloudSearch domain asks for TLS 1.2',
    message: 'CloudSearch domain {name} accepts outdated versions of TLS.',
    why: 'TLS 1.0 and 1.1 have known attacks, and client and server agree on them as soon as one side asks.',
    source: page,
    aliases: ['CKV_AWS_218'],
    require: oneOf(tlsPolicy, ['Policy-Min-TLS-1-2-2019-07']),
    fix: { title: 'Ask for TLS 1.2', set: [[tlsPolicy, 'Policy-Min-TLS-1-2-2019-07']] },
    examples: { pass: [{ tlsPolicy: 'Policy-Min-TLS-1-2-2019-07' }], fail: [{}, { tlsPolicy: 'Policy-Min-TLS-1-0-2019-07' }], unknown: [{ tlsPolicy: unresolved }] },
  }),
];
