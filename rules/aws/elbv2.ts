import { resource } from '../../server/src/core/rule/property.ts';
import { absent, all, any, cases, equals, forSome, not, oneOf, present, referencedBy, refersWithin, startsWith, tlsAtLeast } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleSpec } from '../../server/src/core/rule/rule.ts';
import { loadBalancerPolicies } from './tls-policies.ts';

const balancerArn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/1234';

const listener = resource({
  label: 'listener',
  cfn: 'AWS::ElasticLoadBalancingV2::Listener',
  tf: ['aws_lb_listener', 'aws_alb_listener'],
  minimal: {
    cfn: { LoadBalancerArn: balancerArn, Port: 443, DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] },
    tf: { load_balancer_arn: balancerArn, port: 443, default_action: [{ type: 'fixed-response', fixed_response: { status_code: '404', content_type: 'text/plain' } }] },
  },
  props: {
    balancer: { cfn: 'LoadBalancerArn', tf: 'load_balancer_arn' },
    protocol: { cfn: 'Protocol', tf: 'protocol' },
    /** Terraform's alone: CloudFormation takes no listener of such a balancer without a protocol. */
    behind: { tf: 'load_balancer_arn' },
    policy: { cfn: 'SslPolicy', tf: 'ssl_policy', whenAbsent: 'ELBSecurityPolicy-2016-08' },
    actions: {
      cfn: 'DefaultActions[]',
      tf: 'default_action[]',
      items: {
        type: { cfn: 'Type', tf: 'type' },
        redirectTo: { cfn: 'RedirectConfig.Protocol', tf: 'redirect.protocol' },
        redirectCode: { cfn: 'RedirectConfig.StatusCode', tf: 'redirect.status_code' },
      },
    },
    certificates: { cfn: 'Certificates[].CertificateArn', tf: 'certificate_arn' },
  },
});

const targetGroup = resource({
  label: 'target group',
  cfn: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  tf: ['aws_lb_target_group', 'aws_alb_target_group'],
  minimal: { cfn: { Port: 443, VpcId: 'vpc-1234' }, tf: { port: 443, vpc_id: 'vpc-1234' } },
  props: { protocol: { cfn: 'Protocol', tf: 'protocol' }, targets: { cfn: 'TargetType', tf: 'target_type' } },
});

const balancer = resource({
  label: 'load balancer',
  cfn: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  tf: ['aws_lb', 'aws_alb'],
  minimal: { cfn: { Subnets: ['subnet-1', 'subnet-2'] }, tf: { subnets: ['subnet-1', 'subnet-2'] } },
  props: {
    type: { cfn: 'Type', tf: 'load_balancer_type', whenAbsent: 'application' },
    scheme: { cfn: 'Scheme', tf: 'internal', values: { true: 'internal', false: 'internet-facing' }, whenAbsent: 'internet-facing' },
    accessLogs: { cfn: 'LoadBalancerAttributes[Key=access_logs.s3.enabled].Value', tf: 'access_logs.enabled', whenAbsent: false },
  },
});

const trustStore = resource({
  label: 'trust store',
  cfn: 'AWS::ElasticLoadBalancingV2::TrustStore',
  tf: 'aws_lb_trust_store',
  minimal: {
    cfn: { CaCertificatesBundleS3Bucket: 'trust', CaCertificatesBundleS3Key: 'ca.pem' },
    tf: { ca_certificates_bundle_s3_bucket: 'trust', ca_certificates_bundle_s3_key: 'ca.pem' },
  },
  props: {},
});

const revocation = resource({
  label: 'trust store revocation',
  cfn: 'AWS::ElasticLoadBalancingV2::TrustStoreRevocation',
  tf: 'aws_lb_trust_store_revocation',
  minimal: { cfn: { RevocationContents: [{ S3Bucket: 'trust', S3Key: 'revoked.crl' }] }, tf: { revocations_s3_bucket: 'trust', revocations_s3_key: 'revoked.crl' } },
  props: { store: { cfn: 'TrustStoreArn', tf: 'trust_store_arn' } },
});

