import { credentialsIn } from '../../../server/src/core/rule/credentials.ts';
import { scene, unresolved } from '../../../server/src/core/rule/example.ts';
import { resource } from '../../../server/src/core/rule/property.ts';
import { any, forEach, not, oneOf } from '../../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../../server/src/core/rule/rule.ts';
import type { Evidence } from '../../../server/src/core/rule/view.ts';
import { valueAt } from '../document-text.ts';

const lambda = resource({
  label: 'Lambda function',
  cfn: ['AWS::Lambda::Function', 'AWS::Serverless::Function'],
  tf: 'aws_lambda_function',
  minimal: {
    cfn: { Code: { S3Bucket: 'code', S3Key: 'orders.zip' }, Role: 'arn:aws:iam::111122223333:role/orders', Runtime: 'nodejs20.x', Handler: 'index.handler' },
    tf: { function_name: 'orders', role: 'arn:aws:iam::111122223333:role/orders' },
  },
  props: { variables: { cfn: 'Environment.Variables', tf: 'environment.variables' } },
});
const machine = resource({
  label: 'EC2 instance',
  cfn: ['AWS::EC2::Instance', 'AWS::AutoScaling::LaunchConfiguration'],
  tf: ['aws_instance', 'aws_launch_configuration'],
  minimal: { cfn: { ImageId: 'ami-0123456789abcdef0' }, tf: { ami: 'ami-0123456789abcdef0', instance_type: 't4g.micro' } },
  props: { userData: { cfn: 'UserData', tf: 'user_data' } },
});
const launchTemplate = resource({
  label: 'launch template',
  cfn: 'AWS::EC2::LaunchTemplate',
  tf: 'aws_launch_template',
  minimal: { cfn: { LaunchTemplateData: { ImageId: 'ami-0123456789abcdef0' } } },
  props: { userData: { cfn: 'LaunchTemplateData.UserData', tf: 'user_data' } },
});
const project = resource({
  label: 'CodeBuild project',
  cfn: 'AWS::CodeBuild::Project',
  tf: 'aws_codebuild_project',
  minimal: {
    cfn: {
      Artifacts: { Type: 'NO_ARTIFACTS' },
      Environment: { ComputeType: 'BUILD_GENERAL1_SMALL', Image: 'aws/codebuild/standard:7.0', Type: 'LINUX_CONTAINER' },
      ServiceRole: 'arn:aws:iam::111122223333:role/build',
      Source: { Type: 'NO_SOURCE', BuildSpec: '{}' },
    },
  },
  props: {
    variables: {
      cfn: 'Environment.EnvironmentVariables[]',
      tf: 'environment.environment_variable[]',
      items: {
        name: { cfn: 'Name', tf: 'name' },
        type: { cfn: 'Type', tf: 'type', whenAbsent: 'PLAINTEXT' },
        value: { cfn: 'Value', tf: 'value' },
      },
    },
  },
});
const stored = resource({
  label: 'SSM parameter',
  cfn: 'AWS::SSM::Parameter',
  tf: 'aws_ssm_parameter',
  minimal: { cfn: { Type: 'String' }, tf: { name: 'orders', type: 'String' } },
  props: { value: { cfn: 'Value', tf: 'value' } },
});
const parameter = resource({ label: 'parameter', cfn: '@parameter', props: { noEcho: { cfn: 'NoEcho' }, default: { cfn: 'Default' }, type: { cfn: 'Type' } } });

const { name, type } = project.props.variables.items;
const key = 'AKIAIOSFODNN7EXAMPLE';
const why = 'Everybody who may read the template, or the settings of the resource, acts as the owner of the key.';
const advice = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles';

type Judge = Extract<RuleRecord['require'], (...given: never[]) => unknown>;

/** Names of parameters that are taken for secrets. */
const secretParameter = /(password|passwd|passphrase|secret|auth_?token|access_?token|api_?key|private_?key)$/i;

