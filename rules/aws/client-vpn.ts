import { resource } from '../../server/src/core/rule/property.ts';
import { equals, forSome, oneOf } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const endpoint = resource({
  label: 'Client VPN endpoint',
  cfn: 'AWS::EC2::ClientVpnEndpoint',
  tf: 'aws_ec2_client_vpn_endpoint',
  minimal: {
    cfn: { ClientCidrBlock: '10.0.0.0/22', ServerCertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1234' },
    tf: { client_cidr_block: '10.0.0.0/22', server_certificate_arn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1234' },
  },
  props: {
    authentications: { cfn: 'AuthenticationOptions[]', tf: 'authentication_options[]', items: { type: { cfn: 'Type', tf: 'type' } } },
    logging: { cfn: 'ConnectionLogOptions.Enabled', tf: 'connection_log_options.enabled', whenAbsent: false },
    splitTunnel: { cfn: 'SplitTunnel', tf: 'split_tunnel', whenAbsent: false },
  },
});

const { authentications, logging, splitTunnel } = endpoint.props;

/** The rules about Client VPN endpoints. */
export const clientVpnRules: readonly RuleRecord[] = [
  rule({
    id: 'client-vpn-authentication',
    since: '2026.12',
    on: endpoint,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'Client VPN endpoint asks who its user is',
    message: 'Client VPN endpoint {name} asks for a certificate alone.',
    why: 'A certificate that was copied from a laptop opens the network to whoever has it; a directory asks for a person, and for a second factor.',
    source: 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/client-authentication.html',
    require: forSome(authentications, oneOf(authentications.items.type, ['federated-authentication', 'directory-service-authentication'])),
    examples: {
      pass: [{ authentications: [{ type: 'federated-authentication' }] }, { authentications: [{ type: 'certificate-authentication' }, { type: 'directory-service-authentication' }] }],
      fail: [{ authentications: [{ type: 'certificate-authentication' }] }, {}],
      unknown: [{ authentications: [{ type: unresolved }] }],
    },
  }),
  rule({
    id: 'client-vpn-logging',
    since: '2026.12',
    on: endpoint,
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'Client VPN endpoint logs its connections',
    message: 'Client VPN endpoint {name} does not log its connections.',
    why: 'Nobody can say afterwards who was in the network, from where, and when.',
    source: 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/connection-logging.html',
    standards: {
      'aws-fsbp': ['EC2.51'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'],
    },
    require: equals(logging, true),
    examples: { pass: [{ logging: true }], fail: [{ logging: false }, {}], unknown: [{ logging: unresolved }] },
  }),
  rule({
    id: 'client-vpn-split-tunnel',
    since: '2026.12',
    on: endpoint,
    severity: 'low',
    category: 'in-transit',
    profile: 'all',
    title: 'Client VPN endpoint takes all traffic of its clients',
    message: 'Client VPN endpoint {name} leaves part of the traffic of its clients outside of the tunnel.',
    why: 'A client is in your network and in a strange one at the same time, and what it sends to the strange one is inspected by nobody.',
    source: 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/split-tunnel-vpn.html',
    require: equals(splitTunnel, false),
    fix: { title: 'Take all traffic', set: [[splitTunnel, false]] },
    examples: { pass: [{}, { splitTunnel: false }], fail: [{ splitTunnel: true }], unknown: [{ splitTunnel: unresolved }] },
  }),
];