const { protocol, policy, actions, certificates } = listener.props;
const redirectsToHttps = forSome(actions, equals(actions.items.redirectTo, 'HTTPS'));
const plainListener = all(equals(protocol, 'HTTP'), not(redirectsToHttps));
/** It says no protocol, and Terraform makes it speak HTTP: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener */
const plainByDefault = cases([{ when: present(listener.props.behind), require: all(absent(protocol), refersWithin(listener.props.behind, balancer, equals(balancer.props.type, 'application'))) }], 'fail');
const secureAction = [{ type: 'redirect', redirectTo: 'HTTPS', redirectCode: 'HTTP_301' }];
const why = 'Whoever is on the path reads and changes requests, cookies and answers.';

/** Its load balancer is in the template and has no public address: who listens there is in the network already. */
const standsInside = refersWithin(listener.props.balancer, balancer, equals(balancer.props.scheme, 'internal'));
const inTheClear = {
  since: '2026.12',
  on: listener,
  category: 'in-transit',
  why,
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html',
  aliases: ['CKV_AWS_2', 'AWS-0054', 'W56', 'ALBHttpToHttpsRedirection'],
  require: cases([{ when: any(equals(protocol, 'HTTP'), plainByDefault), require: redirectsToHttps }, { when: present(protocol), require: present(protocol) }], 'skip'),
} as const satisfies Partial<RuleSpec>;

