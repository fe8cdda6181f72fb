import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { all, any, equals, forEach, not, oneOf, present, startsWith } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const reference = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';
const balancerArn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/1234';

const receipt = resource({
  label: 'SES receipt rule',
  cfn: 'AWS::SES::ReceiptRule',
  tf: 'aws_ses_receipt_rule',
  minimal: { cfn: { RuleSetName: 'inbox', Rule: {} }, tf: { name: 'orders', rule_set_name: 'inbox' } },
  props: { tls: { cfn: 'Rule.TlsPolicy', tf: 'tls_policy', whenAbsent: 'Optional', weakestFirst: ['Optional', 'Require'] } },
});

const tracking = resource({
  label: 'SES configuration set',
  cfn: 'AWS::SES::ConfigurationSet',
  tf: 'aws_sesv2_configuration_set',
  minimal: { tf: { configuration_set_name: 'letters' } },
  props: {
    domain: { cfn: 'TrackingOptions.CustomRedirectDomain', tf: 'tracking_options.custom_redirect_domain' },
    https: { cfn: 'TrackingOptions.HttpsPolicy', tf: 'tracking_options.https_policy', whenAbsent: 'OPTIONAL', weakestFirst: ['OPTIONAL', 'REQUIRE_OPEN_ONLY', 'REQUIRE'] },
  },
});

const voice = resource({
  label: 'voice connector',
  cfn: 'AWS::Chime::VoiceConnector',
  tf: 'aws_chime_voice_connector',
  minimal: { cfn: { Name: 'office' }, tf: { name: 'office' } },
  props: { encrypted: { cfn: 'RequireEncryption', tf: 'require_encryption' } },
});

const output = resource({
  label: 'MediaConnect output',
  cfn: 'AWS::MediaConnect::FlowOutput',
  minimal: { cfn: { FlowArn: 'arn:aws:mediaconnect:eu-west-1:111122223333:flow:1-abc:match' } },
  props: { protocol: { cfn: 'Protocol' }, encryption: { cfn: 'Encryption' }, secret: { cfn: 'Encryption.SecretArn' } },
});

/** Default: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_cloudfront.VpcOriginOptions.md, and the schema of the type. */
const origin = resource({
  label: 'VPC origin',
  cfn: 'AWS::CloudFront::VpcOrigin',
  tf: 'aws_cloudfront_vpc_origin',
  minimal: {
    cfn: { VpcOriginEndpointConfig: { Arn: balancerArn, Name: 'shop' } },
    tf: { vpc_origin_endpoint_config: { arn: balancerArn, name: 'shop', http_port: 80, https_port: 443 } },
  },
  props: {
    protocol: {
      cfn: 'VpcOriginEndpointConfig.OriginProtocolPolicy',
      tf: 'vpc_origin_endpoint_config.origin_protocol_policy',
      whenAbsent: { cfn: 'match-viewer' },
      weakestFirst: ['http-only', 'match-viewer', 'https-only'],
    },
  },
});

const access = resource({
  label: 'origin access control',
  cfn: 'AWS::CloudFront::OriginAccessControl',
  tf: 'aws_cloudfront_origin_access_control',
  minimal: {
    cfn: { OriginAccessControlConfig: { Name: 'files', OriginAccessControlOriginType: 's3', SigningProtocol: 'sigv4' } },
    tf: { name: 'files', origin_access_control_origin_type: 's3', signing_protocol: 'sigv4' },
  },
  props: { signing: { cfn: 'OriginAccessControlConfig.SigningBehavior', tf: 'signing_behavior' } },
});