/** The rules about credentials that stand in texts, and about parameters that show them. */
export const credentialRules: readonly RuleRecord[] = [
  rule({
    id: 'secret-lambda-environment',
    since: '2026.12',
    on: lambda,
    severity: 'critical',
    category: 'secrets',
    title: 'The environment of the Lambda function holds no credentials',
    message: 'The environment of Lambda function {name} holds credentials.',
    why,
    source: advice,
    aliases: ['CKV_AWS_45'],
    require: holdsNoCredentials('Environment.Variables', 'environment.variables'),
    examples: {
      pass: [{}, { variables: { STAGE: 'prod' } }, { variables: { TABLE: unresolved } }],
      fail: [{ variables: { KEY: key } }, { variables: { AWS_SECRET_ACCESS_KEY: 'correct-horse' } }],
      unknown: [{ variables: unresolved }],
    },
  }),
  ...[
    { id: 'secret-ec2-user-data', on: machine, aliases: ['CKV_AWS_46', 'AWS-0029', 'AWS-0122', 'AWS-0129'], path: ['UserData'] },
    { id: 'secret-launch-template-user-data', on: launchTemplate, aliases: ['CKV_AWS_46', 'AWS-0129'], path: ['LaunchTemplateData', 'UserData'] },
  ].map(({ id, on, aliases, path }) =>
    rule({
      id,
      since: '2026.12',
      on,
      severity: 'critical',
      category: 'secrets',
      title: `The user data of the ${on.label} holds no credentials`,
      message: `The user data of ${on.label} {name} holds credentials.`,
      why: 'Everybody who may read the template or the settings of the machine, and every process on it, can use them.',
      source: advice,
      aliases,
      require: holdsNoCredentials(path.join('.'), 'user_data'),
      examples: {
        pass: [{}, { userData: '#!/bin/bash\nexport AWS_REGION=eu-west-1' }],
        fail: [{ userData: `#!/bin/bash\nexport AWS_ACCESS_KEY_ID=${key}` }],
        unknown: [{ userData: unresolved }],
      },
    }),
  ),
  rule({
    id: 'secret-ssm-parameter',
    since: '2026.12',
    on: stored,
    severity: 'critical',
    category: 'secrets',
    title: 'The value of the SSM parameter holds no credentials',
    message: 'The value of SSM parameter {name} holds credentials.',
    why: 'Everybody who may read the template, its history or the parameters of the account has them.',
    source: advice,
    aliases: ['CKV_AWS_384'],
    require: holdsNoCredentials('Value', 'value'),
    examples: {
      pass: [{ value: 'eu-west-1' }, { value: '{"bucket": "pictures"}' }],
      fail: [{ value: key }, { value: 'postgres://keeper:correct-horse@db.example.com/orders' }],
      unknown: [{ value: unresolved }],
    },
  }),
  rule({
    id: 'secret-codebuild-environment',
    since: '2026.12',
    on: project,
    severity: 'critical',
    category: 'secrets',
    title: 'The environment of the CodeBuild project holds no AWS credentials in plain text',
    message: 'The environment of CodeBuild project {name} holds AWS credentials in plain text.',
    why,
    source: 'https://docs.aws.amazon.com/config/latest/developerguide/codebuild-project-envvar-awscred-check.html',
    standards: {
      'aws-fsbp': ['CodeBuild.2'],
      'pci-dss-4': ['8.2.2', '8.3.2'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(3)(i)', '164.308(a)(4)(ii)(A)', '164.308(a)(4)(ii)(C)', '164.312(a)(1)'],
    },
    aliases: ['CODEBUILD_PROJECT_ENVVAR_AWSCRED_CHECK', 'CodeBuildProjectEnvVarAwsCred'],
    require: forEach(
      project.props.variables,
      any(not(oneOf(name, ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])), oneOf(type, ['PARAMETER_STORE', 'SECRETS_MANAGER'])),
    ),
    examples: {
      pass: [{}, { variables: [{ name: 'STAGE', value: 'prod' }] }, { variables: [{ name: 'AWS_ACCESS_KEY_ID', type: 'SECRETS_MANAGER', value: 'key' }] }],
      fail: [{ variables: [{ name: 'AWS_ACCESS_KEY_ID', value: key }] }],
      unknown: [{ variables: [{ name: 'AWS_ACCESS_KEY_ID', type: unresolved, value: 'key' }] }],
    },
  }),
  rule({
    id: 'secret-parameter-noecho',
    since: '2026.12',
    on: parameter,
    severity: 'high',
    category: 'secrets',
    title: 'A parameter for a secret is hidden, and has no default',
    message: 'Parameter {name} is for a secret, and shows it.',
    why: 'Whoever may look at the stack sees the value of a parameter without NoEcho; a default is seen by whoever reads the template.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html#parameters-section-structure-properties',
    require: (subject, view) => isHidden(subject, view),
    examples: {
      pass: [scene({ MasterPassword: [parameter, { noEcho: true }] }), scene({ BucketName: [parameter, {}] })],
      fail: [scene({ MasterPassword: [parameter, {}] }), scene({ MasterPassword: [parameter, { noEcho: true, default: 'correct-horse' }] })],
      unknown: [],
    },
  }),
];

/** Searches the texts below a property, by its path in CloudFormation or its name in Terraform. */
function holdsNoCredentials(cfn: string, tf: string): Judge {
  return (subject, view) => {
    const path = view.family === 'cfn' ? cfn : tf;
    const value = valueAt(view.settle(subject.properties), path.split('.'), view);
    const evidence = credentialsIn(value, view).map((found) => proof(`it holds ${found.what}`, found.at, [path, ...found.path].join('.')));
    if (evidence.length > 0) return { verdict: 'fail', evidence };
    return value.kind === 'unknown' ? { verdict: 'unknown', evidence: [], reason: `\`${path}\` is not known` } : { verdict: 'pass', evidence: [] };
  };
}

function isHidden(...[subject, view]: Parameters<Judge>): ReturnType<Judge> {
  const settings = view.settle(subject.properties);
  if (!secretParameter.test(subject.address) || settings.kind !== 'map') return { verdict: 'skipped', evidence: [], reason: 'its name is not that of a secret' };
  const [noEcho, preset, kind] = ['NoEcho', 'Default', 'Type'].map((key) => settings.entries.get(key)).map((value) => value && view.settle(value));
  // One of a few known words is no secret, nor is a number.
  if (settings.entries.has('AllowedValues') || (kind?.kind === 'scalar' && kind.value === 'Number')) return { verdict: 'skipped', evidence: [], reason: 'its values are known' };
  // A reference to a parameter of Systems Manager is a name, not the secret.
  if (kind?.kind === 'scalar' && String(kind.value).startsWith('AWS::SSM::')) return { verdict: 'skipped', evidence: [], reason: 'it holds the name of an SSM parameter' };
  if (preset?.kind === 'scalar' && preset.value !== '' && !String(preset.value).startsWith('{{resolve:'))
    return { verdict: 'fail', evidence: [proof('its default shows the secret', preset.at, 'Default')] };
  if (noEcho?.kind === 'scalar' && String(noEcho.value).toLowerCase() === 'true') return { verdict: 'pass', evidence: [] };
  return { verdict: 'fail', evidence: [{ ...proof('it has no NoEcho', noEcho?.at ?? subject.at, 'NoEcho'), missing: noEcho === undefined, sensitive: false }] };
}

function proof(detail: string, at: Evidence['at'], path: string): Evidence {
  return { detail, at, missing: false, related: [], path, edits: [], sensitive: true };
}