/** The rules about Application and Network Load Balancers. */
export const elbv2Rules = [
  rule({
    ...inTheClear,
    id: 'elbv2-listener-https',
    applies: not(standsInside),
    severity: 'high',
    title: 'Listener speaks HTTPS, or sends clients there',
    message: 'Listener {name} answers in clear text.',
    examples: {
      pass: [{ protocol: 'HTTPS' }, { protocol: 'TLS' }, { protocol: 'HTTP', actions: secureAction }],
      fail: [{ protocol: 'HTTP' }, scene({ Listener: [listener, { balancer: refTo('Shop'), protocol: 'HTTP' }], Shop: [balancer, {}] })],
      unknown: [{ protocol: unresolved }],
      skip: [{}, scene({ Listener: [listener, { balancer: refTo('Shop'), protocol: 'HTTP' }], Shop: [balancer, { scheme: 'internal' }] })],
    },
  }),
  rule({
    ...inTheClear,
    id: 'elbv2-internal-listener-https',
    applies: standsInside,
    severity: 'medium',
    profile: 'strict',
    title: 'Listener of an internal load balancer speaks HTTPS, or sends clients there',
    message: 'Listener {name} of an internal load balancer answers in clear text.',
    examples: {
      pass: [scene({ Listener: [listener, { balancer: refTo('Shop'), protocol: 'HTTPS' }], Shop: [balancer, { scheme: 'internal' }] })],
      fail: [scene({ Listener: [listener, { balancer: refTo('Shop'), protocol: 'HTTP' }], Shop: [balancer, { scheme: 'internal' }] })],
      unknown: [scene({ Listener: [listener, { balancer: refTo('Shop'), protocol: unresolved }], Shop: [balancer, { scheme: 'internal' }] })],
      skip: [{ protocol: 'HTTP' }],
    },
  }),
  rule({
    id: 'elbv2-listener-https-only',
    since: '2026.12',
    on: listener,
    severity: 'low',
    category: 'in-transit',
    profile: 'all',
    title: 'Listener speaks nothing but HTTPS or TLS',
    message: 'Listener {name} speaks another protocol than HTTPS or TLS, be it to send clients away.',
    why: 'The first request of a client, cookies included, crosses the network in the clear before it is sent to HTTPS.',
    // Security Hub's ELB.18 takes HTTPS and TLS alone.
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-18',
    standards: { 'aws-fsbp': ['ELB.18'] },
    aliases: ['ELBV2_LISTENER_PROTOCOL_RULE'],
    require: cases([{ when: present(protocol), require: oneOf(protocol, ['HTTPS', 'TLS']) }], 'skip'),
    examples: {
      pass: [{ protocol: 'HTTPS' }],
      fail: [{ protocol: 'HTTP', actions: secureAction }, { protocol: 'TCP' }],
      unknown: [{ protocol: unresolved }],
      skip: [{}],
    },
  }),
  rule({
    id: 'elbv2-tls-policy',
    since: '2026.12',
    on: listener,
    applies: oneOf(protocol, ['HTTPS', 'TLS']),
    severity: 'high',
    category: 'in-transit',
    title: 'Listener asks for TLS 1.2 at least',
    message: 'Listener {name} accepts outdated versions of TLS.',
    why: 'TLS 1.0 and 1.1 have known attacks, and client and server agree on them as soon as one side asks.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',
    standards: { 'aws-fsbp': ['ELB.17'] },
    aliases: ['CKV_AWS_103', 'CKV2_AWS_74', 'AWS-0047', 'W55', 'ELBV2_LISTENER_SSL_POLICY_RULE'],
    require: tlsAtLeast(policy, '1.2', loadBalancerPolicies),
    fix: { title: 'Ask for TLS 1.2 or 1.3', set: [[policy, 'ELBSecurityPolicy-TLS13-1-2-2021-06']] },
    examples: {
      pass: [{ protocol: 'HTTPS', policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' }],
      fail: [{ protocol: 'HTTPS' }, { protocol: 'TLS', policy: 'ELBSecurityPolicy-TLS-1-1-2017-01' }],
      unknown: [{ protocol: 'HTTPS', policy: unresolved }, { protocol: 'HTTPS', policy: 'ELBSecurityPolicy-Next-2031-01' }],
      skip: [{ protocol: 'HTTP' }],
    },
  }),
  rule({
    id: 'elbv2-acm-certificate',
    since: '2026.12',
    on: listener,
    // A listener without a certificate fails, too, unless it sends clients away: https://docs.aws.amazon.com/config/latest/developerguide/elbv2-acm-certificate-required.html
    applies: any(oneOf(protocol, ['HTTPS', 'TLS']), plainListener),
    severity: 'medium',
    category: 'certificates',
    profile: 'strict',
    title: 'Listener uses a certificate of ACM',
    message: 'Listener {name} does not use a certificate of ACM.',
    why: 'ACM keeps the private key and renews the certificate; a server certificate in IAM expires unnoticed and its key has been on a disk.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html',
    standards: {
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', '3.5.1.1', '3.5.1.3', '3.6.1.2', '3.6.1.3', '3.6.1.4', '3.7.1', '3.7.2', '3.7.4', '3.7.6', '3.7.7', '4.2.1.1', 'appendix.a1.1.3'],
      'nist-800-53-r5': ['SC-23(5)', 'SC-8(1)'],
      hipaa: ['164.312(a)(2)(iv)', '164.312(e)(2)(ii)'],
    },
    aliases: ['ELBV2_ACM_CERTIFICATE_REQUIRED', 'ELBv2ACMCertificateRequired'],
    require: cases([{ when: absent(certificates), require: present(certificates) }], not(startsWith(certificates, 'arn:aws:iam:', 'arn:aws-cn:iam:', 'arn:aws-us-gov:iam:'))),
    examples: {
      pass: [{ protocol: 'HTTPS', certificates: 'arn:aws:acm:eu-west-1:111122223333:certificate/1234' }],
      fail: [{ protocol: 'HTTPS', certificates: 'arn:aws:iam::111122223333:server-certificate/shop' }, { protocol: 'HTTPS' }],
      unknown: [{ protocol: 'HTTPS', certificates: unresolved }],
      skip: [{ protocol: 'HTTP', actions: secureAction }],
    },
  }),
  rule({
    id: 'elbv2-target-group-tls',
    since: '2026.12',
    on: targetGroup,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'Load balancer does not speak plain HTTP to its targets',
    message: 'The load balancer reaches target group {name} in clear text.',
    why: 'TLS ends at the load balancer and the request goes on in the clear, past everything else in the VPC.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',
    standards: { 'aws-fsbp': ['ELB.22'] },
    aliases: ['CKV_AWS_378'],
    require: cases([{ when: present(targetGroup.props.protocol), require: not(equals(targetGroup.props.protocol, 'HTTP')) }], 'skip'),
    examples: {
      pass: [{ protocol: 'HTTPS' }, { protocol: 'TCP' }],
      fail: [{ protocol: 'HTTP' }],
      unknown: [{ protocol: unresolved }],
      skip: [{ targets: 'lambda' }],
    },
  }),
  rule({
    id: 'elbv2-access-logs',
    since: '2026.12',
    on: balancer,
    applies: oneOf(balancer.props.type, ['application', 'network']),
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'Load balancer logs its requests',
    message: 'Load balancer {name} does not log its requests.',
    why: 'Nobody can say afterwards who asked for what: a leak through the application cannot be bounded.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html',
    standards: {
      'aws-fsbp': ['ELB.5'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'],
      'nist-800-53-r5': ['AC-4(26)', 'AU-10', 'AU-12', 'AU-12(1)', 'AU-12(2)', 'AU-12(3)', 'AU-12(4)', 'AU-12a', 'AU-12c', 'AU-14', 'AU-14(3)', 'AU-14a', 'AU-14b', 'AU-2', 'AU-2b', 'AU-3', 'AU-3a', 'AU-3b', 'AU-3c', 'AU-3d', 'AU-3e', 'AU-3f', 'AU-6(3)', 'AU-6(4)', 'AU-6(6)', 'AU-6(9)', 'AU-8', 'AU-8b', 'CA-7', 'CA-7b', 'CM-5(1)', 'CM-5(1)(b)', 'IA-3(3)', 'IA-3(3)(b)', 'MA-4(1)', 'MA-4(1)(a)', 'PM-14', 'PM-14a.1', 'PM-14b', 'PM-31', 'SC-7(9)', 'SC-7(9)(b)', 'SI-4(17)', 'SI-7(8)'],
      hipaa: ['164.308(a)(1)(ii)(D)', '164.308(a)(3)(ii)(A)', '164.308(a)(6)(ii)', '164.312(b)'],
    },
    aliases: ['CKV_AWS_91', 'W52', 'ELBV2_ACCESS_LOGGING_RULE', 'ELBLoggingEnabled', 'AwsSolutions-ELB2'],
    require: equals(balancer.props.accessLogs, true),
    examples: {
      pass: [{ accessLogs: 'true' }],
      fail: [{}, { accessLogs: 'false' }],
      unknown: [{ accessLogs: unresolved }],
      skip: [{ type: 'gateway' }],
    },
  }),
  rule({
    id: 'elbv2-http-redirect',
    since: '2026.12',
    on: balancer,
    applies: equals(balancer.props.type, 'application'),
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'Application Load Balancer sends all of HTTP to HTTPS',
    message: 'Load balancer {name} has a listener that answers in clear text.',
    why,
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1',
    standards: {
      'aws-fsbp': ['ELB.1'],
      'pci-dss-4': ['1.2.5', '2.2.5', '2.2.7', '4.2.1', '4.2.1.1', '8.3.2'],
      'nist-800-53-r5': ['AC-17(2)', 'AC-24(1)', 'AC-4', 'AC-4(22)', 'AU-9(3)', 'CA-9', 'CA-9b', 'IA-5(1)', 'IA-5(1)(c)', 'PM-17', 'PM-17b', 'SC-13', 'SC-13a', 'SC-23', 'SC-7(4)', 'SC-7(4)(b)', 'SC-7(4)(g)', 'SC-8', 'SC-8(1)', 'SC-8(2)', 'SC-8(3)', 'SC-8(4)', 'SC-8(5)', 'SI-1', 'SI-1a.2', 'SI-1c.2'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(e)(1)', '164.312(e)(2)(i)', '164.312(e)(2)(ii)'],
    },
    aliases: ['CKV2_AWS_20'],
    require: not(referencedBy(listener, listener.props.balancer, any(plainListener, all(plainByDefault, not(redirectsToHttps))))),
    examples: {
      pass: [{}, scene({ Balancer: [balancer, {}], Listener: [listener, { balancer: refTo('Balancer'), protocol: 'HTTP', actions: secureAction }] })],
      fail: [scene({ Balancer: [balancer, {}], Listener: [listener, { balancer: refTo('Balancer'), protocol: 'HTTP' }] })],
      unknown: [scene({ Balancer: [balancer, {}], Listener: [listener, { balancer: refTo('Balancer'), protocol: unresolved }] })],
      skip: [scene({ Balancer: [balancer, { type: 'network' }], Listener: [listener, { balancer: refTo('Balancer'), protocol: 'TCP' }] })],
    },
  }),
  rule({
    id: 'trust-store-revocation',
    since: '2026.12',
    on: trustStore,
    severity: 'low',
    category: 'certificates',
    profile: 'strict',
    title: 'Trust store for mutual TLS has a revocation list',
    message: 'Trust store {name} has no list of revoked certificates.',
    why: 'A client certificate whose key was stolen opens the application until it expires.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html',
    require: referencedBy(revocation, revocation.props.store),
    examples: {
      pass: [scene({ Store: [trustStore, {}], Revoked: [revocation, { store: refTo('Store') }] })],
      fail: [{}],
      unknown: [scene({ Store: [trustStore, {}], Revoked: [revocation, madeByMacro] })],
    },
  }),
];
