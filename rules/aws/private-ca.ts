import { resource } from '../../server/src/core/rule/property.ts';
import { all, any, atLeast, atMost, cases, equals, not, oneOf, policyDoesNot, refersTo, startsWith } from '../../server/src/core/rule/requirement.ts';
import { refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { policyOf } from './policy-rules.ts';

const authority = resource({
  label: 'private certificate authority',
  cfn: 'AWS::ACMPCA::CertificateAuthority',
  tf: 'aws_acmpca_certificate_authority',
  minimal: {
    cfn: { Type: 'SUBORDINATE', KeyAlgorithm: 'EC_prime256v1', SigningAlgorithm: 'SHA256WITHECDSA', Subject: { CommonName: 'devices' } },
    tf: { certificate_authority_configuration: { key_algorithm: 'EC_prime256v1', signing_algorithm: 'SHA256WITHECDSA', subject: { common_name: 'devices' } } },
  },
  props: {
    type: { cfn: 'Type', tf: 'type', whenAbsent: { tf: 'SUBORDINATE' } },
    usage: { cfn: 'UsageMode', tf: 'usage_mode', whenAbsent: 'GENERAL_PURPOSE' },
    algorithm: { cfn: 'KeyAlgorithm', tf: 'certificate_authority_configuration.key_algorithm' },
    storage: { cfn: 'KeyStorageSecurityStandard', tf: 'key_storage_security_standard', whenAbsent: 'FIPS_140_2_LEVEL_3_OR_HIGHER' },
    crl: { cfn: 'RevocationConfiguration.CrlConfiguration.Enabled', tf: 'revocation_configuration.crl_configuration.enabled', whenAbsent: false },
    crlAcl: { cfn: 'RevocationConfiguration.CrlConfiguration.S3ObjectAcl', tf: 'revocation_configuration.crl_configuration.s3_object_acl', whenAbsent: 'PUBLIC_READ' },
    ocsp: { cfn: 'RevocationConfiguration.OcspConfiguration.Enabled', tf: 'revocation_configuration.ocsp_configuration.enabled', whenAbsent: false },
    deletion: { cfn: '@DeletionPolicy', whenAbsent: 'Delete' },
    restorableDays: { tf: 'permanent_deletion_time_in_days', whenAbsent: 30 },
  },
});

/** CloudFormation disables an authority where it activates it. */
const activation = resource({
  label: 'activation of a certificate authority',
  cfn: 'AWS::ACMPCA::CertificateAuthorityActivation',
  minimal: { cfn: { Certificate: '-----BEGIN CERTIFICATE-----' } },
  props: { authority: { cfn: 'CertificateAuthorityArn' }, status: { cfn: 'Status', whenAbsent: 'ACTIVE' } },
});

/** Terraform disables it in the authority itself. */
const rootAuthority = resource({
  label: 'root certificate authority',
  tf: 'aws_acmpca_certificate_authority',
  minimal: { tf: { certificate_authority_configuration: { key_algorithm: 'RSA_4096', signing_algorithm: 'SHA512WITHRSA', subject: { common_name: 'root' } } } },
  props: { type: { tf: 'type', whenAbsent: 'SUBORDINATE' }, enabled: { tf: 'enabled', whenAbsent: true } },
});

const authorityPolicy = resource({
  label: 'policy of a certificate authority',
  tf: 'aws_acmpca_policy',
  minimal: { tf: { resource_arn: 'arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/1234' } },
  props: { document: { tf: 'policy' } },
});

const certificate = resource({
  label: 'private certificate',
  cfn: 'AWS::ACMPCA::Certificate',
  tf: 'aws_acmpca_certificate',
  minimal: {
    cfn: {
      CertificateAuthorityArn: 'arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/1234',
      CertificateSigningRequest: '-----BEGIN CERTIFICATE REQUEST-----',
      SigningAlgorithm: 'SHA256WITHRSA',
    },
    tf: {
      certificate_authority_arn: 'arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/1234',
      certificate_signing_request: '-----BEGIN CERTIFICATE REQUEST-----',
      signing_algorithm: 'SHA256WITHRSA',
    },
  },
  props: {
    template: { cfn: 'TemplateArn', tf: 'template_arn', whenAbsent: 'arn:aws:acm-pca:::template/EndEntityCertificate/V1' },
    unit: { cfn: 'Validity.Type', tf: 'validity.type' },
    length: { cfn: 'Validity.Value', tf: 'validity.value' },
  },
});

const { type, usage, algorithm, storage, crl, crlAcl, ocsp, deletion, restorableDays } = authority.props;
const { template, unit, length } = certificate.props;
const page = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-acmpca-certificateauthority.html';
const practices = 'https://docs.aws.amazon.com/privateca/latest/userguide/ca-best-practices.html';
const whyRoot = 'Whoever gets at a root that is active issues certificates that everything trusts, and no revocation helps.';

/** The rules about AWS Private CA. */
export const privateCaRules: readonly RuleRecord[] = [
  rule({
    id: 'pca-revocation',
    since: '2026.12',
    on: authority,
    applies: not(equals(usage, 'SHORT_LIVED_CERTIFICATE')),
    severity: 'medium',
    category: 'certificates',
    profile: 'strict',
    title: 'Private CA publishes which certificates it has revoked',
    message: 'Private CA {name} publishes neither a revocation list nor OCSP answers.',
    why: 'A certificate whose key was stolen is trusted until it expires.',
    source: 'https://docs.aws.amazon.com/privateca/latest/userguide/revocation-setup.html',
    require: any(equals(crl, true), equals(ocsp, true)),
    examples: {
      pass: [{ crl: true }, { ocsp: true }],
      fail: [{}, { crl: false }],
      unknown: [{ ocsp: unresolved }],
      skip: [{ usage: 'SHORT_LIVED_CERTIFICATE' }],
    },
  }),
  rule({
    id: 'pca-crl-bucket-acl',
    since: '2026.12',
    on: authority,
    applies: equals(crl, true),
    severity: 'medium',
    category: 'certificates',
    profile: 'strict',
    title: 'The revocation lists of the private CA need no public bucket',
    message: 'The revocation lists of private CA {name} are public objects of a bucket.',
    why: 'The bucket must then do without Block Public Access, and what else lies in it is one mistake away from the public.',
    source: page,
    require: equals(crlAcl, 'BUCKET_OWNER_FULL_CONTROL'),
    fix: { title: 'Keep the lists private', set: [[crlAcl, 'BUCKET_OWNER_FULL_CONTROL']] },
    examples: {
      pass: [{ crl: true, crlAcl: 'BUCKET_OWNER_FULL_CONTROL' }],
      fail: [{ crl: true }, { crl: true, crlAcl: 'PUBLIC_READ' }],
      unknown: [{ crl: true, crlAcl: unresolved }],
      skip: [{}],
    },
  }),
  rule({
    id: 'pca-deletion-window',
    since: '2026.12',
    on: authority,
    severity: 'medium',
    category: 'certificates',
    profile: 'strict',
    title: 'Private CA outlives a deletion by mistake',
    message: 'Private CA {name} is deleted with its stack, or for good in less than 30 days.',
    why: 'With the authority goes its key: every certificate that it signed must be replaced, and none can be revoked.',
    source: 'https://docs.aws.amazon.com/privateca/latest/userguide/PCADeleteCA.html',
    require: all(oneOf(deletion, ['Retain', 'RetainExceptOnCreate']), atLeast(restorableDays, 30)),
    fix: { title: 'Keep it', set: [[deletion, 'Retain'], [restorableDays, 30]] },
    examples: {
      pass: [{ deletion: 'Retain', restorableDays: 30 }],
      fail: [{ deletion: 'Delete', restorableDays: 7 }],
      unknown: [{ deletion: unresolved }],
    },
  }),
  rule({
    id: 'pca-fips-storage',
    since: '2026.12',
    on: authority,
    severity: 'low',
    category: 'key-management',
    profile: 'strict',
    title: 'Private CA keeps its key in an HSM of FIPS 140-2 level 3',
    message: 'Private CA {name} keeps its key in an HSM of a lower level.',
    why: 'Level 3 resists an attacker who has the device in hand; level 2 only shows that he was there.',
    source: page,
    // Where AWS has no FIPS device, it asks for another standard.
    require: not(equals(storage, 'FIPS_140_2_LEVEL_2_OR_HIGHER')),
    examples: { pass: [{}, { storage: 'CCPC_LEVEL_1_OR_HIGHER' }], fail: [{ storage: 'FIPS_140_2_LEVEL_2_OR_HIGHER' }], unknown: [{ storage: unresolved }] },
  }),
  rule({
    id: 'pca-key-algorithm',
    since: '2026.12',
    on: authority,
    applies: equals(type, 'ROOT'),
    severity: 'medium',
    category: 'certificates',
    profile: 'strict',
    title: 'Root of a private CA has a key for its long life',
    message: 'Root CA {name} has an RSA key of 2,048 bits.',
    why: 'A root is trusted for decades; NIST lets RSA keys of 2,048 bits sign nothing after 2030.',
    // 112 bits of strength: https://nvlpubs.nist.gov/nistpubs/SpecialPublications/NIST.SP.800-57pt1r5.pdf, table 4
    source: page,
    require: not(equals(algorithm, 'RSA_2048')),
    examples: {
      pass: [{ type: 'ROOT', algorithm: 'RSA_4096' }, { type: 'ROOT' }],
      fail: [{ type: 'ROOT', algorithm: 'RSA_2048' }],
      unknown: [{ type: 'ROOT', algorithm: unresolved }],
      skip: [{ type: 'SUBORDINATE', algorithm: 'RSA_2048' }],
    },
  }),
  rule({
    id: 'pca-root-disabled',
    since: '2026.12',
    on: activation,
    applies: refersTo(activation.props.authority, authority, equals(type, 'ROOT')),
    severity: 'low',
    category: 'certificates',
    profile: 'strict',
    title: 'Root CA is disabled once it has signed',
    message: 'Activation {name} leaves a root CA active.',
    why: whyRoot,
    source: practices,
    standards: { 'aws-fsbp': ['PCA.1'] },
    require: equals(activation.props.status, 'DISABLED'),
    examples: {
      pass: [scene({ Activation: [activation, { authority: refTo('Root'), status: 'DISABLED' }], Root: [authority, { type: 'ROOT' }] })],
      fail: [scene({ Activation: [activation, { authority: refTo('Root') }], Root: [authority, { type: 'ROOT' }] })],
      unknown: [scene({ Activation: [activation, { authority: refTo('Root') }], Root: [authority, { type: unresolved }] })],
      skip: [scene({ Activation: [activation, { authority: refTo('Issuer') }], Issuer: [authority, {}] })],
    },
  }),
  rule({
    id: 'pca-root-authority-disabled',
    since: '2026.12',
    on: rootAuthority,
    applies: equals(rootAuthority.props.type, 'ROOT'),
    severity: 'low',
    category: 'certificates',
    profile: 'strict',
    title: 'Root CA is disabled once it has signed',
    message: 'Root CA {name} is active.',
    why: whyRoot,
    source: practices,
    standards: { 'aws-fsbp': ['PCA.1'] },
    require: equals(rootAuthority.props.enabled, false),
    examples: { pass: [{ type: 'ROOT', enabled: false }], fail: [{ type: 'ROOT' }], unknown: [{ type: 'ROOT', enabled: unresolved }], skip: [{}] },
  }),
  rule({
    id: 'pca-policy-public',
    since: '2026.12',
    on: authorityPolicy,
    severity: 'high',
    category: 'certificates',
    title: 'The policy of a private CA lets nobody in particular in',
    message: 'Policy {name} lets anyone use a private CA.',
    why: 'Anyone with an AWS account can have certificates signed that everything in your organisation trusts.',
    source: 'https://docs.aws.amazon.com/privateca/latest/userguide/pca-rbp.html',
    require: policyDoesNot(authorityPolicy.props.document, { ask: 'allows-anyone' }),
    examples: {
      pass: [{ document: policyOf({ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'acm-pca:IssueCertificate', Resource: '*' }) }],
      fail: [{ document: policyOf({ Effect: 'Allow', Principal: '*', Action: 'acm-pca:IssueCertificate', Resource: '*' }) }],
      unknown: [{ document: unresolved }],
    },
  }),
  rule({
    id: 'pca-certificate-validity',
    since: '2026.12',
    on: certificate,
    applies: startsWith(template, 'arn:aws:acm-pca:::template/EndEntity', 'arn:aws-cn:acm-pca:::template/EndEntity', 'arn:aws-us-gov:acm-pca:::template/EndEntity'),
    severity: 'medium',
    category: 'certificates',
    profile: 'strict',
    title: 'Private certificate is valid for 13 months at most',
    message: 'Private certificate {name} is valid for more than 13 months.',
    why: 'The longer a certificate lives, the longer a stolen key is of use, and the fewer people remember how to replace it.',
    // ACM issues private certificates for 13 months: https://docs.aws.amazon.com/acm/latest/userguide/gs-acm-request-private.html
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-acmpca-certificate-validity.html',
    require: cases(
      [
        { when: equals(unit, 'DAYS'), require: atMost(length, 398) },
        { when: equals(unit, 'MONTHS'), require: atMost(length, 13) },
        { when: equals(unit, 'YEARS'), require: atMost(length, 1) },
      ],
      'skip',
    ),
    examples: {
      pass: [{ unit: 'DAYS', length: 90 }, { unit: 'MONTHS', length: 13 }],
      fail: [{ unit: 'DAYS', length: 825 }, { unit: 'YEARS', length: 2 }],
      unknown: [{ unit: 'DAYS', length: unresolved }],
      skip: [{ unit: 'END_DATE', length: 20301231235959 }, { template: 'arn:aws:acm-pca:::template/RootCACertificate/V1', unit: 'YEARS', length: 10 }, {}],
    },
  }),
];
