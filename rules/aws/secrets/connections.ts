import type { RuleRecord } from '../../../server/src/core/rule/rule.ts';
import { secretRules, type SecretRow } from './secret-rule.ts';

/** What AppFlow takes to sign in elsewhere: the name in CloudFormation, and in Terraform where it has it. */
const appflowCredentials: readonly (readonly [cfn: string, tf?: string])[] = [
  ['Amplitude.ApiKey', 'amplitude.api_key'],
  ['Amplitude.SecretKey', 'amplitude.secret_key'],
  ['CustomConnector.ApiKey.ApiKey', 'custom_connector.api_key.api_key'],
  ['CustomConnector.ApiKey.ApiSecretKey', 'custom_connector.api_key.api_secret_key'],
  ['CustomConnector.Basic.Password', 'custom_connector.basic.password'],
  ['CustomConnector.Oauth2.AccessToken', 'custom_connector.oauth2.access_token'],
  ['CustomConnector.Oauth2.ClientSecret', 'custom_connector.oauth2.client_secret'],
  ['CustomConnector.Oauth2.RefreshToken', 'custom_connector.oauth2.refresh_token'],
  ['Datadog.ApiKey', 'datadog.api_key'],
  ['Datadog.ApplicationKey', 'datadog.application_key'],
  ['Dynatrace.ApiToken', 'dynatrace.api_token'],
  ['GoogleAnalytics.AccessToken', 'google_analytics.access_token'],
  ['GoogleAnalytics.ClientSecret', 'google_analytics.client_secret'],
  ['GoogleAnalytics.RefreshToken', 'google_analytics.refresh_token'],
  ['InforNexus.Datakey', 'infor_nexus.datakey'],
  ['InforNexus.SecretAccessKey', 'infor_nexus.secret_access_key'],
  ['Marketo.AccessToken', 'marketo.access_token'],
  ['Marketo.ClientSecret', 'marketo.client_secret'],
  ['Pardot.AccessToken'],
  ['Pardot.RefreshToken'],
  ['Redshift.Password', 'redshift.password'],
  ['SAPOData.BasicAuthCredentials.Password', 'sapo_data.basic_auth_credentials.password'],
  ['SAPOData.OAuthCredentials.AccessToken', 'sapo_data.oauth_credentials.access_token'],
  ['SAPOData.OAuthCredentials.ClientSecret', 'sapo_data.oauth_credentials.client_secret'],
  ['SAPOData.OAuthCredentials.RefreshToken', 'sapo_data.oauth_credentials.refresh_token'],
  ['Salesforce.AccessToken', 'salesforce.access_token'],
  ['Salesforce.JwtToken', 'salesforce.jwt_token'],
  ['Salesforce.RefreshToken', 'salesforce.refresh_token'],
  ['ServiceNow.OAuth2Credentials.AccessToken'],
  ['ServiceNow.OAuth2Credentials.ClientSecret'],
  ['ServiceNow.OAuth2Credentials.RefreshToken'],
  ['ServiceNow.Password', 'service_now.password'],
  ['Singular.ApiKey', 'singular.api_key'],
  ['Slack.AccessToken', 'slack.access_token'],
  ['Slack.ClientSecret', 'slack.client_secret'],
  ['Snowflake.Password', 'snowflake.password'],
  ['Trendmicro.ApiSecretKey', 'trendmicro.api_secret_key'],
  ['Veeva.Password', 'veeva.password'],
  ['Zendesk.AccessToken', 'zendesk.access_token'],
  ['Zendesk.ClientSecret', 'zendesk.client_secret'],
];

const asApp = 'They act as your account there, and carry its data away.';

const rows: readonly SecretRow[] = [
  {
    id: 'secret-appflow-credentials',
    label: 'AppFlow connection',
    what: 'A credential',
    cfn: 'AWS::AppFlow::ConnectorProfile',
    tf: 'aws_appflow_connector_profile',
    secrets: appflowCredentials.map(([cfn, tf]) => ({
      cfn: `ConnectorProfileConfig.ConnectorProfileCredentials.${cfn}`,
      ...(tf === undefined ? {} : { tf: `connector_profile_config.connector_profile_credentials.${tf}` }),
    })),
    minimal: {
      cfn: { ConnectorProfileName: 'crm', ConnectorType: 'Salesforce', ConnectionMode: 'Public' },
      tf: { name: 'crm', connector_type: 'Salesforce', connection_mode: 'Public' },
    },
    why: asApp,
  },
  {
    id: 'secret-cognito-idp',
    label: 'identity provider of a user pool',
    what: 'The client secret or private key',
    cfn: 'AWS::Cognito::UserPoolIdentityProvider',
    tf: 'aws_cognito_identity_provider',
    secrets: [
      { cfn: 'ProviderDetails.client_secret', tf: 'provider_details.client_secret' },
      { cfn: 'ProviderDetails.private_key', tf: 'provider_details.private_key' },
    ],
    minimal: {
      cfn: { UserPoolId: 'eu-west-1_abcdefghi', ProviderName: 'Google', ProviderType: 'Google' },
      tf: { user_pool_id: 'eu-west-1_abcdefghi', provider_name: 'Google', provider_type: 'Google' },
    },
    why: 'They pose as your application before the provider, and receive the sign-ins of its users.',
  },
];

/** The rules about secrets that open other services. */
export const connectionSecretRules: readonly RuleRecord[] = rows.flatMap(secretRules);
