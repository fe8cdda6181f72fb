import { resource } from '../../server/src/core/rule/property.ts';
import { absent, all, any, atLeast, equals, forEach, not, referencedBy, secretChannel, startsWith, type Requirement } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, noEchoParameter, refTo, scene, unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const certificate = resource({
  label: 'ACM certificate',
  cfn: 'AWS::CertificateManager::Certificate',
  tf: 'aws_acm_certificate',
  minimal: { cfn: { DomainName: 'shop.example.com' }, tf: { domain_name: 'shop.example.com' } },
  props: {
    domain: { cfn: 'DomainName', tf: 'domain_name' },
    otherDomains: { cfn: 'SubjectAlternativeNames[]', tf: 'subject_alternative_names[]', items: { domain: { cfn: '', tf: '' } } },
    zone: { cfn: 'DomainValidationOptions[].HostedZoneId' },
    privateKey: { tf: 'private_key' },
    authority: { cfn: 'CertificateAuthorityArn', tf: 'certificate_authority_arn' },
    validation: { cfn: 'ValidationMethod', tf: 'validation_method', whenAbsent: { cfn: 'EMAIL' } },
    algorithm: { cfn: 'KeyAlgorithm', tf: 'key_algorithm', whenAbsent: 'RSA_2048' },
    transparency: { cfn: 'CertificateTransparencyLoggingPreference', tf: 'options.certificate_transparency_logging_preference', whenAbsent: 'ENABLED' },
    exporting: { cfn: 'CertificateExport', tf: 'options.export', whenAbsent: 'DISABLED' },
  },
});

const account = resource({
  label: 'ACM account settings',
  cfn: 'AWS::CertificateManager::Account',
  props: { daysBeforeExpiry: { cfn: 'ExpiryEventsConfiguration.DaysBeforeExpiry', whenAbsent: 45 } },
});

/** Terraform alone can import a certificate, and destroys the old one first unless it is told not to. */
const importedCertificate = resource({
  label: 'ACM certificate',
  tf: 'aws_acm_certificate',
  minimal: { tf: { domain_name: 'shop.example.com', validation_method: 'DNS' } },
  props: { privateKey: { tf: 'private_key' }, createFirst: { tf: '@lifecycle.create_before_destroy', whenAbsent: false } },
});

const zone = resource({
  label: 'hosted zone',
  cfn: 'AWS::Route53::HostedZone',
  minimal: { cfn: { Name: 'example.com' } },
  props: {},
});

const record = resource({
  label: 'record',
  cfn: 'AWS::Route53::RecordSet',
  minimal: { cfn: { Name: 'example.com', ResourceRecords: ['0 issue "amazon.com"'], TTL: '300' } },
  props: { zone: { cfn: 'HostedZoneId' }, type: { cfn: 'Type' } },
});

