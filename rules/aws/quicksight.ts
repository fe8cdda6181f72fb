import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { equals, not } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const source = resource({
  label: 'QuickSight data source',
  cfn: 'AWS::QuickSight::DataSource',
  tf: 'aws_quicksight_data_source',
  minimal: { cfn: { Name: 'orders', Type: 'POSTGRESQL' }, tf: { data_source_id: 'orders', name: 'orders', type: 'POSTGRESQL', parameters: {} } },
  props: { plain: { cfn: 'SslProperties.DisableSsl', tf: 'ssl_properties.disable_ssl', whenAbsent: false } },
});

const { plain } = source.props;

/** The rules about QuickSight. */
export const quicksightRules: readonly RuleRecord[] = [
  rule({
    id: 'quicksight-data-source-tls',
    since: '2026.12',
    on: source,
    severity: 'high',
    category: 'in-transit',
    title: 'QuickSight reads its data source over TLS',
    message: 'QuickSight reads data source {name} in clear text.',
    why: 'The password of the database and every row that a dashboard shows cross the network in the clear.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-quicksight-datasource-sslproperties.html',
    aliases: ['QuicksightSSLConnections', 'AwsSolutions-QS1'],
    require: not(equals(plain, true)),
    fix: { title: 'Use TLS', set: [[plain, false]] },
    examples: { pass: [{}, { plain: false }], fail: [{ plain: true }], unknown: [{ plain: unresolved }] },
  }),
];
