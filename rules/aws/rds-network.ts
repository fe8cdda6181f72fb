import { resource } from '../../server/src/core/rule/property.ts';
import { forEach, not, oneOf } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord, type RuleSpec } from '../../server/src/core/rule/rule.ts';

/** A group of the kind that came before VPCs. Terraform's provider has dropped it. */
const group = resource({
  label: 'DB security group',
  cfn: 'AWS::RDS::DBSecurityGroup',
  minimal: { cfn: { GroupDescription: 'Who may connect', DBSecurityGroupIngress: [] } },
  props: { ingress: { cfn: 'DBSecurityGroupIngress[]', items: { range: { cfn: 'CIDRIP' }, owner: { cfn: 'EC2SecurityGroupOwnerId' } } } },
});

const ingress = resource({
  label: 'DB security group ingress',
  cfn: 'AWS::RDS::DBSecurityGroupIngress',
  minimal: { cfn: { DBSecurityGroupName: 'clients' } },
  props: { range: { cfn: 'CIDRIP' } },
});

const open = ['0.0.0.0/0', '::/0'];

const shared = {
  since: '2026.12',
  severity: 'critical',
  category: 'exposure',
  title: 'DB security group does not let the whole internet in',
  why: 'One weak or leaked password is then all that stands between the internet and the data.',
  aliases: ['RDSRestrictedInbound', 'AwsSolutions-RDS8'],
} as const satisfies Partial<RuleSpec>;

/** The rules about DB security groups. */
export const rdsNetworkRules: readonly RuleRecord[] = [
  rule({
    ...shared,
    id: 'rds-security-group-open',
    on: group,
    message: 'DB security group {name} lets the whole internet in.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbsecuritygroup.html',
    require: forEach(group.props.ingress, not(oneOf(group.props.ingress.items.range, open))),
    examples: {
      pass: [{ ingress: [{ range: '10.0.0.0/16' }] }, { ingress: [{ owner: '111122223333' }] }],
      fail: [{ ingress: [{ range: '0.0.0.0/0' }] }],
      unknown: [{ ingress: [{ range: unresolved }] }],
    },
  }),
  rule({
    ...shared,
    id: 'rds-security-group-ingress-open',
    on: ingress,
    message: 'DB security group ingress {name} lets the whole internet in.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbsecuritygroupingress.html',
    require: not(oneOf(ingress.props.range, open)),
    examples: { pass: [{ range: '10.0.0.0/16' }, {}], fail: [{ range: '0.0.0.0/0' }], unknown: [{ range: unresolved }] },
  }),
];
