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
import { vpnRules } from './aws/vpn.ts';
import { backupRules } from './aws/backup.ts';
import { cloudtrailRules } from './aws/cloudtrail.ts';
import { efsRules } from './aws/efs.ts';
import { kmsRules } from './aws/kms.ts';
import { macieRules } from './aws/macie.ts';
import { s3Rules } from './aws/s3.ts';
import { secretChannelRules } from './aws/secrets.ts';
import { secretsManagerRules } from './aws/secrets-manager.ts';
import { snsRules } from './aws/sns.ts';
import { sqsRules } from './aws/sqs.ts';

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
  ...vpnRules,
  ...backupRules,
  ...cloudtrailRules,
  ...efsRules,
  ...kmsRules,
  ...macieRules,
  ...s3Rules,
  ...secretChannelRules,
  ...secretsManagerRules,
  ...snsRules,
  ...sqsRules,
];
