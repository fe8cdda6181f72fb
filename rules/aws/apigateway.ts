import { resource } from '../../server/src/core/rule/property.ts';
import { all, cases, equals, forEach, not, oneOf, present, secretChannel, startsWith, tlsAtLeast } from '../../server/src/core/rule/requirement.ts';
import { madeByMacro, unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { apiGatewayPolicies } from './tls-policies.ts';

const domainName = resource({
  label: 'API Gateway domain name',
  cfn: 'AWS::ApiGateway::DomainName',
  tf: 'aws_api_gateway_domain_name',
  minimal: { cfn: { DomainName: 'api.example.com' }, tf: { domain_name: 'api.example.com' } },
  props: { policy: { cfn: 'SecurityPolicy', tf: 'security_policy', whenAbsent: { depends: 'the type of the endpoint' } } },
});

/** Terraform alone can upload a certificate with its key. */
const importedDomainName = resource({
  label: 'API Gateway domain name',
  tf: 'aws_api_gateway_domain_name',
  minimal: { tf: { domain_name: 'api.example.com' } },
  props: { privateKey: { tf: 'certificate_private_key' } },
});

const httpDomainName = resource({
  label: 'API Gateway domain name',
  cfn: 'AWS::ApiGatewayV2::DomainName',
  tf: 'aws_apigatewayv2_domain_name',
  minimal: { cfn: { DomainName: 'api.example.com' }, tf: { domain_name: 'api.example.com' } },
  props: {
    configurations: {
      cfn: 'DomainNameConfigurations[]',
      tf: 'domain_name_configuration[]',
      items: {
        endpoint: { cfn: 'EndpointType', tf: 'endpoint_type' },
        policy: { cfn: 'SecurityPolicy', tf: 'security_policy', whenAbsent: { depends: 'the type of the API' } },
      },
    },
  },
});

/**
 * SAM makes the domain name of an API: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-domainconfiguration.html
 * That of an HTTP API speaks TLS 1.2 whatever is written: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-ciphers.html
 */
const samApi = resource({
  label: 'SAM API',
  cfn: 'AWS::Serverless::Api',
  minimal: { cfn: { StageName: 'live' } },
  props: {
    domain: { cfn: 'Domain' },
    policy: { cfn: 'Domain.SecurityPolicy', whenAbsent: { depends: 'the type of the endpoint' } },
  },
});

/** Terraform writes the settings of methods as a resource beside the stage. */
const methodSettings = resource({
  label: 'API Gateway stage',
  cfn: ['AWS::ApiGateway::Stage', 'AWS::Serverless::Api'],
  tf: 'aws_api_gateway_method_settings',
  minimal: {
    cfn: { RestApiId: 'abcd1234', StageName: 'live', DeploymentId: 'efgh5678' },
    tf: { rest_api_id: 'abcd1234', stage_name: 'live', method_path: '*/*', settings: {} },
  },
  props: {
    methods: {
      cfn: 'MethodSettings[]',
      tf: 'settings',
      items: {
        method: { cfn: 'HttpMethod' },
        path: { cfn: 'ResourcePath' },
        caching: { cfn: 'CachingEnabled', tf: 'caching_enabled', whenAbsent: false },
        cacheEncrypted: { cfn: 'CacheDataEncrypted', tf: 'cache_data_encrypted', whenAbsent: false },
        dataTrace: { cfn: 'DataTraceEnabled', tf: 'data_trace_enabled', whenAbsent: false },
        loggingLevel: { cfn: 'LoggingLevel', tf: 'logging_level', whenAbsent: 'OFF' },
      },
    },
  },
});

const stage = resource({
  label: 'API Gateway stage',
  cfn: ['AWS::ApiGateway::Stage', 'AWS::Serverless::Api'],
  tf: 'aws_api_gateway_stage',
  minimal: { cfn: { RestApiId: 'abcd1234', StageName: 'live', DeploymentId: 'efgh5678' }, tf: { rest_api_id: 'abcd1234', stage_name: 'live', deployment_id: 'efgh5678' } },
  props: {
    accessLogs: { cfn: 'AccessLogSetting', tf: 'access_log_settings' },
    accessLog: { cfn: 'AccessLogSetting.DestinationArn', tf: 'access_log_settings.destination_arn' },
  },
});

/** SAM makes stages of its own, to which no certificate can be given. */
const ownStage = resource({
  label: 'API Gateway stage',
  cfn: 'AWS::ApiGateway::Stage',
  tf: 'aws_api_gateway_stage',
  minimal: stage.minimal,
  props: { clientCertificate: { cfn: 'ClientCertificateId', tf: 'client_certificate_id' } },
});

const httpStage = resource({
  label: 'API Gateway stage',
  cfn: ['AWS::ApiGatewayV2::Stage', 'AWS::Serverless::HttpApi'],
  tf: 'aws_apigatewayv2_stage',
  minimal: { cfn: { ApiId: 'abcd1234', StageName: 'live' }, tf: { api_id: 'abcd1234', name: 'live' } },
  props: {
    accessLogs: { cfn: 'AccessLogSettings', tf: 'access_log_settings' },
    accessLog: { cfn: 'AccessLogSettings.DestinationArn', tf: 'access_log_settings.destination_arn' },
  },
});

const method = resource({
  label: 'API Gateway method',
  cfn: 'AWS::ApiGateway::Method',
  tf: 'aws_api_gateway_integration',
  minimal: { cfn: { RestApiId: 'abcd1234', ResourceId: 'efgh5678', HttpMethod: 'GET' }, tf: { rest_api_id: 'abcd1234', resource_id: 'efgh5678', http_method: 'GET' } },
  props: {
    type: { cfn: 'Integration.Type', tf: 'type' },
    uri: { cfn: 'Integration.Uri', tf: 'uri' },
    connection: { cfn: 'Integration.ConnectionType', tf: 'connection_type', whenAbsent: 'INTERNET' },
  },
});

const httpIntegration = resource({
  label: 'API Gateway integration',
  cfn: 'AWS::ApiGatewayV2::Integration',
  tf: 'aws_apigatewayv2_integration',
  minimal: { cfn: { ApiId: 'abcd1234', IntegrationType: 'HTTP_PROXY' }, tf: { api_id: 'abcd1234', integration_type: 'HTTP_PROXY' } },
  props: {
    type: { cfn: 'IntegrationType', tf: 'integration_type' },
    uri: { cfn: 'IntegrationUri', tf: 'integration_uri' },
    connection: { cfn: 'ConnectionType', tf: 'connection_type', whenAbsent: 'INTERNET' },
  },
});

const { methods } = methodSettings.props;
const { accessLog } = stage.props;
const setting = methods.items;
const everyMethod = { method: '*', path: '/*' };
const logPage = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html';
const whyAccessLog = 'Nobody can say afterwards who asked for what: a leak through the API cannot be bounded.';
const whyBackEnd = 'The client sees HTTPS, but behind the gateway the request crosses the internet in the clear.';
const whyTls = 'TLS 1.0 has known attacks, and client and server agree on it as soon as one side asks.';
const tlsPage = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html';

/** The rules about API Gateway. */
export const apigatewayRules = [
  rule({
    id: 'apigateway-domain-tls',
    since: '2026.12',
    on: domainName,
    severity: 'high',
    category: 'in-transit',
    title: 'API Gateway domain asks for TLS 1.2 at least',
    message: 'API Gateway domain name {name} may be reached with TLS 1.0.',
    why: whyTls,
    source: tlsPage,
    aliases: ['CKV_AWS_206', 'AWS-0005', 'W62', 'API_GW_DOMAIN_DENY_NON_TLS_TRAFFIC'],
    require: tlsAtLeast(domainName.props.policy, '1.2', apiGatewayPolicies),
    fix: { title: 'Ask for TLS 1.2', set: [[domainName.props.policy, 'TLS_1_2']] },
    examples: {
      pass: [{ policy: 'TLS_1_2' }, { policy: 'SecurityPolicy_TLS13_1_3_2025_09' }],
      fail: [{ policy: 'TLS_1_0' }],
      unknown: [{}, { policy: unresolved }],
    },
  }),
  rule({
    id: 'apigateway-http-domain-tls',
    since: '2026.12',
    on: httpDomainName,
    severity: 'high',
    category: 'in-transit',
    title: 'API Gateway domain of an HTTP API asks for TLS 1.2',
    message: 'API Gateway domain name {name} may be reached with TLS 1.0.',
    why: whyTls,
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-ciphers.html',
    aliases: ['CKV_AWS_206', 'AWS-0112', 'W62'],
    require: forEach(httpDomainName.props.configurations, tlsAtLeast(httpDomainName.props.configurations.items.policy, '1.2', apiGatewayPolicies)),
    fix: { title: 'Ask for TLS 1.2', set: [[httpDomainName.props.configurations.items.policy, 'TLS_1_2']] },
    examples: {
      pass: [{ configurations: [{ endpoint: 'REGIONAL', policy: 'TLS_1_2' }] }],
      fail: [{ configurations: [{ endpoint: 'REGIONAL', policy: 'TLS_1_0' }] }],
      unknown: [{ configurations: [{ endpoint: 'REGIONAL' }] }],
    },
  }),
  rule({
    id: 'apigateway-sam-domain-tls',
    since: '2026.12',
    on: samApi,
    applies: present(samApi.props.domain),
    severity: 'high',
    category: 'in-transit',
    title: 'Domain of a SAM API asks for TLS 1.2',
    message: 'The domain name of API {name} may be reached with TLS 1.0.',
    why: whyTls,
    source: tlsPage,
    aliases: ['AWS-0112'],
    require: tlsAtLeast(samApi.props.policy, '1.2', apiGatewayPolicies),
    fix: { title: 'Ask for TLS 1.2', set: [[samApi.props.policy, 'TLS_1_2']] },
    examples: {
      pass: [{ domain: { DomainName: 'api.example.com' }, policy: 'TLS_1_2' }],
      fail: [{ domain: { DomainName: 'api.example.com' }, policy: 'TLS_1_0' }],
      unknown: [{ domain: { DomainName: 'api.example.com' } }],
      skip: [{}],
    },
  }),
  rule({
    id: 'apigateway-cache-encrypted',
    since: '2026.12',
    on: methodSettings,
    severity: 'medium',
    category: 'at-rest',
    title: 'API Gateway encrypts its cache',
    message: 'API Gateway stage {name} keeps answers in a cache that is not encrypted.',
    why: 'Answers with personal data lie in the clear on the disks of the cache cluster.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/data-protection-encryption.html',
    standards: {
      'aws-fsbp': ['APIGateway.5'],
      'pci-dss-4': ['8.3.2'],
      'nist-800-53-r5': ['AU-9(3)', 'CP-9', 'CP-9d', 'SC-13', 'SC-13a', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)', 'SI-19(4)'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(e)(1)', '164.312(e)(2)(ii)'],
    },
    aliases: ['CKV_AWS_308', 'AWS-0002', 'W87'],
    require: forEach(methods, cases([{ when: equals(setting.caching, true), require: equals(setting.cacheEncrypted, true) }])),
    fix: { title: 'Encrypt the cache', set: [[setting.cacheEncrypted, true]] },
    examples: {
      pass: [{ methods: [{ ...everyMethod, caching: true, cacheEncrypted: true }] }, { methods: [everyMethod] }, {}],
      fail: [{ methods: [{ ...everyMethod, caching: true }] }, { methods: [{ ...everyMethod, caching: true, cacheEncrypted: false }] }],
      unknown: [{ methods: [{ ...everyMethod, caching: true, cacheEncrypted: unresolved }] }],
    },
  }),
  rule({
    id: 'apigateway-data-trace',
    since: '2026.12',
    on: methodSettings,
    severity: 'medium',
    category: 'exposure',
    title: 'API Gateway does not log whole requests',
    message: 'API Gateway stage {name} logs whole requests and answers.',
    why: 'Passwords, tokens and personal data of every call end up in a log group that many can read.',
    source: logPage,
    aliases: ['CKV_AWS_276'],
    require: forEach(methods, not(equals(setting.dataTrace, true))),
    fix: { title: 'Stop logging whole requests', set: [[setting.dataTrace, false]] },
    examples: {
      pass: [{ methods: [everyMethod] }, {}],
      fail: [{ methods: [{ ...everyMethod, dataTrace: true }] }],
      unknown: [{ methods: [{ ...everyMethod, dataTrace: unresolved }] }],
    },
  }),
  rule({
    id: 'apigateway-execution-logging',
    since: '2026.12',
    on: methodSettings,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'API Gateway stage logs its executions',
    message: 'API Gateway stage {name} does not log its executions.',
    why: 'Refused and failing calls, the traces of an attack, show nowhere.',
    source: logPage,
    standards: {
      'aws-fsbp': ['APIGateway.1'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'],
      'nist-800-53-r5': ['AC-4(26)', 'AU-10', 'AU-12', 'AU-12(1)', 'AU-12(2)', 'AU-12(3)', 'AU-12(4)', 'AU-12a', 'AU-12c', 'AU-14', 'AU-14(3)', 'AU-14a', 'AU-14b', 'AU-2', 'AU-2b', 'AU-3', 'AU-3a', 'AU-3b', 'AU-3c', 'AU-3d', 'AU-3e', 'AU-3f', 'AU-6(3)', 'AU-6(4)', 'AU-6(6)', 'AU-6(9)', 'AU-8', 'AU-8b', 'CA-7', 'CA-7b', 'CM-5(1)', 'CM-5(1)(b)', 'IA-3(3)', 'IA-3(3)(b)', 'MA-4(1)', 'MA-4(1)(a)', 'PM-14', 'PM-14a.1', 'PM-14b', 'PM-31', 'SC-7(9)', 'SC-7(9)(b)', 'SI-4(17)', 'SI-7(8)'],
      hipaa: ['164.308(a)(1)(ii)(D)', '164.308(a)(6)(ii)', '164.312(b)'],
    },
    aliases: ['CKV2_AWS_4', 'API_GW_EXECUTION_LOGGING_ENABLED', 'APIGWExecutionLoggingEnabled', 'AwsSolutions-APIG6'],
    require: forEach(methods, oneOf(setting.loggingLevel, ['ERROR', 'INFO']), 'fail'),
    examples: {
      pass: [{ methods: [{ ...everyMethod, loggingLevel: 'ERROR' }] }],
      fail: [{}, { methods: [{ ...everyMethod, loggingLevel: 'OFF' }] }],
      unknown: [{ methods: [{ ...everyMethod, loggingLevel: unresolved }] }],
    },
  }),
  rule({
    id: 'apigateway-access-logging',
    since: '2026.12',
    on: stage,
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'API Gateway stage logs who called',
    message: 'API Gateway stage {name} does not log who called.',
    why: whyAccessLog,
    source: logPage,
    standards: { 'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'] },
    aliases: ['CKV_AWS_76', 'AWS-0001', 'AWS-0113', 'W69', 'API_GW_STAGE_ACCESS_LOGGING_RULE', 'APIGWAccessLogging', 'AwsSolutions-APIG1'],
    require: present(accessLog),
    examples: { pass: [{ accessLog: 'arn:aws:logs:eu-west-1:111122223333:log-group:api' }], fail: [{}], unknown: [{ accessLogs: unresolved }] },
  }),
  rule({
    id: 'apigateway-http-access-logging',
    since: '2026.12',
    on: httpStage,
    severity: 'medium',
    category: 'audit',
    profile: 'strict',
    title: 'Stage of an HTTP or WebSocket API logs who called',
    message: 'API Gateway stage {name} does not log who called.',
    why: whyAccessLog,
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html',
    standards: {
      'aws-fsbp': ['APIGateway.9'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'],
    },
    aliases: ['CKV_AWS_95', 'AWS-0001', 'W46', 'API_GWV2_ACCESS_LOGS_ENABLED', 'APIGWAccessLogging', 'AwsSolutions-APIG1'],
    require: present(httpStage.props.accessLog),
    examples: { pass: [{ accessLog: 'arn:aws:logs:eu-west-1:111122223333:log-group:api' }], fail: [{}], unknown: [{ accessLogs: unresolved }] },
  }),
  rule({
    id: 'apigateway-integration-tls',
    since: '2026.12',
    on: method,
    // A private integration never leaves the VPC.
    applies: all(oneOf(method.props.type, ['HTTP', 'HTTP_PROXY']), not(equals(method.props.connection, 'VPC_LINK'))),
    severity: 'medium',
    category: 'in-transit',
    title: 'API Gateway calls its back ends over HTTPS',
    message: 'API Gateway method {name} calls its back end in clear text.',
    why: whyBackEnd,
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html',
    require: not(startsWith(method.props.uri, 'http://')),
    examples: {
      pass: [{ type: 'HTTP_PROXY', uri: 'https://shop.example.com' }],
      fail: [{ type: 'HTTP', uri: 'http://shop.example.com' }],
      unknown: [{ type: 'HTTP', uri: unresolved }],
      skip: [{ type: 'AWS_PROXY' }, { type: 'HTTP_PROXY', uri: 'http://nlb.example.com', connection: 'VPC_LINK' }],
    },
  }),
  rule({
    id: 'apigateway-http-integration-tls',
    since: '2026.12',
    on: httpIntegration,
    applies: all(oneOf(httpIntegration.props.type, ['HTTP', 'HTTP_PROXY']), not(equals(httpIntegration.props.connection, 'VPC_LINK'))),
    severity: 'medium',
    category: 'in-transit',
    title: 'API Gateway calls the back ends of an HTTP or WebSocket API over HTTPS',
    message: 'API Gateway integration {name} calls its back end in clear text.',
    why: whyBackEnd,
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html',
    require: not(startsWith(httpIntegration.props.uri, 'http://')),
    examples: {
      pass: [{ type: 'HTTP_PROXY', uri: 'https://shop.example.com' }],
      fail: [{ type: 'HTTP_PROXY', uri: 'http://shop.example.com' }],
      unknown: [{ type: 'HTTP_PROXY', uri: unresolved }],
      skip: [{ type: 'AWS_PROXY' }, { uri: 'http://nlb.example.com', connection: 'VPC_LINK' }],
    },
  }),
  rule({
    id: 'apigateway-client-certificate',
    since: '2026.12',
    on: ownStage,
    severity: 'low',
    category: 'in-transit',
    profile: 'strict',
    title: 'API Gateway stage shows its back ends a certificate',
    message: 'API Gateway stage {name} shows its back ends no certificate.',
    why: 'An HTTP back end cannot tell requests that passed the gateway from those that went round it, with its authorizers and limits.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html',
    standards: {
      'aws-fsbp': ['APIGateway.2'],
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', '11.3.1.3', '11.5.2', '3.5.1.1', '3.5.1.3', '3.6.1.2', '3.6.1.3', '3.6.1.4', '3.7.1', '3.7.2', '3.7.4', '3.7.6', '3.7.7', '4.2.1.1', 'appendix.a1.1.3'],
      'nist-800-53-r5': ['AC-17(2)', 'AC-24(1)', 'AC-4', 'AC-4(22)', 'AU-9(3)', 'CA-9', 'CA-9b', 'IA-5(1)', 'IA-5(1)(c)', 'PM-17', 'PM-17b', 'SC-13', 'SC-13a', 'SC-23', 'SC-7(4)', 'SC-7(4)(b)', 'SC-7(4)(g)', 'SC-7(5)', 'SC-8', 'SC-8(1)', 'SC-8(2)', 'SC-8(3)', 'SC-8(4)', 'SC-8(5)', 'SI-1', 'SI-1a.2', 'SI-1c.2'],
      hipaa: ['164.312(a)(2)(iv)', '164.312(e)(1)', '164.312(e)(2)(i)', '164.312(e)(2)(ii)'],
    },
    aliases: ['CKV2_AWS_51', 'APIGWSSLEnabled'],
    require: present(ownStage.props.clientCertificate),
    examples: { pass: [{ clientCertificate: 'abc123' }], fail: [{}], unknown: [madeByMacro] },
  }),
  rule({
    id: 'apigateway-imported-certificate',
    since: '2026.12',
    on: importedDomainName,
    severity: 'high',
    category: 'secrets',
    title: 'API Gateway domain is given no private key',
    message: 'The private key of API Gateway domain name {name} is shown by the configuration.',
    why: 'Everybody who may read the configuration or the state of Terraform has the key, and can pose as the API.',
    source: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_domain_name',
    require: secretChannel(importedDomainName.props.privateKey),
    examples: { pass: [{}], fail: [{ privateKey: '-----BEGIN PRIVATE KEY-----' }], unknown: [] },
  }),
];
