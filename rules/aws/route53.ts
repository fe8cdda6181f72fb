import { resource } from '../../server/src/core/rule/property.ts';
import { absent, all, any, equals, not, present, referencedBy } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const zone = resource({
  label: 'hosted zone',
  cfn: 'AWS::Route53::HostedZone',
  tf: 'aws_route53_zone',
  minimal: { cfn: { Name: 'example.com' }, tf: { name: 'example.com' } },
  props: {
    vpcs: { cfn: 'VPCs', tf: 'vpc' },
    logging: { cfn: 'QueryLoggingConfig' },
    logGroup: { cfn: 'QueryLoggingConfig.CloudWatchLogsLogGroupArn' },
  },
});

/** Terraform writes it beside the zone. */
const queryLog = resource({
  label: 'query log',
  tf: 'aws_route53_query_log',
  minimal: { tf: { cloudwatch_log_group_arn: 'arn:aws:logs:us-east-1:111122223333:log-group:/aws/route53/example.com' } },
  props: { zone: { tf: 'zone_id' } },
});

/** Terraform may write the network of a private zone beside it. */
const network = resource({ label: 'zone association', tf: 'aws_route53_zone_association', minimal: { tf: { vpc_id: 'vpc-1234' } }, props: { zone: { tf: 'zone_id' } } });

const signing = resource({
  label: 'DNSSEC signing',
  cfn: 'AWS::Route53::DNSSEC',
  tf: 'aws_route53_hosted_zone_dnssec',
  props: { zone: { cfn: 'HostedZoneId', tf: 'hosted_zone_id' }, status: { tf: 'signing_status', whenAbsent: 'SIGNING' } },
});

const { vpcs, logGroup } = zone.props;
const isPublic = all(absent(vpcs), not(referencedBy(network, network.props.zone)));

/** The rules about Route 53. */
export const route53Rules: readonly RuleRecord[] = [
  rule({
    id: 'route53-query-logging',
    since: '2026.12',
    on: zone,
    applies: isPublic,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'Public hosted zone logs its queries',
    message: 'Hosted zone {name} does not log its queries.',
    why: 'Names that an attacker looks for, and data that is carried out in queries, show nowhere else.',
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html',
    standards: {
      'aws-fsbp': ['Route53.2'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'],
    },
    aliases: ['CKV2_AWS_39'],
    require: any(present(logGroup), referencedBy(queryLog, queryLog.props.zone)),
    examples: {
      pass: [{ logGroup: 'arn:aws:logs:us-east-1:111122223333:log-group:/aws/route53/example.com' }],
      fail: [{}],
      unknown: [{ logging: unresolved }],
      skip: [{ vpcs: [{ VPCId: 'vpc-1234', VPCRegion: 'eu-west-1' }] }],
    },
  }),
  rule({
    id: 'route53-dnssec',
    since: '2026.12',
    on: zone,
    applies: isPublic,
    severity: 'low',
    category: 'in-transit',
    profile: 'all',
    title: 'Public hosted zone signs its answers',
    message: 'Hosted zone {name} does not sign its answers.',
    why: 'Whoever gets a false answer to a resolver sends its users, and mail, elsewhere; and can have certificates made out for the name.',
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html',
    aliases: ['CKV2_AWS_38'],
    require: referencedBy(signing, signing.props.zone, not(equals(signing.props.status, 'NOT_SIGNING'))),
    examples: {
      pass: [scene({ Zone: [zone, {}], Signing: [signing, { zone: refTo('Zone') }] })],
      fail: [{}],
      unknown: [scene({ Zone: [zone, {}], Signing: [signing, madeByMacro] })],
      skip: [{ vpcs: [{ VPCId: 'vpc-1234', VPCRegion: 'eu-west-1' }] }],
    },
  }),
];
