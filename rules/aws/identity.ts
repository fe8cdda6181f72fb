import { resource, type Property } from '../../server/src/core/rule/property.ts';
import { any, equals, forEach, not, policyDoesNot, present, referencedBy, together } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, refTo, scene, unresolved, type ExampleValue } from '../../server/src/core/rule/example.ts';
import type { PolicyQuestion } from '../../server/src/core/rule/policy/question.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { policyOf } from './policy-rules.ts';

const policy = resource({
  label: 'IAM policy',
  cfn: ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy'],
  tf: ['aws_iam_policy', 'aws_iam_role_policy', 'aws_iam_user_policy', 'aws_iam_group_policy'],
  minimal: { cfn: { PolicyName: 'orders' }, tf: { name: 'orders' } },
  props: { document: { cfn: 'PolicyDocument', tf: 'policy' } },
});

/** Whoever carries policies of their own. */
const principal = resource({
  label: 'IAM principal',
  cfn: ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'],
  tf: 'aws_iam_role',
  minimal: { cfn: { AssumeRolePolicyDocument: {} }, tf: { assume_role_policy: '{}' } },
  props: {
    policies: {
      cfn: 'Policies[]',
      tf: 'inline_policy[]',
      items: { name: { cfn: 'PolicyName', tf: 'name' }, document: { cfn: 'PolicyDocument', tf: 'policy' } },
    },
  },
});

const serverCertificate = resource({
  label: 'IAM server certificate',
  cfn: 'AWS::IAM::ServerCertificate',
  tf: 'aws_iam_server_certificate',
  props: { body: { cfn: 'CertificateBody', tf: 'certificate_body' } },
});

const trustAnchor = resource({
  label: 'trust anchor',
  cfn: 'AWS::RolesAnywhere::TrustAnchor',
  tf: 'aws_rolesanywhere_trust_anchor',
  minimal: {
    cfn: { Name: 'factory', Source: { SourceType: 'CERTIFICATE_BUNDLE', SourceData: { X509CertificateData: '-----BEGIN CERTIFICATE-----' } } },
    tf: { name: 'factory', source: { source_type: 'CERTIFICATE_BUNDLE', source_data: { x509_certificate_data: '-----BEGIN CERTIFICATE-----' } } },
  },
  props: {
    notifications: {
      cfn: 'NotificationSettings[]',
      tf: 'notification_settings[]',
      items: { event: { cfn: 'Event', tf: 'event' }, enabled: { cfn: 'Enabled', tf: 'enabled', whenAbsent: true }, days: { cfn: 'Threshold', tf: 'threshold' } },
    },
  },
});

/** Terraform has no revocation lists. */
const listedAnchor = resource({ label: 'trust anchor', cfn: 'AWS::RolesAnywhere::TrustAnchor', minimal: trustAnchor.minimal, props: {} });
const revocations = resource({
  label: 'revocation list',
  cfn: 'AWS::RolesAnywhere::CRL',
  minimal: { cfn: { Name: 'revoked', CrlData: '-----BEGIN X509 CRL-----' } },
  props: { anchor: { cfn: 'TrustAnchorArn' } },
});

const deviceAuthority = resource({
  label: 'IoT CA certificate',
  cfn: 'AWS::IoT::CACertificate',
  tf: 'aws_iot_ca_certificate',
  minimal: { cfn: { CACertificatePem: '-----BEGIN CERTIFICATE-----', Status: 'ACTIVE' }, tf: { ca_certificate_pem: '-----BEGIN CERTIFICATE-----', active: true } },
  props: {
    registration: { cfn: 'AutoRegistrationStatus', tf: 'allow_auto_registration', whenAbsent: 'DISABLE', values: { true: 'ENABLE', false: 'DISABLE' } },
    template: { cfn: 'RegistrationConfig', tf: 'registration_config' },
  },
});

