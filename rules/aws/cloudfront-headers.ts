import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { atLeast, equals, present, together } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const transport = 'ResponseHeadersPolicyConfig.SecurityHeadersConfig.StrictTransportSecurity';
const transportTf = 'security_headers_config.strict_transport_security';

const headers = resource({
  label: 'response headers policy',
  cfn: 'AWS::CloudFront::ResponseHeadersPolicy',
  tf: 'aws_cloudfront_response_headers_policy',
  minimal: { cfn: { ResponseHeadersPolicyConfig: { Name: 'shop' } }, tf: { name: 'shop' } },
  props: {
    age: { cfn: `${transport}.AccessControlMaxAgeSec`, tf: `${transportTf}.access_control_max_age_sec` },
    subdomains: { cfn: `${transport}.IncludeSubdomains`, tf: `${transportTf}.include_subdomains`, whenAbsent: false },
    override: { cfn: `${transport}.Override`, tf: `${transportTf}.override`, whenAbsent: false },
  },
});

const distribution = resource({
  label: 'CloudFront distribution',
  cfn: 'AWS::CloudFront::Distribution',
  tf: 'aws_cloudfront_distribution',
  minimal: {
    cfn: { DistributionConfig: { Enabled: true, DefaultCacheBehavior: { TargetOriginId: 'shop', ViewerProtocolPolicy: 'redirect-to-https' } } },
    tf: { enabled: true, default_cache_behavior: { target_origin_id: 'shop', viewer_protocol_policy: 'redirect-to-https' } },
  },
  props: {
    behavior: { cfn: 'DistributionConfig.DefaultCacheBehavior', tf: 'default_cache_behavior' },
    policy: { cfn: 'DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId', tf: 'default_cache_behavior.response_headers_policy_id' },
  },
});

const { age, subdomains, override } = headers.props;
const year = 31_536_000;

/** The rules about the headers that CloudFront adds to answers. */
export const cloudfrontHeadersRules: readonly RuleRecord[] = [
  rule({
    id: 'cloudfront-hsts',
    since: '2026.12',
    on: headers,
    severity: 'low',
    category: 'in-transit',
    profile: 'strict',
    title: 'Response headers policy keeps browsers on HTTPS for a year',
    message: 'Response headers policy {name} does not keep browsers on HTTPS for a year.',
    why: 'A browser that was not told so still sends its first request in the clear, cookies and all, to whoever answers for the name.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-responseheaderspolicy-stricttransportsecurity.html',
    aliases: ['CKV_AWS_259'],
    // One finding for the header, whatever part of it is missing.
    require: together(atLeast(age, year), equals(subdomains, true), equals(override, true)),
    examples: {
      pass: [{ age: year, subdomains: true, override: true }],
      fail: [{}, { age: 3600, subdomains: true, override: true }, { age: year, override: true }],
      unknown: [{ age: unresolved, subdomains: true, override: true }],
    },
  }),
  rule({
    id: 'cloudfront-response-headers-policy',
    since: '2026.12',
    on: distribution,
    severity: 'low',
    category: 'in-transit',
    profile: 'all',
    title: 'CloudFront distribution has a response headers policy',
    message: 'CloudFront distribution {name} has no response headers policy.',
    why: 'Then nothing but the origin tells browsers to stay on HTTPS, and to show its pages in no foreign frame.',
    source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html',
    aliases: ['CKV2_AWS_32'],
    require: present(distribution.props.policy),
    examples: { pass: [{ policy: '67f7725c-6f97-4210-82d7-5512b31e9d03' }], fail: [{}], unknown: [{ behavior: unresolved }] },
  }),
];
