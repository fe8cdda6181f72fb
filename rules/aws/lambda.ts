import { resource } from '../../server/src/core/rule/property.ts';
import { present } from '../../server/src/core/rule/requirement.ts';
import { customerKeyRule } from './customer-key.ts';

const lambdaFunction = resource({
  label: 'Lambda function',
  cfn: ['AWS::Lambda::Function', 'AWS::Serverless::Function'],
  tf: 'aws_lambda_function',
  minimal: {
    cfn: { Code: { S3Bucket: 'code', S3Key: 'orders.zip' }, Role: 'arn:aws:iam::111122223333:role/orders', Runtime: 'nodejs20.x', Handler: 'index.handler' },
    tf: { function_name: 'orders', role: 'arn:aws:iam::111122223333:role/orders', s3_bucket: 'code', s3_key: 'orders.zip', runtime: 'nodejs20.x', handler: 'index.handler' },
  },
  props: {
    variables: { cfn: 'Environment.Variables', tf: 'environment.variables' },
    kmsKey: { cfn: 'KmsKeyArn', tf: 'kms_key_arn' },
  },
});

/** The rules about Lambda functions. */
export const lambdaRules = [
  customerKeyRule({
    id: 'lambda-env-cmk',
    on: lambdaFunction,
    applies: present(lambdaFunction.props.variables),
    key: lambdaFunction.props.kmsKey,
    withoutKey: 'aws-managed',
    what: 'The environment of Lambda function',
    awsAlias: 'alias/aws/lambda',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html',
    aliases: ['CKV_AWS_173'],
    given: { variables: { TABLE: 'orders' } },
    skip: [{}],
  }),
];
