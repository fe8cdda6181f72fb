import { resource } from '../../server/src/core/rule/property.ts';
import { any, equals, forEach, not, present, referencedBy } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

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

const { enabled, days } = trustAnchor.props.notifications.items;
/** The rules about identities: IAM, Roles Anywhere, and the certificates of devices. */
export const identityRules: readonly RuleRecord[] = [
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
