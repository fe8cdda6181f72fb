import type { RuleRecord } from '../../../server/src/core/rule/rule.ts';
import { secretRules, type SecretRow } from './secret-rule.ts';

const source = 'They read the source code, and change it.';
const push = 'They send notifications in the name of the application.';
const files = 'They read and change the files.';
const skill = { cfn: { AuthenticationConfiguration: { ClientId: 'skill' }, SkillPackage: { S3Bucket: 'skills', S3Key: 'skill.zip' }, VendorId: 'VENDOR' } };
const amplifyApp = { cfn: { Name: 'site' }, tf: { name: 'site' } };
const opsWorksApp = { cfn: { Name: 'site', StackId: 'stack', Type: 'other' } };
const opsWorksStack = {
  cfn: {
    DefaultInstanceProfileArn: 'arn:aws:iam::111122223333:instance-profile/opsworks',
    Name: 'stack',
    ServiceRoleArn: 'arn:aws:iam::111122223333:role/opsworks',
  },
};

const rows: readonly SecretRow[] = [
  {
    id: 'secret-alexa-client-secret',
    label: 'Alexa skill',
    what: 'The client secret',
    cfn: 'Alexa::ASK::Skill',
    secrets: [{ cfn: 'AuthenticationConfiguration.ClientSecret' }],
    aliases: ['F74'],
    minimal: skill,
    why: 'They change the skill.',
  },
  {
    id: 'secret-alexa-refresh-token',
    label: 'Alexa skill',
    what: 'The refresh token',
    cfn: 'Alexa::ASK::Skill',
    secrets: [{ cfn: 'AuthenticationConfiguration.RefreshToken' }],
    aliases: ['F75'],
    minimal: skill,
    why: 'They change the skill.',
  },
  {
    id: 'secret-amplify-access-token',
    label: 'Amplify app',
    what: 'The access token',
    cfn: 'AWS::Amplify::App',
    tf: 'aws_amplify_app',
    secrets: [{ cfn: 'AccessToken', tf: 'access_token' }],
    aliases: ['F41'],
    minimal: amplifyApp,
    why: source,
  },
  {
    id: 'secret-amplify-oauth-token',
    label: 'Amplify app',
    what: 'The OAuth token',
    cfn: 'AWS::Amplify::App',
    tf: 'aws_amplify_app',
    secrets: [{ cfn: 'OauthToken', tf: 'oauth_token' }],
    aliases: ['F58'],
    minimal: amplifyApp,
    why: source,
  },
  {
    id: 'secret-amplify-app-basic-auth',
    label: 'Amplify app',
    what: 'The password',
    cfn: 'AWS::Amplify::App',
    tf: 'aws_amplify_app',
    secrets: [{ cfn: 'BasicAuthConfig.Password', tf: 'basic_auth_credentials' }],
    aliases: ['F50'],
    minimal: amplifyApp,
    why: 'They see what is not yet public.',
  },
  {
    id: 'secret-amplify-branch-basic-auth',
    label: 'Amplify branch',
    what: 'The password',
    cfn: 'AWS::Amplify::Branch',
    tf: 'aws_amplify_branch',
    secrets: [{ cfn: 'BasicAuthConfig.Password', tf: 'basic_auth_credentials' }],
    aliases: ['F60'],
    minimal: { cfn: { AppId: 'site', BranchName: 'main' }, tf: { app_id: 'site', branch_name: 'main' } },
    why: 'They see what is not yet public.',
  },
  {
    id: 'secret-codebuild-source-credential',
    label: 'CodeBuild source credential',
    what: 'The token',
    cfn: 'AWS::CodeBuild::SourceCredential',
    tf: 'aws_codebuild_source_credential',
    secrets: [{ cfn: 'Token', tf: 'token' }],
    minimal: {
      cfn: { AuthType: 'PERSONAL_ACCESS_TOKEN', ServerType: 'GITHUB' },
      tf: { auth_type: 'PERSONAL_ACCESS_TOKEN', server_type: 'GITHUB' },
    },
    why: source,
  },
  {
    id: 'secret-codepipeline-webhook-token',
    label: 'CodePipeline webhook',
    what: 'The token',
    cfn: 'AWS::CodePipeline::Webhook',
    tf: 'aws_codepipeline_webhook',
    secrets: [{ cfn: 'AuthenticationConfiguration.SecretToken', tf: 'authentication_configuration.secret_token' }],
    aliases: ['F69'],
    minimal: {
      cfn: {
        Authentication: 'GITHUB_HMAC',
        AuthenticationConfiguration: {},
        Filters: [{ JsonPath: '$.ref', MatchEquals: 'refs/heads/main' }],
        TargetAction: 'Source',
        TargetPipeline: 'release',
      },
      tf: { name: 'release', authentication: 'GITHUB_HMAC', target_action: 'Source', target_pipeline: 'release' },
    },
    why: 'They start the pipeline when they like.',
  },
  {
    id: 'secret-datasync-passwords',
    label: 'DataSync location',
    what: 'The password',
    cfn: ['AWS::DataSync::LocationSMB', 'AWS::DataSync::LocationFSxWindows'],
    tf: ['aws_datasync_location_smb', 'aws_datasync_location_fsx_windows_file_system'],
    secrets: [{ cfn: 'Password', tf: 'password' }],
    minimal: {
      cfn: { AgentArns: ['arn:aws:datasync:eu-west-1:111122223333:agent/agent-0123456789abcdef0'] },
      tf: { agent_arns: ['arn:aws:datasync:eu-west-1:111122223333:agent/agent-0123456789abcdef0'], server_hostname: 'files', subdirectory: '/', user: 'sync' },
    },
    why: files,
  },
  {
    id: 'datasync-secret',
    label: 'DataSync object storage location',
    what: 'The secret key',
    cfn: 'AWS::DataSync::LocationObjectStorage',
    tf: 'aws_datasync_location_object_storage',
    secrets: [{ cfn: 'SecretKey', tf: 'secret_key' }],
    aliases: ['CKV_AWS_295'],
    minimal: { tf: { bucket_name: 'files', server_hostname: 'files' } },
    why: files,
  },
  {
    id: 'secret-datasync-ontap-password',
    label: 'DataSync ONTAP location',
    what: 'The password',
    cfn: 'AWS::DataSync::LocationFSxONTAP',
    tf: 'aws_datasync_location_fsx_ontap_file_system',
    secrets: [{ cfn: 'Protocol.SMB.Password', tf: 'protocol.smb.password' }],
    minimal: {
      cfn: {
        SecurityGroupArns: ['arn:aws:ec2:eu-west-1:111122223333:security-group/sg-0123456789abcdef0'],
        StorageVirtualMachineArn: 'arn:aws:fsx:eu-west-1:111122223333:storage-virtual-machine/fs-0/svm-0',
      },
    },
    why: files,
  },
  {
    id: 'secret-datasync-azure-token',
    label: 'DataSync Azure location',
    what: 'The SAS token',
    cfn: 'AWS::DataSync::LocationAzureBlob',
    tf: 'aws_datasync_location_azure_blob',
    secrets: [{ cfn: 'AzureBlobSasConfiguration.AzureBlobSasToken', tf: 'sas_configuration.token' }],
    minimal: { cfn: { AzureBlobAuthenticationType: 'SAS' } },
    why: files,
  },
  {
    id: 'secret-opsworks-app-source-password',
    label: 'OpsWorks app',
    what: 'The password of the repository',
    cfn: 'AWS::OpsWorks::App',
    secrets: [{ cfn: 'AppSource.Password' }],
    aliases: ['F67'],
    minimal: opsWorksApp,
    why: source,
  },
  {
    id: 'secret-opsworks-app-ssl-key',
    label: 'OpsWorks app',
    what: 'The private key',
    cfn: 'AWS::OpsWorks::App',
    secrets: [{ cfn: 'SslConfiguration.PrivateKey' }],
    aliases: ['F61'],
    minimal: opsWorksApp,
    why: 'They pose as the application.',
  },
  {
    id: 'secret-opsworks-cookbooks-password',
    label: 'OpsWorks stack',
    what: 'The password of the cookbooks',
    cfn: 'AWS::OpsWorks::Stack',
    secrets: [{ cfn: 'CustomCookbooksSource.Password' }],
    aliases: ['F62'],
    minimal: opsWorksStack,
    why: source,
  },
  {
    id: 'secret-opsworks-rds-password',
    label: 'OpsWorks stack',
    what: 'The password of a database',
    cfn: 'AWS::OpsWorks::Stack',
    secrets: [{ cfn: 'RdsDbInstances[].DbPassword' }],
    aliases: ['F54'],
    minimal: opsWorksStack,
    why: 'They read and change all the data.',
  },
  ...[
    apns('APNSChannel', 'apns', ['F57', 'F56']),
    apns('APNSSandboxChannel', 'apns-sandbox', ['F42', 'F43']),
    apns('APNSVoipChannel', 'apns-voip', ['F48', 'F49']),
    apns('APNSVoipSandboxChannel', 'apns-voip-sandbox', ['F46', 'F47']),
  ].flat(),
  {
    id: 'secret-pinpoint-gcm-key',
    label: 'Pinpoint GCM channel',
    what: 'The API key',
    cfn: 'AWS::Pinpoint::GCMChannel',
    tf: 'aws_pinpoint_gcm_channel',
    secrets: [{ cfn: 'ApiKey', tf: 'api_key' }],
    minimal: { cfn: { ApplicationId: 'app' }, tf: { application_id: 'app' } },
    why: push,
  },
  {
    id: 'secret-pinpoint-adm-secret',
    label: 'Pinpoint ADM channel',
    what: 'The client secret',
    cfn: 'AWS::Pinpoint::ADMChannel',
    tf: 'aws_pinpoint_adm_channel',
    secrets: [{ cfn: 'ClientSecret', tf: 'client_secret' }],
    minimal: { cfn: { ApplicationId: 'app', ClientId: 'client' }, tf: { application_id: 'app', client_id: 'client' } },
    why: push,
  },
  {
    id: 'secret-pinpoint-baidu-key',
    label: 'Pinpoint Baidu channel',
    what: 'The secret key',
    cfn: 'AWS::Pinpoint::BaiduChannel',
    tf: 'aws_pinpoint_baidu_channel',
    secrets: [{ cfn: 'SecretKey', tf: 'secret_key' }],
    minimal: { cfn: { ApplicationId: 'app', ApiKey: 'key' }, tf: { application_id: 'app', api_key: 'key' } },
    why: push,
  },
];

/** The private key and the token key of a channel of Apple's. */
function apns(type: string, name: string, [key, token]: readonly [string, string]): readonly SecretRow[] {
  const common = {
    label: `Pinpoint ${type.replace('Channel', '')} channel`,
    cfn: `AWS::Pinpoint::${type}`,
    tf: `aws_pinpoint_${name.replaceAll('-', '_')}_channel`,
    minimal: { cfn: { ApplicationId: 'app' }, tf: { application_id: 'app' } },
    why: push,
  };
  return [
    { ...common, id: `secret-pinpoint-${name}-channel-private-key`, what: 'The private key', secrets: [{ cfn: 'PrivateKey', tf: 'private_key' }], aliases: [key] },
    { ...common, id: `secret-pinpoint-${name}-channel-token-key`, what: 'The token key', secrets: [{ cfn: 'TokenKey', tf: 'token_key' }], aliases: [token] },
  ];
}

/** The rules about secrets of source code, of what copies files, and of what sends notifications. */
export const codeSecretRules: readonly RuleRecord[] = rows.flatMap(secretRules);
