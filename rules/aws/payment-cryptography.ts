import { resource } from '../../server/src/core/rule/property.ts';
import { equals } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const attributes = { KeyAlgorithm: 'TDES_2KEY', KeyClass: 'SYMMETRIC_KEY', KeyUsage: 'TR31_C0_CARD_VERIFICATION_KEY', KeyModesOfUse: { Generate: true } };
const key = resource({
  label: 'payment key',
  cfn: 'AWS::PaymentCryptography::Key',
  tf: 'aws_paymentcryptography_key',
  minimal: { cfn: { KeyAttributes: attributes }, tf: {} },
  // Required: where it is left out nothing is deployed.
  props: { exportable: { cfn: 'Exportable', tf: 'exportable', whenAbsent: false } },
});

/** The rules about Payment Cryptography. */
export const paymentCryptographyRules: readonly RuleRecord[] = [
  rule({
    id: 'payment-cryptography-exportable',
    since: '2026.12',
    on: key,
    severity: 'medium',
    category: 'key-management',
    profile: 'strict',
    title: 'The payment key cannot be exported',
    message: 'Payment key {name} can be exported.',
    why: 'Whoever gets the permission takes the key along, and uses it where no policy and no log of AWS reaches; this cannot be changed later.',
    source: 'https://docs.aws.amazon.com/payment-cryptography/latest/userguide/keys-export.html',
    require: equals(key.props.exportable, false),
    examples: { pass: [{ exportable: false }, {}], fail: [{ exportable: true }], unknown: [{ exportable: unresolved }] },
  }),
];