const { policies } = principal.props;
const { enabled, days } = trustAnchor.props.notifications.items;
const decryptsAll: PolicyQuestion = { ask: 'allows-on-everything', actions: ['kms:Decrypt', 'kms:ReEncryptFrom'], resource: 'key/*' };
const kmsPage = 'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html';
const whyDecrypt = 'Who takes over the identity reads whatever any key of the account protects, not only what the application needs.';
const may = (rest: { readonly [element: string]: ExampleValue }): ExampleValue => policyOf({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1234', ...rest });

const leastPrivilege = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege';
const whyRead = 'Whoever takes over the identity, by a stolen key or a faulty program, carries away the data of every application in the account.';
/** One finding for a policy, whichever of the three it lets read. */
const readsNotEverything = (document: Property) =>
  together(
    ...[['s3:GetObject'], ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'], ['secretsmanager:GetSecretValue']].map((actions) =>
      policyDoesNot(document, { ask: 'allows-on-everything', actions, resource: '*' }),
    ),
  );

/** The rules about identities: IAM, Roles Anywhere, and the certificates of devices. */
export const identityRules: readonly RuleRecord[] = [
  rule({
    id: 'iam-kms-decrypt-all-keys',
    since: '2026.12',
    on: policy,
    severity: 'medium',
    category: 'key-management',
    title: 'IAM policy names the keys that it lets decrypt',
    message: 'IAM policy {name} lets decrypt with every key.',
    why: whyDecrypt,
    source: kmsPage,
    standards: {
      'aws-fsbp': ['KMS.1'],
      'pci-dss-4': ['3.5.1.1', '3.5.1.3', '3.6.1.2', '3.6.1.3', '3.6.1.4', '3.7.1', '3.7.2', '3.7.4', '3.7.6', '3.7.7', '4.2.1.1', '7.2.1', '7.2.2', '7.2.3', '7.2.5', '7.3.1', '7.3.2', '7.3.3', '8.2.7', '8.2.8', '8.3.4'],
      hipaa: ['164.312(a)(2)(iv)'],
    },
    require: policyDoesNot(policy.props.document, decryptsAll),
    examples: {
      pass: [{ document: may({}) }, { document: may({ Resource: '*', Action: 's3:GetObject' }) }, {}],
      fail: [{ document: may({ Resource: '*' }) }, { document: may({ Action: 'kms:*', Resource: 'arn:aws:kms:*:111122223333:key/*' }) }],
      unknown: [{ document: may({ Resource: unresolved }) }],
    },
  }),
  rule({
    id: 'iam-inline-kms-decrypt-all-keys',
    since: '2026.12',
    on: principal,
    severity: 'medium',
    category: 'key-management',
    title: 'Inline policy names the keys that it lets decrypt',
    message: 'An inline policy of {name} lets decrypt with every key.',
    why: whyDecrypt,
    source: kmsPage,
    standards: {
      'aws-fsbp': ['KMS.2'],
      'pci-dss-4': ['3.5.1.1', '3.5.1.3', '3.6.1.2', '3.6.1.3', '3.6.1.4', '3.7.1', '3.7.2', '3.7.4', '3.7.6', '3.7.7', '4.2.1.1', '7.2.1', '7.2.2', '7.2.3', '7.2.5', '7.3.1', '7.3.2', '7.3.3', '8.2.7', '8.2.8', '8.3.4'],
      hipaa: ['164.312(a)(2)(iv)'],
    },
    require: forEach(policies, policyDoesNot(policies.items.document, decryptsAll)),
    examples: {
      pass: [{ policies: [{ name: 'orders', document: may({}) }] }, {}],
      fail: [{ policies: [{ name: 'orders', document: may({ Resource: '*' }) }] }],
      unknown: [{ policies: [{ name: 'orders', document: unresolved }] }],
    },
  }),
  rule({
    id: 'iam-policy-data-exfiltration',
    since: '2026.12',
    on: policy,
    severity: 'medium',
    category: 'exposure',
    profile: 'strict',
    title: 'IAM policy names the objects, parameters and secrets that it lets read',
    message: 'IAM policy {name} lets read every object, parameter or secret of the account.',
    why: whyRead,
    source: leastPrivilege,
    aliases: ['CKV_AWS_108', 'CKV_AWS_288'],
    require: readsNotEverything(policy.props.document),
    examples: {
      pass: [{ document: may({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::pictures/*' }) }, { document: may({ Resource: '*', Action: 's3:ListAllMyBuckets' }) }, {}],
      fail: [{ document: may({ Action: 's3:GetObject', Resource: '*' }) }, { document: may({ Action: 'secretsmanager:*', Resource: '*' }) }, { document: may({ Action: ['ssm:GetParameters'], Resource: '*' }) }],
      unknown: [{ document: may({ Action: 's3:GetObject', Resource: unresolved }) }],
    },
  }),
  rule({
    id: 'iam-inline-data-exfiltration',
    since: '2026.12',
    on: principal,
    severity: 'medium',
    category: 'exposure',
    profile: 'strict',
    title: 'Inline policy names the objects, parameters and secrets that it lets read',
    message: 'An inline policy of {name} lets read every object, parameter or secret of the account.',
    why: whyRead,
    source: leastPrivilege,
    aliases: ['CKV_AWS_108'],
    require: forEach(policies, readsNotEverything(policies.items.document)),
    examples: {
      pass: [{ policies: [{ name: 'orders', document: may({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::pictures/*' }) }] }, {}],
      fail: [{ policies: [{ name: 'orders', document: may({ Action: 's3:GetObject', Resource: '*' }) }] }],
      unknown: [{ policies: [{ name: 'orders', document: unresolved }] }],
    },
  }),
  rule({
    id: 'iam-server-certificate',
    since: '2026.12',
    on: serverCertificate,
    severity: 'medium',
    category: 'certificates',
    profile: 'strict',
    title: 'Certificates are kept in ACM, not in IAM',
    message: 'Server certificate {name} is kept in IAM.',
    why: 'IAM renews nothing and shows nothing in its console: the certificate expires unnoticed, and its key has been on a disk.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html',
    require: not(present(serverCertificate.props.body)),
    examples: { pass: [{}], fail: [{ body: '-----BEGIN CERTIFICATE-----' }], unknown: [madeByMacro] },
  }),
  rule({
    id: 'rolesanywhere-trust-anchor',
    since: '2026.12',
    on: trustAnchor,
    severity: 'low',
    category: 'certificates',
    title: 'Trust anchor warns before its certificates expire',
    message: 'Trust anchor {name} does not warn before certificates expire.',
    why: 'Machines lose their access unnoticed, and long-lived access keys are handed out in haste.',
    source: 'https://docs.aws.amazon.com/rolesanywhere/latest/userguide/customize-notification-settings.html',
    require: forEach(trustAnchor.props.notifications, not(equals(enabled, false))),
    // A setting that is enabled needs a threshold; 45 days is AWS's own: https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_NotificationSetting.html
    fix: {
      title: 'Warn 45 days before',
      unless: [days],
      set: [
        [enabled, true],
        [days, 45],
      ],
      otherwise: { title: 'Warn', set: [[enabled, true]] },
    },
    examples: {
      pass: [{}, { notifications: [{ event: 'CA_CERTIFICATE_EXPIRY', enabled: true }] }],
      fail: [{ notifications: [{ event: 'CA_CERTIFICATE_EXPIRY', enabled: false }] }, { notifications: [{ event: 'CA_CERTIFICATE_EXPIRY', enabled: false, days: 30 }] }],
      unknown: [{ notifications: [{ event: 'CA_CERTIFICATE_EXPIRY', enabled: unresolved }] }],
    },
  }),
  rule({
    id: 'rolesanywhere-trust-anchor-crl',
    since: '2026.12',
    on: listedAnchor,
    severity: 'low',
    category: 'certificates',
    profile: 'all',
    title: 'Trust anchor has a revocation list',
    message: 'Trust anchor {name} has no list of revoked certificates.',
    why: 'A certificate whose key was stolen takes on roles until it expires.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rolesanywhere-crl.html',
    require: referencedBy(revocations, revocations.props.anchor),
    examples: {
      pass: [scene({ Anchor: [listedAnchor, {}], Revoked: [revocations, { anchor: refTo('Anchor', 'TrustAnchorArn') }] })],
      fail: [{}],
      unknown: [scene({ Anchor: [listedAnchor, {}], Revoked: [revocations, madeByMacro] })],
    },
  }),
  rule({
    id: 'iot-ca-auto-registration',
    since: '2026.12',
    on: deviceAuthority,
    severity: 'low',
    category: 'certificates',
    profile: 'strict',
    title: 'Devices are not registered by a certificate alone',
    message: 'IoT CA certificate {name} registers any device with a certificate of that authority.',
    why: 'Whoever gets a certificate signed connects a device; a provisioning template says what it may do and looks it over first.',
    source: 'https://docs.aws.amazon.com/iot/latest/developerguide/auto-register-device-cert.html',
    require: any(equals(deviceAuthority.props.registration, 'DISABLE'), present(deviceAuthority.props.template)),
    examples: {
      pass: [{}, { registration: 'DISABLE' }, { registration: 'ENABLE', template: { TemplateName: 'sensors' } }],
      fail: [{ registration: 'ENABLE' }],
      unknown: [{ registration: unresolved }],
    },
  }),
];
