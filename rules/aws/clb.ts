import { resource, type Property } from '../../server/src/core/rule/property.ts';
import { all, cases, equals, forEach, forSome, oneOf, present, startsWith, tlsAtLeast, together, type Requirement } from '../../server/src/core/rule/requirement.ts';
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
        policies: { cfn: 'PolicyNames' },
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

/** Terraform writes a policy as a resource of its own. */
const balancerPolicy = resource({
  label: 'policy of a Classic Load Balancer',
  tf: 'aws_load_balancer_policy',
  minimal: { tf: { load_balancer_name: 'shop', policy_name: 'tls', policy_type_name: 'SSLNegotiationPolicyType' } },
  props: {
    type: { tf: 'policy_type_name' },
    reference: { tf: 'policy_attribute[name=Reference-Security-Policy].value' },
    ssl3: { tf: 'policy_attribute[name=Protocol-SSLv3].value', whenAbsent: false },
    tls10: { tf: 'policy_attribute[name=Protocol-TLSv1].value', whenAbsent: false },
    tls11: { tf: 'policy_attribute[name=Protocol-TLSv1.1].value', whenAbsent: false },
  },
});

const { listeners, policies, accessLogs } = balancer.props;
const listener = listeners.items;
const policy = policies.items;
const secure = ['HTTPS', 'SSL', 'https', 'ssl'];
const policyPage = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html';
const whyTls = 'SSL 3, TLS 1.0 and 1.1 have known attacks, and client and server agree on them as soon as one side asks.';
const certificate = 'arn:aws:acm:eu-west-1:111122223333:certificate/1234';
const onPort = { port: '443', instancePort: '8443' };

/** A policy names one of AWS's, or lists the protocols itself. */
function asksForTls12(of: Readonly<Record<'reference' | 'ssl3' | 'tls10' | 'tls11', Property>>): Requirement {
  return cases(
    [{ when: present(of.reference), require: tlsAtLeast(of.reference, '1.2', classicPolicies) }],
    all(equals(of.ssl3, false), equals(of.tls10, false), equals(of.tls11, false)),
  );
}

