import { all, equals, oneOf, present, secretChannel } from '../../server/src/core/rule/requirement.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { madeByMacro, noEchoParameter, parameterDefault, refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { saysWhatBothAccept } from './vpn/both-tunnels.ts';
import { connection, eachSpecified, eachTunnel, terraformTunnels, tunnelItem } from './vpn/connection.ts';

const { keyStorage } = connection.props;
const [first, second] = terraformTunnels;
const page = 'https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html';
const authentication = 'https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-tunnel-authentication-options.html';
const values = (...of: readonly (string | number)[]): readonly { readonly Value: string | number }[] => of.map((Value) => ({ Value }));
// Groups 2, 5 and 22 to 24 are weak: https://www.rfc-editor.org/rfc/rfc8247#section-2.4
const strongGroups = [14, 15, 16, 17, 18, 19, 20, 21];
const bestGroups = [19, 20, 21];
const strongIntegrity = ['SHA2-256', 'SHA2-384', 'SHA2-512'];
const strongEncryption = ['AES256-GCM-16', 'AES256'];

const sound = {
  IKEVersions: values('ikev2'),
  Phase1EncryptionAlgorithms: values(...strongEncryption),
  Phase2EncryptionAlgorithms: values(...strongEncryption),
  Phase1IntegrityAlgorithms: values(...strongIntegrity),
  Phase2IntegrityAlgorithms: values(...strongIntegrity),
  Phase1DHGroupNumbers: values(...bestGroups),
  Phase2DHGroupNumbers: values(...bestGroups),
};
const soundInTerraform = {
  ike_versions: ['ikev2'],
  phase1_encryption_algorithms: strongEncryption,
  phase2_encryption_algorithms: strongEncryption,
  phase1_integrity_algorithms: strongIntegrity,
  phase2_integrity_algorithms: strongIntegrity,
  phase1_dh_group_numbers: bestGroups,
  phase2_dh_group_numbers: bestGroups,
};

type Algorithm = 'ikeVersion' | 'phase1Encryption' | 'phase2Encryption' | 'phase1Integrity' | 'phase2Integrity' | 'phase1Group' | 'phase2Group';

/** Sets the options of the tunnel that failed in CloudFormation, and of both in Terraform. */
function setTo(options: readonly Algorithm[], of: readonly (string | number)[]) {
  return options.flatMap((option) => [
    [tunnelItem[`${option}List`], values(...of)] as const,
    ...[first, second].flatMap((tunnel) => (tunnel ? [[tunnel[`${option}List`], of] as const] : [])),
  ]);
}

const secret = resource({ label: 'secret', cfn: 'AWS::SecretsManager::Secret', tf: 'aws_secretsmanager_secret', props: {} });

const gateway = resource({
  label: 'customer gateway',
  cfn: 'AWS::EC2::CustomerGateway',
  tf: 'aws_customer_gateway',
  minimal: { cfn: { Type: 'ipsec.1', BgpAsn: 65000, IpAddress: '192.0.2.1' }, tf: { type: 'ipsec.1', bgp_asn: '65000', ip_address: '192.0.2.1' } },
  props: { certificate: { cfn: 'CertificateArn', tf: 'certificate_arn' } },
});

/** One tunnel with these values of options. Terraform's spelling is tested apart: test/rules/vpn-terraform.test.ts. */
const withOptions = (options: Readonly<Partial<Record<Algorithm, readonly (string | number)[]>>>) => ({
  tunnels: [Object.fromEntries(Object.entries(options).map(([option, of]) => [`${option}List`, values(...of)]))],
});

