import type { RuleRecord } from '../server/src/core/rule/rule.ts';
import { rdsRules } from './aws/rds.ts';
import { acmRules } from './aws/acm.ts';
import { apigatewayRules } from './aws/apigateway.ts';
import { athenaRules } from './aws/athena.ts';
import { clbRules } from './aws/clb.ts';
import { cloudfrontRules } from './aws/cloudfront.ts';
import { daxRules } from './aws/dax.ts';
import { docdbRules } from './aws/docdb.ts';
import { dynamodbRules } from './aws/dynamodb.ts';
import { ebsRules } from './aws/ebs.ts';
import { ec2DiskRules, ec2RootDiskRules } from './aws/ec2-disks.ts';
import { elasticacheRules } from './aws/elasticache.ts';
import { elbv2Rules } from './aws/elbv2.ts';
import { emrRules } from './aws/emr.ts';
import { kinesisRules } from './aws/kinesis.ts';
import { lambdaRules } from './aws/lambda.ts';
import { logsRules } from './aws/logs.ts';
import { memorydbRules } from './aws/memorydb.ts';
import { mqRules } from './aws/mq.ts';
import { mskRules } from './aws/msk.ts';
import { neptuneRules } from './aws/neptune.ts';
import { opensearchAccessRules } from './aws/opensearch/access.ts';
import { opensearchEncryptionRules } from './aws/opensearch/encryption.ts';
import { rdsBackupRules } from './aws/rds-backup.ts';
import { rdsClusterRules } from './aws/rds-cluster.ts';
import { rdsLogsRules } from './aws/rds-logs.ts';
import { rdsTlsRules } from './aws/rds-tls.ts';
import { redshiftRules } from './aws/redshift.ts';
import { clientVpnRules } from './aws/client-vpn.ts';
import { transitServiceRules } from './aws/transit-services.ts';
import { transitMediaRules } from './aws/transit-media.ts';
import { serviceLogRules } from './aws/service-logs.ts';
import { deletionRules } from './aws/deletion-in-terraform.ts';
import { diskElsewhereRules } from './aws/disks-elsewhere.ts';
import { customerKeyMachineRules } from './aws/customer-keys-machines.ts';
import { customerKeyServiceRules } from './aws/customer-keys-services.ts';
import { resourcePolicyRules } from './aws/resource-policies.ts';
import { identityPolicyRules } from './aws/identity-policies.ts';
import { identityRules } from './aws/identity.ts';
import { privateCaRules } from './aws/private-ca.ts';
import { vpcRules } from './aws/vpc.ts';
import { route53Rules } from './aws/route53.ts';
import { ssmRules } from './aws/ssm.ts';
import { transferRules } from './aws/transfer.ts';
import { wafRules } from './aws/waf.ts';
import { endpointUrlRules } from './aws/endpoint-url.ts';
import { vpnRules } from './aws/vpn.ts';
import { cloudhsmRules } from './aws/cloudhsm.ts';
import { cloudtrailBucketRules } from './aws/cloudtrail-bucket.ts';
import { glacierRules } from './aws/glacier.ts';
import { globalacceleratorRules } from './aws/globalaccelerator.ts';
import { guarddutyRules } from './aws/guardduty.ts';
import { paymentCryptographyRules } from './aws/payment-cryptography.ts';
import { alarmRules } from './aws/alarms.ts';
import { backupPlanRules } from './aws/backup-plans.ts';
import { macieAccountRules } from './aws/macie-account.ts';
import { statefulRules } from './aws/stateful.ts';
import { backupRules } from './aws/backup.ts';
import { cloudtrailRules } from './aws/cloudtrail.ts';
import { efsRules } from './aws/efs.ts';
import { keyGrantRules } from './aws/key-grants.ts';
import { kmsRules } from './aws/kms.ts';
import { macieRules } from './aws/macie.ts';
import { s3Rules } from './aws/s3.ts';
import { secretChannelRules } from './aws/secrets.ts';
import { secretsManagerRules } from './aws/secrets-manager.ts';
import { snsRules } from './aws/sns.ts';
import { sqsRules } from './aws/sqs.ts';
import { amiRules } from './aws/ami.ts';
import { appsyncRules } from './aws/appsync.ts';
import { bedrockRules } from './aws/bedrock.ts';
import { cleanroomsRules } from './aws/cleanrooms.ts';
import { codebuildRules } from './aws/codebuild.ts';
import { dlmRules } from './aws/dlm.ts';
import { dmsRules } from './aws/dms.ts';
import { ecrRules } from './aws/ecr.ts';
import { ecsRules } from './aws/ecs.ts';
import { eksRules } from './aws/eks.ts';
import { fsxRules } from './aws/fsx.ts';
import { glueRules } from './aws/glue.ts';
import { kendraRules } from './aws/kendra.ts';
import { opensearchServerlessRules } from './aws/opensearch/serverless.ts';
import { rdsBackupPlanRules } from './aws/rds-backup-plan.ts';
import { rdsNetworkRules } from './aws/rds-network.ts';
import { rdsSnapshotRules } from './aws/rds-snapshots.ts';
import { sagemakerRules } from './aws/sagemaker.ts';
import { securityGroupRules } from './aws/security-groups.ts';
import { stepFunctionsRules } from './aws/stepfunctions.ts';
import { timestreamRules } from './aws/timestream.ts';
import { workspacesRules } from './aws/workspaces.ts';
import { terraformPlanRules } from './aws/terraform-plan.ts';
import { terraformStateRules } from './aws/terraform-state.ts';
import { customerKeyRules } from './aws/customer-keys.ts';
import { terraformConfigurationRules } from './aws/terraform-configuration.ts';
import { terraformCustomerKeyRules } from './aws/terraform-customer-keys.ts';
import { mwaaRules } from './aws/mwaa.ts';
import { lexRules } from './aws/lex.ts';
import { cloudsearchRules } from './aws/cloudsearch.ts';
import { sesRules } from './aws/ses.ts';
import { quicksightRules } from './aws/quicksight.ts';
import { eventsRules } from './aws/events.ts';
import { qldbRules } from './aws/qldb.ts';
import { rdsQueryLogRules } from './aws/rds-query-log.ts';
import { cloudfrontHeadersRules } from './aws/cloudfront-headers.ts';
import { flinkRules } from './aws/flink.ts';
import { networkFirewallRules } from './aws/network-firewall.ts';
import { customerKeyAiRules } from './aws/customer-keys-ai.ts';
import { customerKeyApplicationRules } from './aws/customer-keys-applications.ts';
import { customerKeyDataRules } from './aws/customer-keys-data.ts';
import { accountBlockRules } from './aws/account-blocks.ts';
import { keyspacesRules } from './aws/keyspaces.ts';
import { smallerStoreRules } from './aws/smaller-stores.ts';