/** The rules about Classic Load Balancers. */
export const clbRules = [
  rule({
    id: 'clb-listener-tls',
    since: '2026.12',
    on: balancer,
    severity: 'high',
    category: 'in-transit',
    title: 'Classic Load Balancer listens over TLS only',
    message: 'A listener of Classic Load Balancer {name} speaks neither HTTPS nor SSL.',
    why: 'Whoever is on the path reads and changes requests, cookies and answers, unless the instances behind it speak TLS themselves.',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html',
    standards: {
      'aws-fsbp': ['ELB.3'],
      'pci-dss-4': ['1.2.5', '2.2.5', '2.2.7', '4.2.1', '4.2.1.1', '8.3.2'],
      'nist-800-53-r5': ['AC-17(2)', 'AC-24(1)', 'AC-4', 'AC-4(22)', 'AU-9(3)', 'CA-9', 'CA-9b', 'IA-5(1)', 'IA-5(1)(c)', 'PM-17', 'PM-17b', 'SC-13', 'SC-13a', 'SC-23', 'SC-7(4)', 'SC-7(4)(b)', 'SC-7(4)(g)', 'SC-8', 'SC-8(1)', 'SC-8(2)', 'SC-8(3)', 'SC-8(4)', 'SC-8(5)', 'SI-1', 'SI-1a.2', 'SI-1c.2'],
      hipaa: ['164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(c)(1)', '164.312(e)(1)', '164.312(e)(2)(i)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
    },
    // CKV_AWS_127 asks for a certificate, of whatever kind: a listener has one if it speaks HTTPS or SSL.
    aliases: ['CKV_AWS_376', 'CKV_AWS_127', 'AWS-0054', 'ELB_TLS_HTTPS_LISTENERS_ONLY'],
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
    aliases: ['ELBTlsHttpsListenersOnly', 'AwsSolutions-ELB5'],
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
    standards: {
      'aws-fsbp': ['ELB.2'],
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', '2.2.7', '3.5.1.1', '3.5.1.3', '3.6.1.2', '3.6.1.3', '3.6.1.4', '3.7.1', '3.7.2', '3.7.4', '3.7.6', '3.7.7', '4.2.1', '4.2.1.1', '8.3.2', 'appendix.a1.1.3'],
      'nist-800-53-r5': ['AC-17(2)', 'AC-24(1)', 'AC-4', 'AC-4(22)', 'AU-9(3)', 'CA-9', 'CA-9b', 'IA-5(1)', 'IA-5(1)(c)', 'PM-17', 'PM-17b', 'SC-13', 'SC-13a', 'SC-23', 'SC-23(5)', 'SC-7(4)', 'SC-7(4)(b)', 'SC-7(4)(g)', 'SC-7(5)', 'SC-8', 'SC-8(1)', 'SC-8(2)', 'SC-8(3)', 'SC-8(4)', 'SC-8(5)', 'SI-1', 'SI-1a.2', 'SI-1c.2'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(e)(1)', '164.312(e)(2)(i)', '164.312(e)(2)(ii)'],
    },
    aliases: ['ELB_ACM_CERTIFICATE_REQUIRED', 'ELBACMCertificateRequired'],
    require: forEach(listeners, cases([{ when: oneOf(listener.protocol, secure), require: startsWith(listener.certificate, 'arn:aws:acm:', 'arn:aws-cn:acm:', 'arn:aws-us-gov:acm:') }], 'skip')),
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
    on: { ...balancer, tf: [] },
    severity: 'medium',
    category: 'in-transit',
    title: 'Classic Load Balancer asks for TLS 1.2',
    message: 'Classic Load Balancer {name} accepts outdated versions of TLS.',
    why: whyTls,
    source: policyPage,
    standards: { 'aws-fsbp': ['ELB.8'] },
    aliases: ['CKV_AWS_213'],
    // A listener without a policy takes ELBSecurityPolicy-2016-08: https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ssl-config-update.html
    require: all(
      forEach(listeners, cases([{ when: oneOf(listener.protocol, secure), require: present(listener.policies) }])),
      forEach(policies, cases([{ when: equals(policy.type, 'SSLNegotiationPolicyType'), require: asksForTls12(policy) }])),
    ),
    examples: {
      pass: [
        {
          listeners: [{ ...onPort, protocol: 'HTTPS', certificate, policies: ['tls'] }],
          policies: [{ name: 'tls', type: 'SSLNegotiationPolicyType', reference: 'ELBSecurityPolicy-TLS-1-2-2017-01' }],
        },
        {},
      ],
      fail: [
        { policies: [{ name: 'tls', type: 'SSLNegotiationPolicyType', reference: 'ELBSecurityPolicy-2016-08' }] },
        { policies: [{ name: 'tls', type: 'SSLNegotiationPolicyType', tls10: true }] },
        { listeners: [{ ...onPort, protocol: 'HTTPS', certificate }] },
      ],
      unknown: [{ policies: [{ name: 'tls', type: 'SSLNegotiationPolicyType', reference: 'ELBSecurityPolicy-Next-2031-01' }] }],
    },
  }),
  rule({
    id: 'clb-predefined-tls-policy',
    since: '2026.12',
    on: { ...balancer, tf: [] },
    applies: forSome(listeners, oneOf(listener.protocol, secure)),
    severity: 'low',
    category: 'in-transit',
    profile: 'strict',
    title: 'Classic Load Balancer takes the policy of AWS that asks for TLS 1.2',
    message: 'Classic Load Balancer {name} does not take the policy of AWS that asks for TLS 1.2.',
    why: 'A list of protocols and ciphers of one\'s own is not kept up when one of them is broken.',
    source: policyPage,
    standards: { 'aws-fsbp': ['ELB.8'] },
    aliases: ['ELB_PREDEFINED_SECURITY_POLICY_SSL_CHECK'],
    require: together(
      forSome(policies, all(equals(policy.type, 'SSLNegotiationPolicyType'), equals(policy.reference, 'ELBSecurityPolicy-TLS-1-2-2017-01'))),
      forEach(listeners, cases([{ when: oneOf(listener.protocol, secure), require: present(listener.policies) }])),
    ),
    examples: {
      pass: [
        {
          listeners: [{ ...onPort, protocol: 'HTTPS', certificate, policies: ['tls'] }],
          policies: [{ name: 'tls', type: 'SSLNegotiationPolicyType', reference: 'ELBSecurityPolicy-TLS-1-2-2017-01' }],
        },
      ],
      fail: [
        { listeners: [{ ...onPort, protocol: 'HTTPS', certificate }] },
        {
          listeners: [{ ...onPort, protocol: 'HTTPS', certificate, policies: ['tls'] }],
          policies: [{ name: 'tls', type: 'SSLNegotiationPolicyType', tls10: false }],
        },
      ],
      unknown: [
        {
          listeners: [{ ...onPort, protocol: 'HTTPS', certificate, policies: ['tls'] }],
          policies: [{ name: 'tls', type: 'SSLNegotiationPolicyType', reference: unresolved }],
        },
      ],
      skip: [{}, { listeners: [{ ...onPort, protocol: 'HTTP' }] }],
    },
  }),
  rule({
    id: 'clb-policy-tls',
    since: '2026.12',
    on: balancerPolicy,
    applies: equals(balancerPolicy.props.type, 'SSLNegotiationPolicyType'),
    severity: 'medium',
    category: 'in-transit',
    title: 'Policy of a Classic Load Balancer asks for TLS 1.2',
    message: 'Policy {name} of a Classic Load Balancer accepts outdated versions of TLS.',
    why: whyTls,
    source: policyPage,
    standards: { 'aws-fsbp': ['ELB.8'] },
    aliases: ['CKV_AWS_213'],
    require: asksForTls12(balancerPolicy.props),
    examples: {
      pass: [{ type: 'SSLNegotiationPolicyType', reference: 'ELBSecurityPolicy-TLS-1-2-2017-01' }],
      fail: [{ type: 'SSLNegotiationPolicyType', reference: 'ELBSecurityPolicy-2016-08' }],
      unknown: [{ type: 'SSLNegotiationPolicyType', reference: unresolved }],
      skip: [{ type: 'AppCookieStickinessPolicyType' }],
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
    standards: {
      'aws-fsbp': ['ELB.5'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'],
      'nist-800-53-r5': ['AC-4(26)', 'AU-10', 'AU-12', 'AU-12(1)', 'AU-12(2)', 'AU-12(3)', 'AU-12(4)', 'AU-12a', 'AU-12c', 'AU-14', 'AU-14(3)', 'AU-14a', 'AU-14b', 'AU-2', 'AU-2b', 'AU-3', 'AU-3a', 'AU-3b', 'AU-3c', 'AU-3d', 'AU-3e', 'AU-3f', 'AU-6(3)', 'AU-6(4)', 'AU-6(6)', 'AU-6(9)', 'AU-8', 'AU-8b', 'CA-7', 'CA-7b', 'CM-5(1)', 'CM-5(1)(b)', 'IA-3(3)', 'IA-3(3)(b)', 'MA-4(1)', 'MA-4(1)(a)', 'PM-14', 'PM-14a.1', 'PM-14b', 'PM-31', 'SC-7(9)', 'SC-7(9)(b)', 'SI-4(17)', 'SI-7(8)'],
      hipaa: ['164.308(a)(1)(ii)(D)', '164.308(a)(3)(ii)(A)', '164.308(a)(6)(ii)', '164.312(b)'],
    },
    aliases: ['CKV_AWS_92', 'W26', 'ELB_LOGGING_ENABLED', 'ELBLoggingEnabled', 'AwsSolutions-ELB2'],
    require: equals(accessLogs, true),
    examples: { pass: [{ accessLogs: true }], fail: [{}, { accessLogs: false }], unknown: [{ accessLogs: unresolved }] },
  }),
];
