import { resource } from '../../server/src/core/rule/property.ts';
import { absent, all, any, cases, equals, forSome, not, oneOf, present, startsWith, tlsAtLeast } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
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
    protocol: { cfn: 'Protocol', tf: 'protocol' },
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
    accessLogs: { cfn: 'LoadBalancerAttributes[Key=access_logs.s3.enabled].Value', tf: 'access_logs.enabled', whenAbsent: false },
  },
});

const { protocol, policy, actions, certificates } = listener.props;
const redirectsToHttps = forSome(actions, equals(actions.items.redirectTo, 'HTTPS'));
const secureAction = [{ type: 'redirect', redirectTo: 'HTTPS', redirectCode: 'HTTP_301' }];
const why = 'Whoever is on the path reads and changes requests, cookies and answers.';

/** The rules about Application and Network Load Balancers. */
export const elbv2Rules = [
  rule({
    id: 'elbv2-listener-https',
    since: '2026.12',
    on: listener,
    severity: 'high',
    category: 'in-transit',
    title: 'Listener speaks HTTPS, or sends clients there',
    message: 'Listener {name} answers in clear text.',
    why,
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html',
    standards: { 'aws-fsbp': ['ELB.1', 'ELB.18'] },
    aliases: ['CKV_AWS_2', 'AWS-0054', 'W56', 'CKV2_AWS_20', 'ALBHttpToHttpsRedirection'],
    require: cases([{ when: equals(protocol, 'HTTP'), require: redirectsToHttps }, { when: present(protocol), require: present(protocol) }], 'skip'),
    examples: {
      pass: [{ protocol: 'HTTPS' }, { protocol: 'TLS' }, { protocol: 'HTTP', actions: secureAction }],
      fail: [{ protocol: 'HTTP' }],
      unknown: [{ protocol: unresolved }],
      skip: [{}],
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
    message: 'Listener {name} speaks plain HTTP, be it to send clients away.',
    why: 'The first request of a client, cookies included, crosses the network in the clear before it is sent to HTTPS.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html',
    aliases: ['ELBV2_LISTENER_PROTOCOL_RULE'],
    require: cases([{ when: present(protocol), require: not(equals(protocol, 'HTTP')) }], 'skip'),
    examples: {
      pass: [{ protocol: 'HTTPS' }],
      fail: [{ protocol: 'HTTP', actions: secureAction }],
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
    applies: any(oneOf(protocol, ['HTTPS', 'TLS']), all(equals(protocol, 'HTTP'), not(redirectsToHttps))),
    severity: 'medium',
    category: 'certificates',
    profile: 'strict',
    title: 'Listener uses a certificate of ACM',
    message: 'Listener {name} does not use a certificate of ACM.',
    why: 'ACM keeps the private key and renews the certificate; a server certificate in IAM expires unnoticed and its key has been on a disk.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html',
    aliases: ['ELBV2_ACM_CERTIFICATE_REQUIRED', 'ELBv2ACMCertificateRequired'],
    require: cases([{ when: absent(certificates), require: present(certificates) }], not(startsWith(certificates, 'arn:aws:iam:', 'arn:aws-cn:iam:', 'arn:aws-us-gov:iam:'))),
    examples: {
      pass: [{ protocol: 'HTTPS', certificates: 'arn:aws:acm:eu-west-1:111122223333:certificate/1234' }],
      fail: [{ protocol: 'HTTPS', certificates: 'arn:aws:iam::111122223333:server-certificate/shop' }],
      unknown: [{ protocol: 'HTTPS', certificates: unresolved }],
      skip: [{ protocol: 'HTTP', actions: secureAction }],
    },
  }),
  rule({
    id: 'elbv2-target-group-tls',
    since: '2026.12',
    on: targetGroup,
    applies: oneOf(targetGroup.props.protocol, ['HTTP', 'HTTPS', 'TLS', 'TCP']),
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'Load balancer reaches its targets over TLS',
    message: 'The load balancer reaches target group {name} in clear text.',
    why: 'TLS ends at the load balancer and the request goes on in the clear, past everything else in the VPC.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-routing-configuration',
    standards: { 'aws-fsbp': ['ELB.22'] },
    aliases: ['CKV_AWS_378'],
    require: oneOf(targetGroup.props.protocol, ['HTTPS', 'TLS', 'TCP']),
    examples: {
      pass: [{ protocol: 'HTTPS' }],
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
    standards: { 'aws-fsbp': ['ELB.5'] },
    aliases: ['CKV_AWS_91', 'W52', 'ELBV2_ACCESS_LOGGING_RULE', 'ELBLoggingEnabled'],
    require: equals(balancer.props.accessLogs, true),
    examples: {
      pass: [{ accessLogs: 'true' }],
      fail: [{}, { accessLogs: 'false' }],
      unknown: [{ accessLogs: unresolved }],
      skip: [{ type: 'gateway' }],
    },
  }),
];
