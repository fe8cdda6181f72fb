import { resource } from '../../server/src/core/rule/property.ts';
import { all, any, equals, not, oneOf, referencedBy } from '../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const vpc = resource({
  label: 'VPC',
  cfn: 'AWS::EC2::VPC',
  tf: 'aws_vpc',
  minimal: { cfn: { CidrBlock: '10.0.0.0/16' }, tf: { cidr_block: '10.0.0.0/16' } },
  props: { encryptionMode: { cfn: 'VpcEncryptionControl.Mode' } },
});

const encryptionControl = resource({
  label: 'VPC encryption control',
  cfn: 'AWS::EC2::VPCEncryptionControl',
  tf: 'aws_vpc_encryption_control',
  props: { vpc: { cfn: 'VpcId', tf: 'vpc_id' }, mode: { cfn: 'Mode', tf: 'mode' } },
});

const flowLog = resource({
  label: 'flow log',
  cfn: 'AWS::EC2::FlowLog',
  tf: 'aws_flow_log',
  minimal: {
    cfn: { ResourceType: 'VPC', LogDestinationType: 's3', LogDestination: 'arn:aws:s3:::flows' },
    tf: { log_destination_type: 's3', log_destination: 'arn:aws:s3:::flows' },
  },
  props: { of: { cfn: 'ResourceId', tf: 'vpc_id' }, traffic: { cfn: 'TrafficType', tf: 'traffic_type' } },
});

const transitGateway = resource({
  label: 'transit gateway',
  cfn: 'AWS::EC2::TransitGateway',
  tf: 'aws_ec2_transit_gateway',
  props: { encryption: { cfn: 'EncryptionSupport', tf: 'encryption_support', whenAbsent: 'disable' } },
});

const directConnect = resource({
  label: 'Direct Connect connection',
  cfn: ['AWS::DirectConnect::Connection', 'AWS::DirectConnect::Lag'],
  tf: 'aws_dx_connection',
  minimal: { cfn: { ConnectionName: 'office', Bandwidth: '10Gbps', Location: 'EqDC2' }, tf: { name: 'office', bandwidth: '10Gbps', location: 'EqDC2' } },
  props: { macSec: { cfn: 'RequestMACSec', tf: 'request_macsec', whenAbsent: false }, mode: { tf: 'encryption_mode' } },
});

const { encryption } = transitGateway.props;
const { macSec, mode } = directConnect.props;

/** The rules about networks: VPCs, transit gateways and Direct Connect. */
export const vpcRules: readonly RuleRecord[] = [
  rule({
    id: 'vpc-flow-logs',
    since: '2026.12',
    on: vpc,
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'VPC logs its traffic',
    message: 'VPC {name} has no flow log.',
    why: 'Nobody can say afterwards where data went: a leak through the network cannot be bounded.',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html',
    standards: {
      'aws-fsbp': ['EC2.6'],
      'cis-aws': ['v3.0/3.7', 'v5.0/3.7', 'v6.0/4.7'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', '11.3.1.1', '11.5.1.1', '7.2.1', 'appendix.a1.2.1'],
      'nist-800-53-r5': ['AC-4(26)', 'AU-12', 'AU-12(1)', 'AU-12(2)', 'AU-12(3)', 'AU-12(4)', 'AU-12a', 'AU-12c', 'AU-14', 'AU-14(3)', 'AU-14a', 'AU-14b', 'AU-2', 'AU-2b', 'AU-3', 'AU-3a', 'AU-3b', 'AU-3c', 'AU-3d', 'AU-3e', 'AU-6(3)', 'AU-6(4)', 'AU-6(6)', 'AU-6(9)', 'AU-8', 'AU-8b', 'CA-7', 'CA-7b', 'CM-5(1)', 'CM-5(1)(b)', 'CM-6', 'CM-6a', 'CM-9', 'CM-9b', 'IA-3(3)', 'IA-3(3)(b)', 'MA-4(1)', 'MA-4(1)(a)', 'PM-14', 'PM-14a.1', 'PM-14b', 'PM-31', 'SI-4(17)', 'SI-7(8)'],
      hipaa: ['164.308(a)(1)(ii)(D)', '164.308(a)(3)(ii)(A)', '164.308(a)(6)(ii)', '164.312(b)', '164.312(c)(2)'],
    },
    aliases: ['CKV2_AWS_11', 'AWS-0178', 'W60', 'VPCFlowLogsEnabled', 'AwsSolutions-VPC7'],
    require: referencedBy(flowLog, flowLog.props.of, oneOf(flowLog.props.traffic, ['ALL', 'REJECT'])),
    examples: {
      pass: [scene({ Network: [vpc, {}], Flows: [flowLog, { of: refTo('Network'), traffic: 'ALL' }] })],
      fail: [{}, scene({ Network: [vpc, {}], Flows: [flowLog, { of: refTo('Network'), traffic: 'ACCEPT' }] })],
      unknown: [scene({ Network: [vpc, {}], Flows: [flowLog, { of: refTo('Network'), traffic: unresolved }] })],
    },
  }),
  rule({
    id: 'vpc-encryption-control',
    since: '2026.12',
    on: vpc,
    severity: 'medium',
    category: 'in-transit',
    profile: 'all',
    title: 'VPC takes encrypted traffic only',
    message: 'VPC {name} does not enforce that its traffic is encrypted.',
    why: 'An instance type or a service that sends in the clear goes unnoticed until somebody reads along.',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-encryption-controls.html',
    require: any(equals(vpc.props.encryptionMode, 'enforce'), referencedBy(encryptionControl, encryptionControl.props.vpc, equals(encryptionControl.props.mode, 'enforce'))),
    examples: {
      pass: [scene({ Network: [vpc, {}], Control: [encryptionControl, { vpc: refTo('Network'), mode: 'enforce' }] })],
      fail: [{}, scene({ Network: [vpc, {}], Control: [encryptionControl, { vpc: refTo('Network'), mode: 'monitor' }] })],
      unknown: [scene({ Network: [vpc, {}], Control: [encryptionControl, { vpc: refTo('Network'), mode: unresolved }] })],
    },
  }),
  rule({
    id: 'transit-gateway-encryption',
    since: '2026.12',
    on: transitGateway,
    severity: 'low',
    category: 'in-transit',
    profile: 'all',
    title: 'Transit gateway encrypts what passes between its VPCs',
    message: 'Transit gateway {name} does not encrypt what passes between its VPCs.',
    why: 'A VPC that takes encrypted traffic only cannot reach another one through a gateway that does not encrypt.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-transitgateway.html',
    require: equals(encryption, 'enable'),
    fix: { title: 'Encrypt it', set: [[encryption, 'enable']] },
    examples: { pass: [{ encryption: 'enable' }], fail: [{}, { encryption: 'disable' }], unknown: [{ encryption: unresolved }] },
  }),
  rule({
    id: 'direct-connect-macsec',
    since: '2026.12',
    on: directConnect,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'Direct Connect encrypts with MACsec',
    message: 'Direct Connect connection {name} does not ask for MACsec.',
    why: 'The line runs through the buildings and hands of several companies; without MACsec or a VPN on top, each of them can read along.',
    source: 'https://docs.aws.amazon.com/directconnect/latest/UserGuide/MACsec.html',
    require: all(equals(macSec, true), not(oneOf(mode, ['no_encrypt', 'should_encrypt']))),
    examples: {
      pass: [{ macSec: true, mode: 'must_encrypt' }],
      fail: [{}, { macSec: false }],
      unknown: [{ macSec: unresolved }],
    },
  }),
];