/** What presents a certificate, each by the property that names it: https://docs.aws.amazon.com/acm/latest/userguide/acm-services.html */
const users = [
  user('listener', 'AWS::ElasticLoadBalancingV2::Listener', ['aws_lb_listener', 'aws_alb_listener'], 'Certificates[].CertificateArn', 'certificate_arn'),
  user('listener certificate', 'AWS::ElasticLoadBalancingV2::ListenerCertificate', ['aws_lb_listener_certificate', 'aws_alb_listener_certificate'], 'Certificates[].CertificateArn', 'certificate_arn'),
  user('Classic Load Balancer', 'AWS::ElasticLoadBalancing::LoadBalancer', 'aws_elb', 'Listeners[].SSLCertificateId', 'listener[].ssl_certificate_id'),
  user('CloudFront distribution', 'AWS::CloudFront::Distribution', 'aws_cloudfront_distribution', 'DistributionConfig.ViewerCertificate.AcmCertificateArn', 'viewer_certificate.acm_certificate_arn'),
  user('API Gateway domain name', 'AWS::ApiGateway::DomainName', 'aws_api_gateway_domain_name', ['CertificateArn', 'RegionalCertificateArn'], ['certificate_arn', 'regional_certificate_arn']),
  user('API Gateway domain name', 'AWS::ApiGatewayV2::DomainName', 'aws_apigatewayv2_domain_name', 'DomainNameConfigurations[].CertificateArn', 'domain_name_configuration.certificate_arn'),
  user('API Gateway domain name', 'AWS::ApiGateway::DomainNameV2', [], 'CertificateArn', []),
  user('SAM API', ['AWS::Serverless::Api', 'AWS::Serverless::HttpApi'], [], 'Domain.CertificateArn', []),
  user('OpenSearch domain', 'AWS::OpenSearchService::Domain', 'aws_opensearch_domain', 'DomainEndpointOptions.CustomEndpointCertificateArn', 'domain_endpoint_options.custom_endpoint_certificate_arn'),
  user('AppSync domain name', 'AWS::AppSync::DomainName', 'aws_appsync_domain_name', 'CertificateArn', 'certificate_arn'),
  user('Cognito domain', 'AWS::Cognito::UserPoolDomain', 'aws_cognito_user_pool_domain', 'CustomDomainConfig.CertificateArn', 'certificate_arn'),
  user('Elasticsearch domain', 'AWS::Elasticsearch::Domain', 'aws_elasticsearch_domain', 'DomainEndpointOptions.CustomEndpointCertificateArn', 'domain_endpoint_options.custom_endpoint_certificate_arn'),
  user('CloudFront tenant', 'AWS::CloudFront::DistributionTenant', [], 'Customizations.Certificate.Arn', []),
  user('Amplify domain', 'AWS::Amplify::Domain', 'aws_amplify_domain_association', 'CertificateSettings.CustomCertificateArn', 'certificate_settings.custom_certificate_arn'),
  user('Elastic Beanstalk environment', 'AWS::ElasticBeanstalk::Environment', 'aws_elastic_beanstalk_environment', 'OptionSettings[].Value', 'setting[].value'),
  user('enclave certificate', 'AWS::EC2::EnclaveCertificateIamRoleAssociation', [], 'CertificateArn', []),
  user('IoT endpoint', 'AWS::IoT::DomainConfiguration', 'aws_iot_domain_configuration', 'ServerCertificateArns[]', 'server_certificate_arns[]'),
  user('Lattice service', 'AWS::VpcLattice::Service', 'aws_vpclattice_service', 'CertificateArn', 'certificate_arn'),
  user('Verified Access endpoint', 'AWS::EC2::VerifiedAccessEndpoint', 'aws_verifiedaccess_endpoint', 'DomainCertificateArn', 'domain_certificate_arn'),
  user('Transfer server', 'AWS::Transfer::Server', 'aws_transfer_server', 'Certificate', 'certificate'),
  user('Client VPN endpoint', 'AWS::EC2::ClientVpnEndpoint', 'aws_ec2_client_vpn_endpoint', 'ServerCertificateArn', 'server_certificate_arn'),
];

function user(label: string, cfn: string | readonly string[], tf: string | readonly string[], inCfn: string | readonly string[], inTf: string | readonly string[]) {
  return resource({ label, cfn, tf, props: { certificate: { cfn: inCfn, tf: inTf } } });
}

/** Terraform waits for a certificate by a resource of its own, which passes its name on. */
const validationOf = resource({ label: 'certificate validation', tf: 'aws_acm_certificate_validation', props: { certificate: { tf: 'certificate_arn' } } });

const isNamed: Requirement = any(...users.map((kind) => referencedBy(kind, kind.props.certificate)));
const endpoint = users.find(({ label }) => label === 'Client VPN endpoint');

const { createFirst } = importedCertificate.props;
const { domain, otherDomains, privateKey, authority, validation, algorithm, transparency, exporting } = certificate.props;

