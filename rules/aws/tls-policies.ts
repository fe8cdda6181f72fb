import type { TlsVersion } from '../../server/src/core/rule/levels.ts';

/** The lowest version of TLS that each named policy lets in. */
export type TlsPolicies = Readonly<Record<string, TlsVersion>>;

const named = (version: TlsVersion, names: readonly string[]): TlsPolicies => Object.fromEntries(names.map((name) => [name, version]));

/**
 * Policies of Application and Network Load Balancers, FIPS and post-quantum ones included.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
 * Checked against the enum SslPolicy of aws-cdk-lib/aws-elasticloadbalancingv2.
 */
export const loadBalancerPolicies: TlsPolicies = {
  ...named('1.0', [
    'ELBSecurityPolicy-2016-08',
    'ELBSecurityPolicy-2015-05',
    'ELBSecurityPolicy-TLS-1-0-2015-04',
    'ELBSecurityPolicy-FS-2018-06',
    'ELBSecurityPolicy-TLS13-1-0-2021-06',
    'ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04',
    'ELBSecurityPolicy-TLS13-1-0-PQ-2025-09',
    'ELBSecurityPolicy-TLS13-1-0-FIPS-PQ-2025-09',
  ]),
  ...named('1.1', [
    'ELBSecurityPolicy-TLS-1-1-2017-01',
    'ELBSecurityPolicy-FS-1-1-2019-08',
    'ELBSecurityPolicy-TLS13-1-1-2021-06',
    'ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04',
    'ELBSecurityPolicy-TLS13-1-1-FIPS-PQ-2025-09',
  ]),
  ...named('1.2', [
    'ELBSecurityPolicy-TLS-1-2-2017-01',
    'ELBSecurityPolicy-TLS-1-2-Ext-2018-06',
    'ELBSecurityPolicy-FS-1-2-2019-08',
    'ELBSecurityPolicy-FS-1-2-Res-2019-08',
    'ELBSecurityPolicy-FS-1-2-Res-2020-10',
    'ELBSecurityPolicy-TLS13-1-2-2021-06',
    'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
    'ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06',
    'ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06',
    'ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04',
    'ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04',
    'ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04',
    'ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-2023-04',
    'ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-2023-04',
    'ELBSecurityPolicy-TLS13-1-2-PQ-2025-09',
    'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
    'ELBSecurityPolicy-TLS13-1-2-Ext1-PQ-2025-09',
    'ELBSecurityPolicy-TLS13-1-2-Ext2-PQ-2025-09',
    'ELBSecurityPolicy-TLS13-1-2-FIPS-PQ-2025-09',
    'ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09',
    'ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-PQ-2025-09',
    'ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-PQ-2025-09',
    'ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-PQ-2025-09',
  ]),
  ...named('1.3', [
    'ELBSecurityPolicy-TLS13-1-3-2021-06',
    'ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04',
    'ELBSecurityPolicy-TLS13-1-3-PQ-2025-09',
    'ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09',
  ]),
};

/**
 * Predefined policies of Classic Load Balancers.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html
 */
export const classicPolicies: TlsPolicies = {
  ...named('ssl3', ['ELBSecurityPolicy-2011-08', 'ELBSample-ELBDefaultNegotiationPolicy', 'ELBSample-OpenSSLDefaultNegotiationPolicy', 'ELBSecurityPolicy-2014-01']),
  ...named('1.0', ['ELBSecurityPolicy-2016-08', 'ELBSecurityPolicy-2015-05', 'ELBSecurityPolicy-2015-03', 'ELBSecurityPolicy-2015-02', 'ELBSecurityPolicy-2014-10']),
  ...named('1.1', ['ELBSecurityPolicy-TLS-1-1-2017-01']),
  ...named('1.2', ['ELBSecurityPolicy-TLS-1-2-2017-01']),
};

/**
 * Security policies of CloudFront, between viewers and CloudFront. `TLSv1.0` and `TLSv1.1` are no policies of AWS,
 * but who writes them means that version.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
 */
export const cloudFrontPolicies: TlsPolicies = {
  SSLv3: 'ssl3',
  TLSv1: '1.0',
  'TLSv1.0': '1.0',
  TLSv1_2016: '1.0',
  'TLSv1.1': '1.1',
  'TLSv1.1_2016': '1.1',
  'TLSv1.2_2018': '1.2',
  'TLSv1.2_2019': '1.2',
  'TLSv1.2_2021': '1.2',
  'TLSv1.2_2025': '1.2',
  'TLSv1.3_2025': '1.3',
};

/**
 * Security policies of API Gateway's domains and REST APIs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html
 * https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html#apigw-CreateRestApi-request-securityPolicy
 */
export const apiGatewayPolicies: TlsPolicies = {
  TLS_1_0: '1.0',
  TLS_1_2: '1.2',
  SecurityPolicy_TLS13_1_2_2021_06: '1.2',
  SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09: '1.2',
  SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09: '1.2',
  SecurityPolicy_TLS13_1_2_PQ_2025_09: '1.2',
  SecurityPolicy_TLS13_1_3_2025_09: '1.3',
  SecurityPolicy_TLS13_1_3_FIPS_2025_09: '1.3',
  SecurityPolicy_TLS13_2025_EDGE: '1.3',
  SecurityPolicy_TLS12_PFS_2025_EDGE: '1.2',
  SecurityPolicy_TLS12_2018_EDGE: '1.2',
};

/**
 * Security policies of OpenSearch domains.
 * https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html
 */
export const openSearchPolicies: TlsPolicies = {
  'Policy-Min-TLS-1-0-2019-07': '1.0',
  'Policy-Min-TLS-1-2-2019-07': '1.2',
  'Policy-Min-TLS-1-2-PFS-2023-10': '1.2',
  'Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08': '1.2',
};