/** Every rule, by service. */
export const rules: readonly RuleRecord[] = [
  ...rdsRules,
  ...acmRules,
  ...apigatewayRules,
  ...athenaRules,
  ...clbRules,
  ...cloudfrontRules,
  ...daxRules,
  ...docdbRules,
  ...dynamodbRules,
  ...ebsRules,
  ...ec2DiskRules,
  ...ec2RootDiskRules,
  ...elasticacheRules,
  ...elbv2Rules,
  ...emrRules,
  ...kinesisRules,
  ...lambdaRules,
  ...logsRules,
  ...memorydbRules,
  ...mqRules,
  ...mskRules,
  ...neptuneRules,
  ...opensearchAccessRules,
  ...opensearchEncryptionRules,
  ...rdsBackupRules,
  ...rdsClusterRules,
  ...rdsLogsRules,
  ...rdsTlsRules,
  ...redshiftRules,
  ...clientVpnRules,
  ...transitServiceRules,
  ...transitMediaRules,
  ...serviceLogRules,
  ...deletionRules,
  ...diskElsewhereRules,
  ...customerKeyMachineRules,
  ...customerKeyServiceRules,
  ...resourcePolicyRules,
  ...identityPolicyRules,
  ...identityRules,
  ...privateCaRules,
  ...vpcRules,
  ...route53Rules,
  ...ssmRules,
  ...transferRules,
  ...wafRules,
  ...endpointUrlRules,
  ...vpnRules,
  ...cloudhsmRules,
  ...cloudtrailBucketRules,
  ...glacierRules,
  ...globalacceleratorRules,
  ...guarddutyRules,
  ...paymentCryptographyRules,
  ...alarmRules,
  ...backupPlanRules,
  ...macieAccountRules,
  ...statefulRules,
  ...backupRules,
  ...cloudtrailRules,
  ...efsRules,
  ...kmsRules,
  ...keyGrantRules,
  ...macieRules,
  ...s3Rules,
  ...secretChannelRules,
  ...secretsManagerRules,
  ...snsRules,
  ...sqsRules,
  ...amiRules,
  ...appsyncRules,
  ...bedrockRules,
  ...cleanroomsRules,
  ...codebuildRules,
  ...dlmRules,
  ...dmsRules,
  ...ecrRules,
  ...ecsRules,
  ...eksRules,
  ...fsxRules,
  ...glueRules,
  ...kendraRules,
  ...opensearchServerlessRules,
  ...rdsBackupPlanRules,
  ...rdsNetworkRules,
  ...rdsSnapshotRules,
  ...sagemakerRules,
  ...securityGroupRules,
  ...stepFunctionsRules,
  ...timestreamRules,
  ...workspacesRules,
  ...terraformPlanRules,
  ...terraformStateRules,
  ...customerKeyRules,
  ...terraformCustomerKeyRules,
  ...terraformConfigurationRules,
  ...mwaaRules,
  ...lexRules,
  ...cloudsearchRules,
  ...sesRules,
  ...quicksightRules,
  ...eventsRules,
  ...qldbRules,
  ...rdsQueryLogRules,
  ...cloudfrontHeadersRules,
  ...flinkRules,
  ...networkFirewallRules,
  ...customerKeyAiRules,
  ...customerKeyApplicationRules,
  ...customerKeyDataRules,
  ...accountBlockRules,
  ...keyspacesRules,
  ...smallerStoreRules,
];