/** The rules about certificates of ACM. */
export const acmRules: readonly RuleRecord[] = [
  rule({
    id: 'acm-dns-validation',
    since: '2026.12',
    on: certificate,
    // Neither what a private CA issues nor what is imported is validated.
    applies: all(absent(authority), absent(privateKey)),
    severity: 'medium',
    category: 'certificates',
    title: 'ACM certificate is validated by DNS',
    message: 'ACM certificate {name} is validated by e-mail.',
    why: 'A certificate validated by e-mail is not renewed by itself: somebody must answer a mail in time, or TLS stops working and is switched off in haste.',
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/email-renewal-validation.html',
    require: equals(validation, 'DNS'),
    fix: { title: 'Validate by DNS', set: [[validation, 'DNS']] },
    examples: {
      pass: [{ validation: 'DNS' }],
      fail: [{}, { validation: 'EMAIL' }],
      unknown: [{ validation: unresolved }],
      skip: [{ authority: 'arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/1234' }],
    },
  }),
  rule({
    id: 'acm-key-algorithm',
    since: '2026.12',
    on: certificate,
    severity: 'medium',
    category: 'certificates',
    title: 'ACM certificate has a strong key',
    message: 'ACM certificate {name} has a key of 1,024 bits.',
    why: 'RSA keys of 1,024 bits can be factored by a well-funded attacker, who then reads or poses as the site.',
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html#algorithms-term',
    standards: { 'aws-fsbp': ['ACM.2'] },
    require: not(equals(algorithm, 'RSA_1024')),
    fix: { title: 'Use an RSA key of 2,048 bits', set: [[algorithm, 'RSA_2048']] },
    examples: { pass: [{}, { algorithm: 'EC_prime256v1' }], fail: [{ algorithm: 'RSA_1024' }], unknown: [{ algorithm: unresolved }] },
  }),
  rule({
    id: 'acm-transparency-logging',
    since: '2026.12',
    on: certificate,
    applies: absent(authority),
    severity: 'medium',
    category: 'certificates',
    title: 'ACM certificate is in the public transparency logs',
    message: 'ACM certificate {name} is kept out of the public transparency logs.',
    why: 'A certificate that was issued by mistake or fraud is found by these logs; browsers warn about one that is in none.',
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html#concept-transparency',
    aliases: ['CKV_AWS_234'],
    require: equals(transparency, 'ENABLED'),
    fix: { title: 'Log the certificate', set: [[transparency, 'ENABLED']] },
    examples: {
      pass: [{}, { transparency: 'ENABLED' }],
      fail: [{ transparency: 'DISABLED' }],
      unknown: [{ transparency: unresolved }],
      skip: [{ authority: 'arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/1234' }],
    },
  }),
  rule({
    id: 'acm-exportable',
    since: '2026.12',
    on: certificate,
    severity: 'low',
    category: 'certificates',
    profile: 'strict',
    title: 'The key of the ACM certificate cannot be exported',
    message: 'The private key of ACM certificate {name} can be exported.',
    why: 'Whoever may call one API takes the key away and poses as the site elsewhere.',
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/export-public-certificate.html',
    require: equals(exporting, 'DISABLED'),
    fix: { title: 'Forbid the export', set: [[exporting, 'DISABLED']] },
    examples: { pass: [{}, { exporting: 'DISABLED' }], fail: [{ exporting: 'ENABLED' }], unknown: [{ exporting: unresolved }] },
  }),
  rule({
    id: 'acm-wildcard-domain',
    since: '2026.12',
    on: certificate,
    severity: 'low',
    category: 'certificates',
    profile: 'strict',
    title: 'ACM certificate names its hosts',
    message: 'ACM certificate {name} is valid for every host of a domain.',
    why: 'One stolen key or one careless host speaks for every other host of the domain.',
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html',
    aliases: ['CKV2_AWS_71'],
    require: all(not(startsWith(domain, '*.')), forEach(otherDomains, not(startsWith(otherDomains.items.domain, '*.')))),
    examples: {
      pass: [{ domain: 'shop.example.com', otherDomains: ['www.example.com'] }, {}],
      fail: [{ domain: '*.example.com' }, { otherDomains: ['www.example.com', '*.example.com'] }],
      unknown: [{ domain: unresolved }],
    },
  }),
  rule({
    id: 'acm-expiry-events',
    since: '2026.12',
    on: account,
    severity: 'low',
    category: 'certificates',
    title: 'ACM warns a month before a certificate expires',
    message: 'ACM account settings {name} warn less than a month before a certificate expires.',
    why: 'An imported certificate that expires unnoticed stops TLS, and people learn to click warnings away.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-certificatemanager-account-expiryeventsconfiguration.html',
    require: atLeast(account.props.daysBeforeExpiry, 30),
    fix: { title: 'Warn 45 days before', set: [[account.props.daysBeforeExpiry, 45]] },
    examples: { pass: [{}, { daysBeforeExpiry: 45 }], fail: [{ daysBeforeExpiry: 7 }], unknown: [{ daysBeforeExpiry: unresolved }] },
  }),
  rule({
    id: 'acm-caa-record',
    since: '2026.12',
    on: zone,
    applies: referencedBy(certificate, certificate.props.zone),
    severity: 'low',
    category: 'certificates',
    profile: 'all',
    title: 'Zone of a certificate says who may issue certificates',
    message: 'Hosted zone {name} lets any authority issue certificates for its names.',
    why: 'An authority that is tricked or careless issues a certificate for the site to somebody else.',
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html',
    require: referencedBy(record, record.props.zone, equals(record.props.type, 'CAA')),
    examples: {
      pass: [scene({ Zone: [zone, {}], Certificate: [certificate, { zone: refTo('Zone') }], Issuers: [record, { zone: refTo('Zone'), type: 'CAA' }] })],
      fail: [scene({ Zone: [zone, {}], Certificate: [certificate, { zone: refTo('Zone') }] })],
      unknown: [scene({ Zone: [zone, {}], Certificate: [certificate, { zone: refTo('Zone') }], Issuers: [record, { zone: refTo('Zone'), type: unresolved }] })],
      skip: [{}],
    },
  }),
  rule({
    id: 'acm-certificate-unused',
    since: '2026.12',
    on: certificate,
    severity: 'low',
    category: 'certificates',
    profile: 'all',
    title: 'ACM certificate is in use',
    message: 'Nothing in the template uses ACM certificate {name}.',
    why: 'ACM renews only certificates that are in use or were exported: whatever takes this one later may find it expired.',
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html',
    require: any(isNamed, referencedBy(validationOf, validationOf.props.certificate, isNamed)),
    examples: {
      pass: [scene({ Certificate: [certificate, {}], Endpoint: [endpoint, { certificate: refTo('Certificate') }] })],
      fail: [{}],
      unknown: [scene({ Certificate: [certificate, {}], Endpoint: [endpoint, madeByMacro] })],
    },
  }),
  rule({
    id: 'acm-create-before-destroy',
    since: '2026.12',
    on: importedCertificate,
    severity: 'low',
    category: 'certificates',
    profile: 'strict',
    title: 'ACM certificate is replaced before it is destroyed',
    message: 'ACM certificate {name} is destroyed before its replacement is made.',
    why: 'A certificate in use cannot be destroyed: the change stops half-way, and TLS is switched off in haste.',
    source: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/acm_certificate',
    aliases: ['CKV_AWS_233'],
    require: equals(createFirst, true),
    fix: { title: 'Create before destroying', set: [[createFirst, true]] },
    examples: { pass: [{ createFirst: true }], fail: [{}, { createFirst: false }], unknown: [{ createFirst: unresolved }] },
  }),
  rule({
    id: 'acm-imported-certificate',
    since: '2026.12',
    on: importedCertificate,
    severity: 'high',
    category: 'secrets',
    title: 'The key of an imported certificate is not in the configuration',
    message: 'The private key of ACM certificate {name} is shown by the configuration.',
    why: 'Everybody who may read the configuration or the state of Terraform has the key, and can pose as the site.',
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/import-certificate.html',
    require: secretChannel(importedCertificate.props.privateKey),
    examples: { pass: [{}, { privateKey: noEchoParameter }], fail: [{ privateKey: '-----BEGIN PRIVATE KEY-----' }], unknown: [] },
  }),
];
