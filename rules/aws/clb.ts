import { resource } from '../../server/src/core/rule/property.ts';
import { all, cases, equals, forEach, not, oneOf, startsWith, tlsAtLeast } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { classicPolicies } from './tls-policies.ts';

const balancer = resource({
  label: 'Classic Load Balancer',
  cfn: 'AWS::ElasticLoadBalancing::LoadBalancer',
  tf: 'aws_elb',
  minimal: { cfn: { Subnets: ['subnet-1'] }, tf: { subnets: ['subnet-1'] } },
  props: {
    listeners: {
      cfn: 'Listeners[]',
      tf: 'listener[]',
      items: {
        port: { cfn: 'LoadBalancerPort', tf: 'lb_port' },
        instancePort: { cfn: 'InstancePort', tf: 'instance_port' },
        protocol: { cfn: 'Protocol', tf: 'lb_protocol' },
        instanceProtocol: { cfn: 'InstanceProtocol', tf: 'instance_protocol' },
        certificate: { cfn: 'SSLCertificateId', tf: 'ssl_certificate_id' },
      },
    },
    policies: {
      cfn: 'Policies[]',
      items: {
        name: { cfn: 'PolicyName' },
        type: { cfn: 'PolicyType' },
        reference: { cfn: 'Attributes[Name=Reference-Security-Policy].Value' },
        ssl3: { cfn: 'Attributes[Name=Protocol-SSLv3].Value', whenAbsent: false },
        tls10: { cfn: 'Attributes[Name=Protocol-TLSv1].Value', whenAbsent: false },
        tls11: { cfn: 'Attributes[Name=Protocol-TLSv1.1].Value', whenAbsent: false },
      },
    },
    accessLogs: { cfn: 'AccessLoggingPolicy.Enabled', tf: 'access_logs.enabled', whenAbsent: { cfn: false, tf: true }, whenParentAbsent: { tf: false } },
  },
});

const { listeners, policies, accessLogs } = balancer.props;
const listener = listeners.items;
const policy = policies.items;
const secure = ['HTTPS', 'SSL', 'https', 'ssl'];
const certificate = 'arn:aws:acm:eu-west-1:111122223333:certificate/1234';
const onPort = { port: '443', instancePort: '8443' };

