import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { equals } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const configuration = resource({
  label: 'SES configuration set',
  cfn: 'AWS::SES::ConfigurationSet',
  tf: ['aws_ses_configuration_set', 'aws_sesv2_configuration_set'],
  minimal: { tf: { name: 'letters' } },
  props: { tls: { cfn: 'DeliveryOptions.TlsPolicy', tf: 'delivery_options.tls_policy', values: { Require: 'REQUIRE', Optional: 'OPTIONAL' }, whenAbsent: 'OPTIONAL' } },
});

const { tls } = configuration.props;

/** The rules about Simple Email Service. */
export const sesRules: readonly RuleRecord[] = [
  rule({
    id: 'ses-tls-required',
    since: '2026.12',
    on: configuration,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'Mail is handed over by TLS only',
    message: 'SES configuration set {name} hands mail over in clear text where the other side has no TLS.',
    why: 'Whoever is on the path, or strips the offer of TLS from the greeting, reads every letter.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ses-configurationset-deliveryoptions.html',
    standards: { 'aws-fsbp': ['SES.3'] },
    aliases: ['CKV_AWS_365'],
    require: equals(tls, 'REQUIRE'),
    fix: { title: 'Ask for TLS', set: [[tls, 'REQUIRE']] },
    examples: { pass: [{ tls: 'REQUIRE' }], fail: [{}, { tls: 'OPTIONAL' }], unknown: [{ tls: unresolved }] },
  }),
];
