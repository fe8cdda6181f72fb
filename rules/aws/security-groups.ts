import { resource, type ListProperty, type Property } from '../../server/src/core/rule/property.ts';
import { all, any, atLeast, atMost, cases, equals, forEach, forSome, not, type Requirement } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord, type RuleSpec } from '../../server/src/core/rule/rule.ts';

/** In Terraform a rule has lists of ranges. */
const ports = { from: { cfn: 'FromPort', tf: 'from_port' }, to: { cfn: 'ToPort', tf: 'to_port' } } as const;
const ranges = { tf: 'cidr_blocks[]', items: { each: { tf: '' } } } as const;
const ranges6 = { tf: 'ipv6_cidr_blocks[]', items: { each6: { tf: '' } } } as const;

const group = resource({
  label: 'security group',
  cfn: 'AWS::EC2::SecurityGroup',
  tf: 'aws_security_group',
  minimal: { cfn: { GroupDescription: 'Who may connect' } },
  props: {
    ingress: {
      cfn: 'SecurityGroupIngress[]',
      tf: 'ingress[]',
      items: { protocol: { cfn: 'IpProtocol', tf: 'protocol' }, range: { cfn: 'CidrIp' }, range6: { cfn: 'CidrIpv6' }, ranges, ranges6, ...ports },
    },
  },
});

/** One rule of a group, as a resource of its own. */
const groupRule = resource({
  label: 'security group rule',
  cfn: 'AWS::EC2::SecurityGroupIngress',
  tf: 'aws_vpc_security_group_ingress_rule',
  minimal: { cfn: { GroupId: 'sg-1234' }, tf: { security_group_id: 'sg-1234' } },
  props: { protocol: { cfn: 'IpProtocol', tf: 'ip_protocol' }, range: { cfn: 'CidrIp', tf: 'cidr_ipv4' }, range6: { cfn: 'CidrIpv6', tf: 'cidr_ipv6' }, ...ports },
});

/** The same in Terraform's older spelling, for both directions. */
const olderRule = resource({
  label: 'security group rule',
  tf: 'aws_security_group_rule',
  minimal: { tf: { type: 'ingress', security_group_id: 'sg-1234', protocol: 'tcp' } },
  props: { type: { tf: 'type' }, protocol: { tf: 'protocol' }, ranges, ranges6, ...ports },
});

/** SQL Server, Oracle, NFS, MySQL, PostgreSQL, Redshift, Redis, Neptune, Cassandra, Kafka (first and last), Elasticsearch, Memcached, MongoDB. */
const storePorts = [1433, 1521, 2049, 3306, 5432, 5439, 6379, 8182, 9042, 9092, 9098, 9200, 11211, 27017];

interface Opening {
  readonly protocol: Property;
  readonly from: Property;
  readonly to: Property;
}

/** What a rule opens to the whole internet is no port of a data store. */
const keepsStoresClosed = (of: Opening, isOpen: Requirement): Requirement =>
  cases([{ when: isOpen, require: all(not(equals(of.protocol, '-1')), ...storePorts.map((port) => any(not(atMost(of.from, port)), not(atLeast(of.to, port))))) }]);

const inOne = (of: Readonly<Record<'range' | 'range6', Property>>): readonly Requirement[] => [equals(of.range, '0.0.0.0/0'), equals(of.range6, '::/0')];

const inLists = (four: ListProperty<'each'>, six: ListProperty<'each6'>): readonly Requirement[] => [
  forSome(four, equals(four.items.each, '0.0.0.0/0')),
  forSome(six, equals(six.items.each6, '::/0')),
];

const shared = {
  since: '2026.12',
  profile: 'strict',
  severity: 'high',
  category: 'exposure',
  why: 'Databases that the internet can reach are found by scanners within hours; one weak or leaked password, or one unpatched hole, is then enough.',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  standards: { 'aws-fsbp': ['EC2.19'] },
} as const satisfies Partial<RuleSpec>;

const { items } = group.props.ingress;
const postgres = { protocol: 'tcp', from: 5432, to: 5432 };
const ofRule = {
  title: 'Security group rule opens no data store to the internet',
  message: 'Security group rule {name} opens the port of a data store to the whole internet.',
} as const;

/** The rules about security groups, as far as they stand before data. */
export const securityGroupRules: readonly RuleRecord[] = [
  rule({
    ...shared,
    id: 'sg-database-port-open',
    on: group,
    title: 'Security group opens no data store to the internet',
    message: 'Security group {name} opens the port of a data store to the whole internet.',
    require: forEach(group.props.ingress, keepsStoresClosed(items, any(...inOne(items), ...inLists(items.ranges as ListProperty<'each'>, items.ranges6 as ListProperty<'each6'>)))),
    examples: {
      pass: [{}, { ingress: [{ ...postgres, range: '10.0.0.0/16' }] }, { ingress: [{ protocol: 'tcp', from: 443, to: 443, range: '0.0.0.0/0' }] }],
      fail: [{ ingress: [{ ...postgres, range: '0.0.0.0/0' }] }, { ingress: [{ protocol: '-1', range6: '::/0' }] }, { ingress: [{ protocol: 'tcp', from: 3000, to: 3400, range: '0.0.0.0/0' }] }],
      unknown: [{ ingress: [{ ...postgres, range: unresolved }] }],
    },
  }),
  rule({
    ...shared,
    ...ofRule,
    id: 'sg-rule-database-port-open',
    on: groupRule,
    require: keepsStoresClosed(groupRule.props, any(...inOne(groupRule.props))),
    examples: {
      pass: [{ ...postgres, range: '10.0.0.0/16' }, { protocol: 'tcp', from: 443, to: 443, range: '0.0.0.0/0' }],
      fail: [{ ...postgres, range: '0.0.0.0/0' }, { protocol: '-1', range6: '::/0' }],
      unknown: [{ ...postgres, range: unresolved }],
    },
  }),
  rule({
    ...shared,
    ...ofRule,
    id: 'sg-older-rule-database-port-open',
    on: olderRule,
    applies: equals(olderRule.props.type, 'ingress'),
    require: keepsStoresClosed(olderRule.props, any(...inLists(olderRule.props.ranges, olderRule.props.ranges6))),
    examples: {
      pass: [{ ...postgres, ranges: ['10.0.0.0/16'] }],
      fail: [{ ...postgres, ranges: ['10.0.0.0/16', '0.0.0.0/0'] }, { protocol: '-1', from: 0, to: 0, ranges6: ['::/0'] }],
      unknown: [{ ...postgres, ranges: [unresolved] }],
      skip: [{ ...postgres, type: 'egress', ranges: ['0.0.0.0/0'] }],
    },
  }),
];