const service = resource({
  label: 'ECS service',
  cfn: 'AWS::ECS::Service',
  tf: 'aws_ecs_service',
  minimal: { cfn: { TaskDefinition: 'orders' }, tf: { name: 'orders', task_definition: 'orders' } },
  props: {
    enabled: { cfn: 'ServiceConnectConfiguration.Enabled', tf: 'service_connect_configuration.enabled', whenAbsent: false },
    served: {
      cfn: 'ServiceConnectConfiguration.Services[]',
      tf: 'service_connect_configuration.service[]',
      items: {
        port: { cfn: 'PortName', tf: 'port_name' },
        tls: { cfn: 'Tls', tf: 'tls' },
        authority: { cfn: 'Tls.IssuerCertificateAuthority.AwsPcaAuthorityArn', tf: 'tls.issuer_cert_authority.aws_pca_authority_arn' },
      },
    },
  },
});

const functionUrl = resource({
  label: 'function URL',
  cfn: 'AWS::Lambda::Url',
  tf: 'aws_lambda_function_url',
  minimal: { cfn: { TargetFunctionArn: 'orders', AuthType: 'AWS_IAM' }, tf: { function_name: 'orders', authorization_type: 'AWS_IAM' } },
  props: { origins: { cfn: 'Cors.AllowOrigins[]', tf: 'cors.allow_origins[]', items: { name: { cfn: '', tf: '' } } } },
});

const bucket = resource({
  label: 'Lightsail bucket',
  cfn: 'AWS::Lightsail::Bucket',
  minimal: { cfn: { BucketName: 'files', BundleId: 'small_1_0' } },
  props: { readers: { cfn: 'AccessRules.GetObject', whenAbsent: 'private', weakestFirst: ['public', 'private'] } },
});

const app = resource({
  label: 'App Runner service',
  cfn: 'AWS::AppRunner::Service',
  tf: 'aws_apprunner_service',
  minimal: { cfn: { SourceConfiguration: {} }, tf: { service_name: 'orders', source_configuration: {} } },
  props: {
    isPublic: {
      cfn: 'NetworkConfiguration.IngressConfiguration.IsPubliclyAccessible',
      tf: 'network_configuration.ingress_configuration.is_publicly_accessible',
      whenAbsent: true,
    },
  },
});

const listener = resource({
  label: 'listener',
  cfn: 'AWS::ElasticLoadBalancingV2::Listener',
  tf: ['aws_lb_listener', 'aws_alb_listener'],
  minimal: {
    cfn: { LoadBalancerArn: balancerArn, Port: 443, Protocol: 'HTTPS', DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] },
    tf: { load_balancer_arn: balancerArn, port: 443, protocol: 'HTTPS', default_action: [{ type: 'fixed-response', fixed_response: { status_code: '404', content_type: 'text/plain' } }] },
  },
  props: {
    mode: { cfn: 'MutualAuthentication.Mode', tf: 'mutual_authentication.mode', whenAbsent: 'off' },
    expired: { cfn: 'MutualAuthentication.IgnoreClientCertificateExpiry', tf: 'mutual_authentication.ignore_client_certificate_expiry' },
  },
});

const { name } = functionUrl.props.origins.items;
const authority = 'arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/1234abcd-12ab-34cd-56ef-1234567890ab';

