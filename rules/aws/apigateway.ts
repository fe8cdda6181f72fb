import { resource } from '../../server/src/core/rule/property.ts';
import { any, cases, equals, forEach, not, oneOf, present, startsWith, tlsAtLeast } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import { apiGatewayPolicies } from './tls-policies.ts';

const domainName = resource({
  label: 'API Gateway domain name',
  cfn: 'AWS::ApiGateway::DomainName',
  tf: 'aws_api_gateway_domain_name',
  minimal: { cfn: { DomainName: 'api.example.com' }, tf: { domain_name: 'api.example.com' } },
  props: { policy: { cfn: 'SecurityPolicy', tf: 'security_policy', whenAbsent: { depends: 'the type of the endpoint' } } },
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

const stage = resource({
  label: 'API Gateway stage',
  cfn: 'AWS::ApiGateway::Stage',
  tf: 'aws_api_gateway_stage',
  minimal: { cfn: { RestApiId: 'abcd1234', StageName: 'live', DeploymentId: 'efgh5678' }, tf: { rest_api_id: 'abcd1234', stage_name: 'live', deployment_id: 'efgh5678' } },
  props: {
    methods: {
      cfn: 'MethodSettings[]',
      items: {
        method: { cfn: 'HttpMethod' },
        path: { cfn: 'ResourcePath' },
        caching: { cfn: 'CachingEnabled', whenAbsent: false },
        cacheEncrypted: { cfn: 'CacheDataEncrypted', whenAbsent: false },
        dataTrace: { cfn: 'DataTraceEnabled', whenAbsent: false },
        loggingLevel: { cfn: 'LoggingLevel', whenAbsent: 'OFF' },
      },
    },
    accessLogs: { cfn: 'AccessLogSetting', tf: 'access_log_settings' },
    accessLog: { cfn: 'AccessLogSetting.DestinationArn', tf: 'access_log_settings.destination_arn' },
  },
});

const method = resource({
  label: 'API Gateway method',
  cfn: 'AWS::ApiGateway::Method',
  tf: 'aws_api_gateway_integration',
  minimal: { cfn: { RestApiId: 'abcd1234', ResourceId: 'efgh5678', HttpMethod: 'GET' }, tf: { rest_api_id: 'abcd1234', resource_id: 'efgh5678', http_method: 'GET' } },
  props: { type: { cfn: 'Integration.Type', tf: 'type' }, uri: { cfn: 'Integration.Uri', tf: 'uri' } },
});

const { methods, accessLog } = stage.props;
const setting = methods.items;
const all = { method: '*', path: '/*' };
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
    id: 'apigateway-cache-encrypted',
    since: '2026.12',
    on: stage,
    severity: 'medium',
    category: 'at-rest',
    title: 'API Gateway encrypts its cache',
    message: 'API Gateway stage {name} keeps answers in a cache that is not encrypted.',
    why: 'Answers with personal data lie in the clear on the disks of the cache cluster.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/data-protection-encryption.html',
    standards: { 'aws-fsbp': ['APIGateway.5'] },
    aliases: ['CKV_AWS_308', 'AWS-0002', 'W87'],
    require: forEach(methods, cases([{ when: equals(setting.caching, true), require: equals(setting.cacheEncrypted, true) }])),
    fix: { title: 'Encrypt the cache', set: [[setting.cacheEncrypted, true]] },
    examples: {
      pass: [{ methods: [{ ...all, caching: true, cacheEncrypted: true }] }, { methods: [all] }, {}],
      fail: [{ methods: [{ ...all, caching: true }] }, { methods: [{ ...all, caching: true, cacheEncrypted: false }] }],
      unknown: [{ methods: [{ ...all, caching: true, cacheEncrypted: unresolved }] }],
    },
  }),
  rule({
    id: 'apigateway-data-trace',
    since: '2026.12',
    on: stage,
    severity: 'medium',
    category: 'exposure',
    title: 'API Gateway does not log whole requests',
    message: 'API Gateway stage {name} logs whole requests and answers.',
    why: 'Passwords, tokens and personal data of every call end up in a log group that many can read.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
    aliases: ['CKV_AWS_276'],
    require: forEach(methods, not(equals(setting.dataTrace, true))),
    fix: { title: 'Stop logging whole requests', set: [[setting.dataTrace, false]] },
    examples: {
      pass: [{ methods: [all] }, {}],
      fail: [{ methods: [{ ...all, dataTrace: true }] }],
      unknown: [{ methods: [{ ...all, dataTrace: unresolved }] }],
    },
  }),
  rule({
    id: 'apigateway-execution-logging',
    since: '2026.12',
    on: stage,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'API Gateway stage logs its executions',
    message: 'API Gateway stage {name} does not log its executions.',
    why: 'Refused and failing calls, the traces of an attack, show nowhere.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
    standards: { 'aws-fsbp': ['APIGateway.1'] },
    aliases: ['CKV2_AWS_4', 'API_GW_EXECUTION_LOGGING_ENABLED', 'APIGWExecutionLoggingEnabled'],
    require: forEach(methods, oneOf(setting.loggingLevel, ['ERROR', 'INFO']), 'fail'),
    examples: {
      pass: [{ methods: [{ ...all, loggingLevel: 'ERROR' }] }],
      fail: [{}, { methods: [{ ...all, loggingLevel: 'OFF' }] }],
      unknown: [{ methods: [{ ...all, loggingLevel: unresolved }] }],
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
    why: 'Nobody can say afterwards who asked for what: a leak through the API cannot be bounded.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
    aliases: ['CKV_AWS_76', 'AWS-0001', 'W69', 'API_GW_STAGE_ACCESS_LOGGING_RULE', 'APIGWAccessLogging'],
    require: present(accessLog),
    examples: { pass: [{ accessLog: 'arn:aws:logs:eu-west-1:111122223333:log-group:api' }], fail: [{}], unknown: [{ accessLogs: unresolved }] },
  }),
  rule({
    id: 'apigateway-integration-tls',
    since: '2026.12',
    on: method,
    applies: oneOf(method.props.type, ['HTTP', 'HTTP_PROXY']),
    severity: 'medium',
    category: 'in-transit',
    title: 'API Gateway calls its back ends over HTTPS',
    message: 'API Gateway method {name} calls its back end in clear text.',
    why: 'The client sees HTTPS, but behind the gateway the request crosses the internet in the clear.',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html',
    require: any(startsWith(method.props.uri, 'https://', '${stageVariables'), not(startsWith(method.props.uri, 'http://'))),
    examples: {
      pass: [{ type: 'HTTP_PROXY', uri: 'https://shop.example.com' }],
      fail: [{ type: 'HTTP', uri: 'http://shop.example.com' }],
      unknown: [{ type: 'HTTP', uri: unresolved }],
      skip: [{ type: 'AWS_PROXY' }],
    },
  }),
];