/** The rules about Site-to-Site VPN connections. */
export const vpnRules: readonly RuleRecord[] = [
  rule({
    id: 'vpn-both-tunnels-configured',
    since: '2026.12',
    on: connection,
    severity: 'medium',
    category: 'in-transit',
    title: 'VPN connection says what both of its tunnels accept',
    message: 'VPN connection {name} leaves it to AWS what its tunnels accept.',
    why: 'By default a tunnel accepts IKEv1, SHA-1 and Diffie-Hellman group 2; the weakest of them is agreed on as soon as one side asks.',
    source: page,
    require: (subject, view) => saysWhatBothAccept(subject, view, { cfn: sound, tf: soundInTerraform }),
    fix: { title: 'Accept strong algorithms only' },
    examples: {
      pass: [{ specifications: [sound, sound] }],
      fail: [{}, { specifications: [] }, { specifications: [sound] }],
      unknown: [{ specifications: unresolved }, madeByMacro],
    },
  }),
  rule({
    id: 'vpn-ike-version',
    since: '2026.12',
    on: connection,
    severity: 'high',
    category: 'in-transit',
    title: 'VPN tunnel accepts IKEv2 only',
    message: 'A tunnel of VPN connection {name} accepts IKEv1.',
    why: 'IKEv1 with a pre-shared key can be attacked offline, and the weaker version is agreed on as soon as one side asks.',
    source: page,
    require: eachSpecified((tunnel) => equals(tunnel.ikeVersion, 'ikev2')),
    fix: { title: 'Accept IKEv2 only', set: setTo(['ikeVersion'], ['ikev2']) },
    examples: {
      pass: [withOptions({ ikeVersion: ['ikev2'] }), {}],
      fail: [withOptions({ ikeVersion: ['ikev1', 'ikev2'] }), withOptions({ phase1Group: [19] })],
      unknown: [{ tunnels: [{ ikeVersionList: [{ Value: unresolved }] }] }],
    },
  }),
  rule({
    id: 'vpn-dh-groups',
    since: '2026.12',
    on: connection,
    severity: 'high',
    category: 'in-transit',
    title: 'VPN tunnel agrees on keys in strong groups only',
    message: 'A tunnel of VPN connection {name} agrees on keys in a weak Diffie-Hellman group.',
    why: 'Groups 2, 5 and 22 to 24 are within reach of an attacker who records the traffic today and computes the key later.',
    source: page,
    require: eachSpecified((tunnel) => all(oneOf(tunnel.phase1Group, strongGroups), oneOf(tunnel.phase2Group, strongGroups))),
    fix: { title: 'Use groups 19 to 21', set: setTo(['phase1Group', 'phase2Group'], bestGroups) },
    examples: {
      pass: [withOptions({ phase1Group: [19, 20], phase2Group: [14] }), {}],
      fail: [withOptions({ phase1Group: [2], phase2Group: [19] })],
      unknown: [{ tunnels: [{ phase1GroupList: values(19), phase2GroupList: [{ Value: unresolved }] }] }],
    },
  }),
  rule({
    id: 'vpn-integrity-algorithms',
    since: '2026.12',
    on: connection,
    severity: 'high',
    category: 'in-transit',
    title: 'VPN tunnel checks integrity with SHA-2',
    message: 'A tunnel of VPN connection {name} checks integrity with SHA-1.',
    why: 'SHA-1 is broken as a hash and forbidden by current standards; the weaker algorithm is agreed on as soon as one side asks.',
    source: page,
    require: eachSpecified((tunnel) => all(oneOf(tunnel.phase1Integrity, strongIntegrity), oneOf(tunnel.phase2Integrity, strongIntegrity))),
    fix: { title: 'Use SHA-2', set: setTo(['phase1Integrity', 'phase2Integrity'], strongIntegrity) },
    examples: {
      pass: [withOptions({ phase1Integrity: ['SHA2-256'], phase2Integrity: ['SHA2-256'] }), {}],
      fail: [withOptions({ phase1Integrity: ['SHA2-256'], phase2Integrity: ['SHA1'] })],
      unknown: [{ tunnels: [{ phase1IntegrityList: values('SHA2-256'), phase2IntegrityList: [{ Value: unresolved }] }] }],
    },
  }),
  ...([1, 2] as const).map((phase) => {
    const option = `phase${phase}Encryption` as const;
    return rule({
      id: `vpn-phase${phase}-encryption`,
      since: '2026.12',
      on: connection,
      severity: 'medium',
      category: 'in-transit',
      profile: 'strict',
      title: `VPN tunnel encrypts phase ${phase} with AES-256`,
      message: `A tunnel of VPN connection {name} encrypts phase ${phase} with AES-128.`,
      why: 'Traffic that is recorded today must stay secret for years, also against quantum computers, which halve the strength of a key.',
      source: page,
      require: eachSpecified((tunnel) => oneOf(tunnel[option], strongEncryption)),
      fix: { title: 'Use AES-256', set: setTo([option], strongEncryption) },
      examples: {
        pass: [withOptions({ [option]: ['AES256-GCM-16'] }), {}],
        fail: [withOptions({ [option]: ['AES128'] })],
        unknown: [{ tunnels: [{ [`${option}List`]: [{ Value: unresolved }] }] }],
      },
    });
  }),
  rule({
    id: 'vpn-pre-shared-key',
    since: '2026.12',
    on: connection,
    severity: 'critical',
    category: 'secrets',
    title: 'The pre-shared key of a VPN tunnel is in no template',
    message: 'VPN connection {name} has a pre-shared key in the template.',
    why: 'Whoever reads the template, its history or the parameters of the stack can pose as either end of the tunnel.',
    source: authentication,
    require: eachTunnel((tunnel) => secretChannel(tunnel.preSharedKey)),
    examples: {
      pass: [{ tunnels: [{ preSharedKey: noEchoParameter }] }, {}, { tunnels: [{ preSharedKey: '{{resolve:secretsmanager:vpn:SecretString:psk}}' }] }],
      fail: [{ tunnels: [{ preSharedKey: 'example_Key_1234' }] }, { tunnels: [{ preSharedKey: parameterDefault('example_Key_1234') }] }],
      unknown: [scene({ Connection: [connection, { tunnels: [{ preSharedKey: refTo('Key') }] }], Key: [secret, {}] })],
    },
  }),
  rule({
    id: 'vpn-pre-shared-key-storage',
    since: '2026.12',
    on: connection,
    severity: 'low',
    category: 'secrets',
    profile: 'strict',
    title: 'The pre-shared keys of a VPN connection are kept in Secrets Manager',
    message: 'The pre-shared keys of VPN connection {name} are kept in the connection itself.',
    why: 'Everybody who may describe the connection then reads its keys.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpnTunnelOptions.html',
    require: equals(keyStorage, 'SecretsManager'),
    fix: { title: 'Keep the keys in Secrets Manager', set: [[keyStorage, 'SecretsManager']] },
    examples: { pass: [{ keyStorage: 'SecretsManager' }], fail: [{}, { keyStorage: 'Standard' }], unknown: [{ keyStorage: unresolved }] },
  }),
  rule({
    id: 'vpn-logging',
    since: '2026.12',
    on: connection,
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'VPN tunnel logs its negotiations',
    message: 'A tunnel of VPN connection {name} does not log its negotiations.',
    why: 'Attempts to break in and fall-backs to weaker algorithms show in this log, and nowhere else.',
    source: 'https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-logs.html',
    standards: { 'aws-fsbp': ['EC2.171'] },
    require: eachTunnel((tunnel) => equals(tunnel.logging, true), 'fail'),
    examples: {
      pass: [{ tunnels: [{ logging: true }] }],
      fail: [{ tunnels: [] }, { tunnels: [{ logging: false }] }],
      unknown: [{ tunnels: [{ logging: unresolved }] }],
    },
  }),
  rule({
    id: 'vpn-dpd-and-startup',
    since: '2026.12',
    on: connection,
    severity: 'low',
    category: 'in-transit',
    profile: 'strict',
    title: 'VPN tunnel acts when its peer is gone',
    message: 'A tunnel of VPN connection {name} does nothing when its peer is gone.',
    why: 'A dead tunnel stays up in name; people route round it, in the clear.',
    source: page,
    require: eachTunnel((tunnel) => oneOf(tunnel.timeoutAction, ['clear', 'restart'])),
    fix: { title: 'Start again', set: [tunnelItem, first, second].flatMap((tunnel) => (tunnel ? [[tunnel.timeoutAction, 'restart'] as const] : [])) },
    examples: {
      pass: [{ tunnels: [{ timeoutAction: 'restart' }] }, {}],
      fail: [{ tunnels: [{ timeoutAction: 'none' }] }],
      unknown: [{ tunnels: [{ timeoutAction: unresolved }] }],
    },
  }),
  rule({
    id: 'vpn-tunnel-lifecycle-control',
    since: '2026.12',
    on: connection,
    severity: 'low',
    category: 'in-transit',
    profile: 'all',
    title: 'VPN tunnel is replaced when its owner says so',
    message: 'AWS may replace a tunnel of VPN connection {name} at any time.',
    why: 'A tunnel that goes down unannounced tempts people to route round it, in the clear.',
    source: 'https://docs.aws.amazon.com/vpn/latest/s2svpn/tunnel-endpoint-lifecycle.html',
    require: eachTunnel((tunnel) => equals(tunnel.lifecycle, true), 'fail'),
    examples: {
      pass: [{ tunnels: [{ lifecycle: true }] }],
      fail: [{ tunnels: [] }, { tunnels: [{ lifecycle: false }] }],
      unknown: [{ tunnels: [{ lifecycle: unresolved }] }],
    },
  }),
  rule({
    id: 'vpn-certificate-authentication',
    since: '2026.12',
    on: gateway,
    severity: 'low',
    category: 'certificates',
    profile: 'all',
    title: 'Customer gateway authenticates with a certificate',
    message: 'Customer gateway {name} authenticates with a pre-shared key.',
    why: 'A pre-shared key is copied between people and devices, never expires, and whoever has it poses as either end.',
    source: authentication,
    require: present(gateway.props.certificate),
    examples: { pass: [{ certificate: 'arn:aws:acm:eu-west-1:111122223333:certificate/1234' }], fail: [{}], unknown: [madeByMacro] },
  }),
];