/** The rules about mail, calls, streams and web front ends: who can listen on the way to them, and who can call them. */
export const transitMediaRules: readonly RuleRecord[] = [
  rule({
    id: 'ses-receipt-rule-tls',
    since: '2026.12',
    on: receipt,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'Mail is received by TLS only',
    message: 'SES receipt rule {name} takes mail in clear text, too.',
    why: 'Whoever is on the path, or strips the offer of TLS from the greeting, reads and changes letters before they arrive.',
    source: `${reference}/aws-properties-ses-receiptrule-rule.html`,
    require: equals(receipt.props.tls, 'Require'),
    fix: { title: 'Ask for TLS', set: [[receipt.props.tls, 'Require']] },
    examples: { pass: [{ tls: 'Require' }], fail: [{}, { tls: 'Optional' }], unknown: [{ tls: unresolved }] },
  }),
  rule({
    id: 'ses-tracking-https',
    since: '2026.12',
    on: tracking,
    applies: present(tracking.props.domain),
    severity: 'low',
    category: 'in-transit',
    profile: 'strict',
    title: 'Links that track a letter go over HTTPS',
    message: 'SES configuration set {name} tracks letters by links in clear text.',
    why: 'Whoever is on the path sees who opens which letter, and can lead the reader of a link elsewhere.',
    source: 'https://docs.aws.amazon.com/goto/WebAPI/sesv2-2019-09-27/PutConfigurationSetTrackingOptions',
    require: equals(tracking.props.https, 'REQUIRE'),
    examples: {
      pass: [{ domain: 'click.example.com', https: 'REQUIRE' }],
      fail: [{ domain: 'click.example.com' }, { domain: 'click.example.com', https: 'OPTIONAL' }, { domain: 'click.example.com', https: 'REQUIRE_OPEN_ONLY' }],
      unknown: [{ domain: 'click.example.com', https: unresolved }],
      skip: [{}],
    },
  }),
  rule({
    id: 'chime-voice-connector-encryption',
    since: '2026.12',
    on: voice,
    severity: 'medium',
    category: 'in-transit',
    title: 'Voice connector takes encrypted calls only',
    message: 'Voice connector {name} carries calls in clear text.',
    why: 'Whoever is on the path hears every call, and sees who calls whom.',
    source: 'https://docs.aws.amazon.com/chime-sdk/latest/ag/create-voicecon.html',
    require: equals(voice.props.encrypted, true),
    fix: { title: 'Require encryption', set: [[voice.props.encrypted, true]] },
    examples: { pass: [{ encrypted: true }], fail: [{}, { encrypted: false }], unknown: [{ encrypted: unresolved }] },
  }),
  rule({
    id: 'media-connect-encryption',
    since: '2026.12',
    on: output,
    applies: oneOf(output.props.protocol, ['srt-caller', 'srt-listener', 'zixi-pull', 'zixi-push']),
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'MediaConnect output is encrypted',
    message: 'MediaConnect output {name} is sent in clear text.',
    why: 'Whoever is on the path copies the stream, or puts another in its place.',
    source: `${reference}/aws-properties-mediaconnect-flowoutput-encryption.html`,
    require: present(output.props.encryption),
    examples: {
      pass: [{ protocol: 'srt-caller', secret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:stream' }],
      fail: [{ protocol: 'srt-caller' }],
      unknown: [{ protocol: unresolved }],
      skip: [{}, { protocol: 'rtp' }],
    },
  }),
  rule({
    id: 'cloudfront-vpc-origin-tls',
    since: '2026.12',
    on: origin,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'CloudFront reaches a VPC origin over HTTPS only',
    message: 'VPC origin {name} can be reached in clear text.',
    why: 'The viewer sees HTTPS, but whoever can listen inside the VPC reads requests and answers.',
    source: `${reference}/aws-properties-cloudfront-vpcorigin-vpcoriginendpointconfig.html`,
    require: equals(origin.props.protocol, 'https-only'),
    examples: { pass: [{ protocol: 'https-only' }], fail: [{}, { protocol: 'match-viewer' }, { protocol: 'http-only' }], unknown: [{ protocol: unresolved }] },
  }),
  rule({
    id: 'cloudfront-oac-signing',
    since: '2026.12',
    on: access,
    severity: 'medium',
    category: 'exposure',
    title: 'CloudFront signs its requests to the origin',
    message: 'Origin access control {name} signs nothing.',
    why: 'The origin cannot tell CloudFront from anybody else, and answers only if it is open to everybody.',
    source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html',
    require: not(equals(access.props.signing, 'never')),
    fix: { title: 'Sign every request', set: [[access.props.signing, 'always']] },
    examples: { pass: [{}, { signing: 'always' }, { signing: 'no-override' }], fail: [{ signing: 'never' }], unknown: [{ signing: unresolved }] },
  }),
  rule({
    id: 'ecs-service-connect-tls',
    since: '2026.12',
    on: service,
    applies: equals(service.props.enabled, true),
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'ECS Service Connect uses TLS',
    message: 'ECS service {name} is reached by Service Connect in clear text.',
    why: 'Whoever can listen inside the VPC reads what the services say to each other.',
    source: `${reference}/aws-properties-ecs-service-serviceconnecttlsconfiguration.html`,
    require: forEach(service.props.served, present(service.props.served.items.tls)),
    examples: {
      pass: [{ enabled: true }, { enabled: true, served: [{ port: 'web', authority }] }],
      fail: [{ enabled: true, served: [{ port: 'web' }] }],
      unknown: [{ enabled: true, served: unresolved }],
      skip: [{}, { enabled: false }],
    },
  }),
  rule({
    id: 'lambda-url-cors-https',
    since: '2026.12',
    on: functionUrl,
    severity: 'low',
    category: 'in-transit',
    profile: 'strict',
    title: 'Function URL trusts no page in clear text',
    message: 'Function URL {name} trusts pages that come in clear text.',
    why: 'Whoever is on the path writes a script into such a page, and it reads the answers of the function.',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/API_Cors.html',
    require: forEach(functionUrl.props.origins, any(not(startsWith(name, 'http://')), startsWith(name, 'http://localhost', 'http://127.0.0.1'))),
    examples: {
      pass: [{}, { origins: [{ name: 'https://www.example.com' }, { name: 'http://localhost:60905' }] }],
      fail: [{ origins: [{ name: 'http://www.example.com' }] }],
      unknown: [{ origins: unresolved }],
    },
  }),
  rule({
    id: 'lightsail-bucket-public',
    since: '2026.12',
    on: bucket,
    severity: 'high',
    category: 'exposure',
    title: 'Lightsail bucket is not open to everybody',
    message: 'Lightsail bucket {name} lets everybody read every object.',
    why: 'Whatever is put into it, by whichever program, can be read by everybody on the internet.',
    source: 'https://docs.aws.amazon.com/en_us/lightsail/latest/userguide/amazon-lightsail-understanding-bucket-permissions.html',
    require: not(equals(bucket.props.readers, 'public')),
    fix: { title: 'Close it to the internet', set: [[bucket.props.readers, 'private']] },
    examples: { pass: [{}, { readers: 'private' }], fail: [{ readers: 'public' }], unknown: [{ readers: unresolved }] },
  }),
  rule({
    id: 'apprunner-public',
    since: '2026.12',
    on: app,
    severity: 'low',
    category: 'exposure',
    profile: 'all',
    title: 'App Runner service is not open to the internet',
    message: 'App Runner service {name} is open to the internet.',
    why: 'A service that was meant for other services answers whoever finds its address.',
    source: 'https://docs.aws.amazon.com/apprunner/latest/dg/network-incoming.html',
    require: equals(app.props.isPublic, false),
    examples: { pass: [{ isPublic: false }], fail: [{}, { isPublic: true }], unknown: [{ isPublic: unresolved }] },
  }),
  rule({
    id: 'elbv2-mutual-tls',
    since: '2026.12',
    on: listener,
    applies: all(equals(listener.props.mode, 'verify'), present(listener.props.expired)),
    severity: 'low',
    category: 'in-transit',
    profile: 'strict',
    title: 'Listener refuses expired certificates of clients',
    message: 'Listener {name} takes expired certificates of clients.',
    why: 'A key that was stolen, or that nobody watches any more, opens the door for ever.',
    source: `${reference}/aws-properties-elasticloadbalancingv2-listener-mutualauthentication.html`,
    require: equals(listener.props.expired, false),
    fix: { title: 'Refuse expired certificates', set: [[listener.props.expired, false]] },
    examples: {
      pass: [{ mode: 'verify', expired: false }],
      fail: [{ mode: 'verify', expired: true }],
      unknown: [{ mode: 'verify', expired: unresolved }],
      skip: [{}, { mode: 'passthrough' }, { mode: 'verify' }],
    },
  }),
];
