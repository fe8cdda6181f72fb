import { madeByMacro, refTo, scene } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { referencedBy } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const firewall = resource({
  label: 'network firewall',
  cfn: 'AWS::NetworkFirewall::Firewall',
  tf: 'aws_networkfirewall_firewall',
  minimal: {
    cfn: { FirewallName: 'edge', FirewallPolicyArn: 'arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/edge' },
    tf: { name: 'edge', firewall_policy_arn: 'arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/edge' },
  },
  props: {},
});

const logging = resource({
  label: 'firewall logging',
  cfn: 'AWS::NetworkFirewall::LoggingConfiguration',
  tf: 'aws_networkfirewall_logging_configuration',
  minimal: { cfn: { LoggingConfiguration: { LogDestinationConfigs: [] } }, tf: { logging_configuration: { log_destination_config: [] } } },
  props: { firewall: { cfn: 'FirewallArn', tf: 'firewall_arn' } },
});

/** The rules about AWS Network Firewall. */
export const networkFirewallRules: readonly RuleRecord[] = [
  rule({
    id: 'network-firewall-logging',
    since: '2026.12',
    on: firewall,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'Network firewall logs what it sees',
    message: 'Network firewall {name} does not log what it sees.',
    why: 'Data that is carried out of the network, and where to, shows nowhere else.',
    source: 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging.html',
    standards: {
      'aws-fsbp': ['NetworkFirewall.2'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'],
    },
    aliases: ['CKV2_AWS_63'],
    require: referencedBy(logging, logging.props.firewall),
    examples: {
      pass: [scene({ Firewall: [firewall, {}], Log: [logging, { firewall: refTo('Firewall', 'FirewallArn') }] })],
      fail: [{}],
      unknown: [scene({ Firewall: [firewall, {}], Log: [logging, madeByMacro] })],
    },
  }),
];
