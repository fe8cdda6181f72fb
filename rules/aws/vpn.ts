import { resource } from '../../server/src/core/rule/property.ts';
import { all, atMost, equals, forEach, oneOf, present, secretChannel } from '../../server/src/core/rule/requirement.ts';
import { parameterDefault, noEchoParameter, refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';

/**
 * A Site-to-Site VPN connection. What AWS takes where an option is not written is in the table of tunnel options:
 * https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html. A default that allows a weak choice among others stands as that choice.
 * Terraform spells the two tunnels as arguments (`tunnel1_ike_versions`), not as a list.
 */
const connection = resource({
  label: 'VPN connection',
  cfn: 'AWS::EC2::VPNConnection',
  minimal: { cfn: { Type: 'ipsec.1', CustomerGatewayId: 'cgw-1234', TransitGatewayId: 'tgw-1234' } },
  props: {
    keyStorage: { cfn: 'PreSharedKeyStorage', whenAbsent: 'Standard' },
    specifications: { cfn: 'VpnTunnelOptionsSpecifications' },
    tunnels: {
      cfn: 'VpnTunnelOptionsSpecifications[]',
      items: {
        options: { cfn: '' },
        ikeVersions: { cfn: 'IKEVersions' },
        ikeVersion: { cfn: 'IKEVersions[].Value', whenAbsent: 'ikev1' },
        phase1Encryptions: { cfn: 'Phase1EncryptionAlgorithms' },
        phase1Encryption: { cfn: 'Phase1EncryptionAlgorithms[].Value', whenAbsent: 'AES128' },
        phase2Encryptions: { cfn: 'Phase2EncryptionAlgorithms' },
        phase2Encryption: { cfn: 'Phase2EncryptionAlgorithms[].Value', whenAbsent: 'AES128' },
        phase1Integrities: { cfn: 'Phase1IntegrityAlgorithms' },
        phase1Integrity: { cfn: 'Phase1IntegrityAlgorithms[].Value', whenAbsent: 'SHA1' },
        phase2Integrities: { cfn: 'Phase2IntegrityAlgorithms' },
        phase2Integrity: { cfn: 'Phase2IntegrityAlgorithms[].Value', whenAbsent: 'SHA1' },
        phase1Groups: { cfn: 'Phase1DHGroupNumbers' },
        phase1Group: { cfn: 'Phase1DHGroupNumbers[].Value', whenAbsent: 2 },
        phase2Groups: { cfn: 'Phase2DHGroupNumbers' },
        phase2Group: { cfn: 'Phase2DHGroupNumbers[].Value', whenAbsent: 2 },
        phase1Seconds: { cfn: 'Phase1LifetimeSeconds', whenAbsent: 28800 },
        phase2Seconds: { cfn: 'Phase2LifetimeSeconds', whenAbsent: 3600 },
        preSharedKey: { cfn: 'PreSharedKey' },
        timeoutAction: { cfn: 'DPDTimeoutAction', whenAbsent: 'clear' },
        logging: { cfn: 'LogOptions.CloudwatchLogOptions.LogEnabled', whenAbsent: false },
        logGroup: { cfn: 'LogOptions.CloudwatchLogOptions.LogGroupArn' },
        lifecycle: { cfn: 'EnableTunnelLifecycleControl', whenAbsent: false },
      },
    },
  },
});

const { specifications, tunnels, keyStorage } = connection.props;
const tunnel = tunnels.items;
const page = 'https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html';
const values = (...of: readonly (string | number)[]): readonly { readonly Value: string | number }[] => of.map((Value) => ({ Value }));
const strongGroups = [14, 15, 16, 17, 18, 19, 20, 21];
const strongIntegrity = ['SHA2-256', 'SHA2-384', 'SHA2-512'];
const strongEncryption = ['AES256', 'AES256-GCM-16'];

const sound = {
  IKEVersions: values('ikev2'),
  Phase1EncryptionAlgorithms: values('AES256-GCM-16', 'AES256'),
  Phase2EncryptionAlgorithms: values('AES256-GCM-16', 'AES256'),
  Phase1IntegrityAlgorithms: values(...strongIntegrity),
  Phase2IntegrityAlgorithms: values(...strongIntegrity),
  Phase1DHGroupNumbers: values(19, 20, 21),
  Phase2DHGroupNumbers: values(19, 20, 21),
};

const secret = resource({ label: 'secret', cfn: 'AWS::SecretsManager::Secret', props: {} });

/** The rules about Site-to-Site VPN connections. */
export const vpnRules = [
  rule({
    id: 'vpn-both-tunnels-configured',
    since: '2026.12',
    on: connection,
    severity: 'high',
    category: 'in-transit',
    title: 'VPN connection says what its tunnels accept',
    message: 'VPN connection {name} leaves it to AWS what its tunnels accept.',
    why: 'By default a tunnel accepts IKEv1, SHA-1 and Diffie-Hellman group 2; the weakest of them is agreed on as soon as one side asks.',
    source: page,
    require: forEach(tunnels, present(tunnel.options), 'fail'),
    fix: { title: 'Accept strong algorithms only', set: [[specifications, [sound, sound]]] },
    examples: {
      pass: [{ tunnels: [{ ikeVersions: values('ikev2') }] }],
      fail: [{}, { specifications: [] }],
      unknown: [{ tunnels: unresolved }],
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
    require: forEach(tunnels, equals(tunnel.ikeVersion, 'ikev2')),
    fix: { title: 'Accept IKEv2 only', set: [[tunnel.ikeVersions, values('ikev2')]] },
    examples: {
      pass: [{ tunnels: [{ ikeVersions: values('ikev2') }, { ikeVersions: values('ikev2') }] }, {}],
      fail: [{ tunnels: [{ ikeVersions: values('ikev2') }, { ikeVersions: values('ikev1') }] }],
      unknown: [{ tunnels: [{ ikeVersions: [{ Value: unresolved }] }] }],
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
    require: forEach(tunnels, all(oneOf(tunnel.phase1Group, strongGroups), oneOf(tunnel.phase2Group, strongGroups))),
    fix: { title: 'Use groups 19 to 21', set: [[tunnel.phase1Groups, values(19, 20, 21)], [tunnel.phase2Groups, values(19, 20, 21)]] },
    examples: {
      pass: [{ tunnels: [{ phase1Groups: values(19, 20), phase2Groups: values(19, 20) }] }, {}],
      fail: [{ tunnels: [{ phase1Groups: values(2), phase2Groups: values(19) }] }],
      unknown: [{ tunnels: [{ phase1Groups: values(19), phase2Groups: [{ Value: unresolved }] }] }],
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
    require: forEach(tunnels, all(oneOf(tunnel.phase1Integrity, strongIntegrity), oneOf(tunnel.phase2Integrity, strongIntegrity))),
    fix: { title: 'Use SHA-2', set: [[tunnel.phase1Integrities, values(...strongIntegrity)], [tunnel.phase2Integrities, values(...strongIntegrity)]] },
    examples: {
      pass: [{ tunnels: [{ phase1Integrities: values('SHA2-256'), phase2Integrities: values('SHA2-256') }] }, {}],
      fail: [{ tunnels: [{ phase1Integrities: values('SHA2-256'), phase2Integrities: values('SHA1') }] }],
      unknown: [{ tunnels: [{ phase1Integrities: values('SHA2-256'), phase2Integrities: [{ Value: unresolved }] }] }],
    },
  }),
  ...(
    [
      { phase: 1, list: tunnel.phase1Encryptions, one: tunnel.phase1Encryption, name: 'phase1Encryptions' },
      { phase: 2, list: tunnel.phase2Encryptions, one: tunnel.phase2Encryption, name: 'phase2Encryptions' },
    ] as const
  ).map(({ phase, list, one, name }) =>
    rule({
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
      require: forEach(tunnels, oneOf(one, strongEncryption)),
      fix: { title: 'Use AES-256', set: [[list, values('AES256-GCM-16', 'AES256')]] },
      examples: {
        pass: [{ tunnels: [{ [name]: values('AES256-GCM-16') }] }, {}],
        fail: [{ tunnels: [{ [name]: values('AES128') }] }],
        unknown: [{ tunnels: [{ [name]: [{ Value: unresolved }] }] }],
      },
    }),
  ),
  rule({
    id: 'vpn-lifetimes',
    since: '2026.12',
    on: connection,
    severity: 'low',
    category: 'in-transit',
    profile: 'strict',
    title: 'VPN tunnel renews its keys in time',
    message: 'A tunnel of VPN connection {name} keeps its keys for too long.',
    why: 'The longer a key lives, the more traffic one stolen key opens.',
    source: page,
    require: forEach(tunnels, all(atMost(tunnel.phase1Seconds, 28800), atMost(tunnel.phase2Seconds, 3600))),
    examples: {
      pass: [{ tunnels: [{ phase1Seconds: 14400, phase2Seconds: 1800 }] }, {}],
      fail: [{ tunnels: [{ phase2Seconds: 7200 }] }],
      unknown: [{ tunnels: [{ phase2Seconds: unresolved }] }],
    },
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
    source: 'https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-tunnel-authentication-options.html',
    require: forEach(tunnels, secretChannel(tunnel.preSharedKey)),
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
    source: 'https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-tunnel-authentication-options.html',
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
    title: 'VPN tunnel logs its negotiations',
    message: 'A tunnel of VPN connection {name} does not log its negotiations.',
    why: 'Attempts to break in and fall-backs to weaker algorithms show in this log, and nowhere else.',
    source: 'https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-logs.html',
    standards: { 'aws-fsbp': ['EC2.171'] },
    require: forEach(tunnels, equals(tunnel.logging, true), 'fail'),
    examples: {
      pass: [{ tunnels: [{ logging: true, logGroup: 'arn:aws:logs:eu-west-1:111122223333:log-group:vpn' }] }],
      fail: [{}, { tunnels: [{ logging: false }] }],
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
    require: forEach(tunnels, oneOf(tunnel.timeoutAction, ['clear', 'restart'])),
    fix: { title: 'Start again', set: [[tunnel.timeoutAction, 'restart']] },
    examples: {
      pass: [{ tunnels: [{ timeoutAction: 'restart' }] }, {}],
      fail: [{ tunnels: [{ timeoutAction: 'none' }] }],
      unknown: [{ tunnels: [{ timeoutAction: unresolved }] }],
    },
  }),
];
