import { resource, type Property, type PropertySpec } from '../../../server/src/core/rule/property.ts';
import { absent, all, any, forEach, type Requirement } from '../../../server/src/core/rule/requirement.ts';

/** The options of a tunnel that say what it accepts: what both families call them, and the default. */
const algorithms = {
  ikeVersion: { cfn: 'IKEVersions', tf: 'ike_versions', whenAbsent: 'ikev1' },
  phase1Encryption: { cfn: 'Phase1EncryptionAlgorithms', tf: 'phase1_encryption_algorithms', whenAbsent: 'AES128' },
  phase2Encryption: { cfn: 'Phase2EncryptionAlgorithms', tf: 'phase2_encryption_algorithms', whenAbsent: 'AES128' },
  phase1Integrity: { cfn: 'Phase1IntegrityAlgorithms', tf: 'phase1_integrity_algorithms', whenAbsent: 'SHA1' },
  phase2Integrity: { cfn: 'Phase2IntegrityAlgorithms', tf: 'phase2_integrity_algorithms', whenAbsent: 'SHA1' },
  phase1Group: { cfn: 'Phase1DHGroupNumbers', tf: 'phase1_dh_group_numbers', whenAbsent: 2 },
  phase2Group: { cfn: 'Phase2DHGroupNumbers', tf: 'phase2_dh_group_numbers', whenAbsent: 2 },
} as const;

/** The other options. */
const settings = {
  preSharedKey: { cfn: 'PreSharedKey', tf: 'preshared_key' },
  timeoutAction: { cfn: 'DPDTimeoutAction', tf: 'dpd_timeout_action', whenAbsent: 'clear' },
  logging: { cfn: 'LogOptions.CloudwatchLogOptions.LogEnabled', tf: 'log_options.cloudwatch_log_options.log_enabled', whenAbsent: false },
  lifecycle: { cfn: 'EnableTunnelLifecycleControl', tf: 'enable_tunnel_lifecycle_control', whenAbsent: false },
} as const;

type Algorithm = keyof typeof algorithms;
type Setting = keyof typeof settings;
/** A fact about each value of an option, and the option as a whole: `ikeVersion`, `ikeVersionList`. */
type Option = Algorithm | `${Algorithm}List` | Setting;

/** The options of one tunnel. */
export type Tunnel = Readonly<Record<Option, Property>>;

type Named<Name extends string> = { readonly [K in Option as `${Name}${Capitalize<K>}`]: PropertySpec };

/** Terraform spells the two tunnels as arguments (`tunnel1_ike_versions`), not as a list. */
function terraformTunnel<const Name extends string>(name: Name, prefix: string): Named<Name> {
  const specs = [
    ...Object.entries(algorithms).flatMap(([key, { tf, whenAbsent }]): readonly (readonly [string, PropertySpec])[] => [
      [key, { tf: `${prefix}${tf}[]`, whenAbsent }],
      [`${key}List`, { tf: `${prefix}${tf}` }],
    ]),
    ...Object.entries(settings).map(([key, spec]): readonly [string, PropertySpec] => [key, { ...spec, cfn: [], tf: `${prefix}${spec.tf}` }]),
  ];
  return Object.fromEntries(specs.map(([key, spec]) => [name + key.charAt(0).toUpperCase() + key.slice(1), spec])) as Named<Name>;
}

function itemsOfList(): Readonly<Record<Option, PropertySpec>> {
  return Object.fromEntries([
    ...Object.entries(algorithms).flatMap(([key, { cfn, whenAbsent }]): readonly (readonly [string, PropertySpec])[] => [
      [key, { cfn: `${cfn}[].Value`, whenAbsent }],
      [`${key}List`, { cfn }],
    ]),
    ...Object.entries(settings).map(([key, spec]): readonly [string, PropertySpec] => [key, { ...spec, tf: [] }]),
  ]) as Readonly<Record<Option, PropertySpec>>;
}

/**
 * A Site-to-Site VPN connection. What AWS takes where an option is not written is in the table of tunnel options:
 * https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html. A default that allows a weak choice among others stands as that choice.
 */
export const connection = resource({
  label: 'VPN connection',
  cfn: 'AWS::EC2::VPNConnection',
  tf: 'aws_vpn_connection',
  minimal: {
    cfn: { Type: 'ipsec.1', CustomerGatewayId: 'cgw-1234', TransitGatewayId: 'tgw-1234' },
    tf: { type: 'ipsec.1', customer_gateway_id: 'cgw-1234', transit_gateway_id: 'tgw-1234' },
  },
  props: {
    keyStorage: { cfn: 'PreSharedKeyStorage', tf: 'preshared_key_storage', whenAbsent: 'Standard' },
    specifications: { cfn: 'VpnTunnelOptionsSpecifications' },
    tunnels: { cfn: 'VpnTunnelOptionsSpecifications[]', items: itemsOfList() },
    ...terraformTunnel('first', 'tunnel1_'),
    ...terraformTunnel('second', 'tunnel2_'),
  },
});

const { props } = connection;
const optionNames = [...Object.keys(algorithms).flatMap((key) => [key, `${key}List`]), ...Object.keys(settings)];

function tunnelOf(name: 'first' | 'second'): Tunnel {
  const all: Readonly<Record<string, Property>> = props;
  return Object.fromEntries(optionNames.map((key) => [key, all[name + key.charAt(0).toUpperCase() + key.slice(1)]])) as Tunnel;
}

/** The tunnels as Terraform writes them, and an item of the list that CloudFormation has. */
export const terraformTunnels: readonly Tunnel[] = [tunnelOf('first'), tunnelOf('second')];
export const tunnelItem: Tunnel = props.tunnels.items;

const saysNothing = (tunnel: Tunnel): Requirement => all(...(Object.keys(algorithms) as readonly Algorithm[]).map((key) => absent(tunnel[`${key}List`])));

/** Each tunnel meets it. A tunnel about whose algorithms nothing is said is another rule's business: `vpn-both-tunnels-configured`. */
export function eachSpecified(require: (tunnel: Tunnel) => Requirement): Requirement {
  return all(forEach(props.tunnels, require(tunnelItem)), ...terraformTunnels.map((tunnel) => any(require(tunnel), saysNothing(tunnel))));
}

/** Each tunnel meets it, whatever is said about it. */
export function eachTunnel(require: (tunnel: Tunnel) => Requirement, whenEmpty: 'pass' | 'fail' = 'pass'): Requirement {
  return all(forEach(props.tunnels, require(tunnelItem), whenEmpty), ...terraformTunnels.map(require));
}
