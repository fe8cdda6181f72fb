import assert from 'node:assert/strict';
import { rules } from '../../../rules/index.ts';
import { checkText } from '../../../server/src/project/check.ts';

const options = { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'strict' } as const;

/** `rule subject` of all that a SAM template with these resources fails by any rule, and the codes of its problems. */
function said(resources: string, rest = ''): readonly string[] {
  const checked = checkText(`Transform: AWS::Serverless-2016-10-31\n${rest}Resources:\n${resources}`, 'template.yaml', options);
  assert(checked.kind === 'template');
  assert.deepEqual(checked.report.errors, []);
  return [...checked.problems.map(({ code }) => code), ...checked.report.findings.filter(({ verdict }) => verdict === 'fail').map(({ rule, subject }) => `${rule} ${subject}`)].sort();
}

const place = `  Place:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      CodeUri: src/
`;
const event = (type: string, properties: string): string => `      Events: {Order: {Type: ${type}, Properties: {${properties}}}}\n`;
const stage = '  Web:\n    Type: AWS::WAFv2::WebACLAssociation\n    Properties: {WebACLArn: arn, ResourceArn: !Sub "arn:aws:apigateway:${AWS::Region}::/restapis/${ServerlessRestApi}/stages/${ServerlessRestApiProdStage}"}\n';

describe('what SAM makes by itself', () => {
  const rows: Readonly<Record<string, readonly [resources: string, rest?: string]>> = {
    'a role and a bucket for the code': [place],
    'the role of a function, named in an output': [place, 'Outputs: {Role: {Value: !GetAtt PlaceRole.Arn}}\n'],
    'a version and an alias': [`${place}      AutoPublishAlias: live\n`, 'Outputs: {Alias: {Value: !Ref Place.Alias}, Version: {Value: !Ref Place.Version}}\n'],
    'a permission and an implicit REST API with its stage and deployment': [place + event('Api', 'Path: /orders, Method: post')],
    'the implicit REST API, named by another resource': [place + event('Api', 'Path: /orders, Method: post') + stage],
    'an implicit HTTP API': [place + event('HttpApi', 'Path: /orders, Method: post'), 'Outputs: {Url: {Value: !Sub "https://${ServerlessHttpApi}.execute-api.${AWS::Region}.amazonaws.com"}}\n'],
    'a rule, its permission and its schedule': [place + event('Schedule', 'Schedule: rate(1 day)')],
    'a queue of a subscription': [place + event('SNS', 'Topic: arn:aws:sns:eu-west-1:111122223333:orders, SqsSubscription: true')],
    'a queue of what failed': [`${place}      EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SQS}}}\n`],
    'the address of a function': [`${place}      FunctionUrlConfig: {AuthType: AWS_IAM}\n`, 'Outputs: {Url: {Value: !GetAtt PlaceUrl.FunctionUrl}}\n'],
    'an application for gradual deployment': [`${place}      AutoPublishAlias: live\n      DeploymentPreference: {Type: Canary10Percent5Minutes}\n`, 'Outputs: {App: {Value: !Ref ServerlessDeploymentApplication}}\n'],
    'a version of a layer': ['  Shared:\n    Type: AWS::Serverless::LayerVersion\n    Properties: {ContentUri: layer/}\n'],
    'a role between two resources': [`${place}  Between:\n    Type: AWS::Serverless::Connector\n    Properties: {Source: {Id: Place}, Destination: {Arn: arn, Type: AWS::SQS::Queue}, Permissions: [Write]}\n`],
  };
  for (const [title, [resources, rest]] of Object.entries(rows)) {
    it(`is no finding and no problem: ${title}`, () => assert.deepEqual(said(resources, rest), []));
  }

  it('leaves what is written judged', () => {
    assert.deepEqual(said(`${place}      Environment: {Variables: {TABLE: orders}}\n`), ['lambda-env-cmk Place']);
  });
});

describe('a GraphQL API of SAM', () => {
  const api = (more: string): string => `  Shop: {Type: AWS::Serverless::GraphQLApi, Properties: {Auth: {Type: AWS_IAM}, SchemaUri: shop.graphql${more}}}\n`;

  it('writes logs unless it is told not to', () => {
    assert.deepEqual(said(api('')), []);
    assert.deepEqual(said(api(', Logging: {CloudWatchLogsRoleArn: arn, FieldLogLevel: ERROR}')), []);
    assert.deepEqual(said(api(', Logging: {CloudWatchLogsRoleArn: arn, FieldLogLevel: NONE}')), ['appsync-sam-field-logging Shop']);
    assert.deepEqual(said(api(', Logging: false')), ['appsync-sam-field-logging Shop', 'appsync-sam-logging Shop']);
  });
});