/** The rules about Classic Load Balancers. */
export const clbRules = [
  rule({
    id: 'clb-listener-tls',
    since: '2026.12',
    on: balancer,
    severity: 'high',
    category: 'in-transit',
    title: 'Classic Load Balancer listens over TLS only',
    message: 'A listener of Classic Load Balancer {name} answers in clear text.',
    why: 'Whoever is on the path reads and changes requests, cookies and answers.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html',
    standards: { 'aws-fsbp': ['ELB.3'] },
    aliases: ['CKV_AWS_376', 'AWS-0054', 'ELB_TLS_HTTPS_LISTENERS_ONLY'],
    require: forEach(listeners, oneOf(listener.protocol, secure)),
    examples: {
      pass: [{ listeners: [{ ...onPort, protocol: 'HTTPS', certificate }] }],
      fail: [{ listeners: [{ ...onPort, protocol: 'HTTPS', certificate }, { port: '80', instancePort: '8080', protocol: 'HTTP' }] }],
      unknown: [{ listeners: [{ ...onPort, protocol: unresolved }] }],
      skip: [{}],
    },
  }),
  rule({
    id: 'clb-instance-tls',
    since: '2026.12',
    on: balancer,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'Classic Load Balancer uses TLS on both sides',
    message: 'A listener of Classic Load Balancer {name} does not use TLS on both sides.',
    why: 'TLS ends at the load balancer and the request goes on in the clear, past everything else in the VPC.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html',
    standards: { 'aws-fsbp': ['ELB.3'] },
    aliases: ['ELBTlsHttpsListenersOnly'],
    require: forEach(listeners, all(oneOf(listener.protocol, secure), oneOf(listener.instanceProtocol, secure))),
    examples: {
      pass: [{ listeners: [{ ...onPort, protocol: 'HTTPS', instanceProtocol: 'HTTPS', certificate }] }],
      fail: [{ listeners: [{ ...onPort, protocol: 'HTTPS', instanceProtocol: 'HTTP', certificate }] }],
      unknown: [{ listeners: [{ ...onPort, protocol: 'HTTPS', instanceProtocol: unresolved, certificate }] }],
      skip: [{}],
    },
  }),
  rule({
    id: 'clb-acm-certificate',
    since: '2026.12',
    on: balancer,
    severity: 'medium',
    category: 'certificates',
    profile: 'strict',
    title: 'Classic Load Balancer uses certificates of ACM',
    message: 'A listener of Classic Load Balancer {name} does not use a certificate of ACM.',
    why: 'ACM keeps the private key and renews the certificate; a server certificate in IAM expires unnoticed, and its key has been on a disk.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ssl-server-cert.html',
    standards: { 'aws-fsbp': ['ELB.2'] },
    aliases: ['CKV_AWS_127', 'ELB_ACM_CERTIFICATE_REQUIRED', 'ELBACMCertificateRequired'],
    require: forEach(listeners, startsWith(listener.certificate, 'arn:aws:acm:', 'arn:aws-cn:acm:', 'arn:aws-us-gov:acm:')),
    examples: {
      pass: [{ listeners: [{ ...onPort, protocol: 'HTTPS', certificate }] }],
      fail: [{ listeners: [{ ...onPort, protocol: 'HTTPS', certificate: 'arn:aws:iam::111122223333:server-certificate/shop' }] }],
      unknown: [{ listeners: [{ ...onPort, protocol: 'HTTPS', certificate: unresolved }] }],
      skip: [{}],
    },
  }),
  rule({
    id: 'clb-tls-policy',
    since: '2026.12',
    on: balancer,
    severity: 'medium',
    category: 'in-transit',
    title: 'Classic Load Balancer asks for TLS 1.2',
    message: 'A policy of Classic Load Balancer {name} accepts outdated versions of TLS.',
    why: 'SSL 3, TLS 1.0 and 1.1 have known attacks, and client and server agree on them as soon as one side asks.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html',
    standards: { 'aws-fsbp': ['ELB.8'] },
    aliases: ['CKV_AWS_213'],
    require: forEach(
      policies,
      cases([
        { when: not(equals(policy.type, 'SSLNegotiationPolicyType')), require: not(equals(policy.type, 'SSLNegotiationPolicyType')) },
        { when: startsWith(policy.reference, 'ELB'), require: tlsAtLeast(policy.reference, '1.2', classicPolicies) },
      ], all(equals(policy.ssl3, false), equals(policy.tls10, false), equals(policy.tls11, false))),
    ),
    examples: {
      pass: [{ policies: [{ name: 'tls', type: 'SSLNegotiationPolicyType', reference: 'ELBSecurityPolicy-TLS-1-2-2017-01' }] }, {}],
      fail: [{ policies: [{ name: 'tls', type: 'SSLNegotiationPolicyType', reference: 'ELBSecurityPolicy-2016-08' }] }],
      unknown: [{ policies: [{ name: 'tls', type: 'SSLNegotiationPolicyType', reference: 'ELBSecurityPolicy-Next-2031-01' }] }],
    },
  }),
  rule({
    id: 'clb-access-logs',
    since: '2026.12',
    on: balancer,
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'Classic Load Balancer logs its requests',
    message: 'Classic Load Balancer {name} does not log its requests.',
    why: 'Nobody can say afterwards who asked for what: a leak through the application cannot be bounded.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html',
    standards: { 'aws-fsbp': ['ELB.5'] },
    aliases: ['CKV_AWS_92', 'W26', 'ELB_LOGGING_ENABLED', 'ELBLoggingEnabled'],
    require: equals(accessLogs, true),
    examples: { pass: [{ accessLogs: true }], fail: [{}, { accessLogs: false }], unknown: [{ accessLogs: unresolved }] },
  }),
];
