import assert from 'node:assert/strict';
import { vpnRules } from '../../rules/aws/vpn.ts';
import { judge } from '../../server/src/core/engine/judge.ts';
import { readModule } from '../../server/src/formats/terraform-json/module.ts';
import { parseJson } from '../../server/src/syntax/json/parse.ts';

const sound = { ike_versions: ['ikev2'], phase1_integrity_algorithms: ['SHA2-256'], phase2_integrity_algorithms: ['SHA2-256'], phase1_dh_group_numbers: [19], phase2_dh_group_numbers: [19] };
const onTunnel = (n: 1 | 2, options: object): object => Object.fromEntries(Object.entries(options).map(([key, value]) => [`tunnel${n}_${key}`, value]));
const both = { ...onTunnel(1, sound), ...onTunnel(2, sound) };

/** The rules of the profile `default` that fail for a connection with these arguments. */
function failing(tunnels: object): readonly string[] {
  const resource = { aws_vpn_connection: { office: { type: 'ipsec.1', customer_gateway_id: 'cgw-1', ...tunnels } } };
  const document = parseJson(JSON.stringify({ resource }), 'main.tf.json');
  const { template } = readModule({ folder: '', documents: [document] }, () => undefined);
  const rules = vpnRules.filter(({ profile }) => profile === 'default').map((rule) => ({ rule, severity: rule.severity }));
  const { findings, errors } = judge(template, { rules, profile: 'default' });
  assert.deepEqual(errors, []);
  return findings.filter(({ verdict }) => verdict === 'fail').map(({ rule, path }) => `${rule} ${path.replace(/\[.*/, '')}`);
}

describe('the tunnels of a VPN connection in Terraform', () => {
  for (const [title, tunnels, expected] of [
    ['pass when both say what is strong', both, []],
    ['fail once when nothing is said', {}, ['vpn-both-tunnels-configured VpnTunnelOptionsSpecifications']],
    ['fail once when nothing is said about the second', onTunnel(1, sound), ['vpn-both-tunnels-configured VpnTunnelOptionsSpecifications']],
    ['fail for IKEv1 on the second', { ...both, tunnel2_ike_versions: ['ikev1', 'ikev2'] }, ['vpn-ike-version tunnel2_ike_versions']],
    ['fail for a weak group in phase 2', { ...both, tunnel1_phase2_dh_group_numbers: [2, 19] }, ['vpn-dh-groups tunnel1_phase2_dh_group_numbers']],
    ['fail for SHA-1', { ...both, tunnel1_phase1_integrity_algorithms: ['SHA1'] }, ['vpn-integrity-algorithms tunnel1_phase1_integrity_algorithms']],
    ['fail for a key in clear text', { ...both, tunnel2_preshared_key: 'example_Key_1234' }, ['vpn-pre-shared-key tunnel2_preshared_key']],
  ] as const)
    it(title, () => {
      assert.deepEqual(failing(tunnels), expected);
    });
});
