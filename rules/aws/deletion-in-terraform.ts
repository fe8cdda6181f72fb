import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { equals, not } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const provider = 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources';

const databases = resource({
  label: 'database',
  tf: ['aws_db_instance', 'aws_rds_cluster', 'aws_docdb_cluster', 'aws_neptune_cluster'],
  minimal: { tf: { engine: 'postgres', instance_class: 'db.t4g.micro' } },
  props: { skips: { tf: 'skip_final_snapshot', whenAbsent: false } },
});

const warehouse = resource({
  label: 'Redshift cluster',
  tf: 'aws_redshift_cluster',
  minimal: { tf: { cluster_identifier: 'sales', node_type: 'ra3.large', master_username: 'keeper', manage_master_password: true } },
  props: { skips: { tf: 'skip_final_snapshot', whenAbsent: false } },
});

const secret = resource({ label: 'secret', tf: 'aws_secretsmanager_secret', props: { days: { tf: 'recovery_window_in_days', whenAbsent: 30 } } });
const bucket = resource({ label: 'bucket', tf: ['aws_s3_bucket', 'aws_s3_directory_bucket'], props: { force: { tf: 'force_destroy', whenAbsent: false } } });
const vault = resource({ label: 'backup vault', tf: 'aws_backup_vault', minimal: { tf: { name: 'orders' } }, props: { force: { tf: 'force_destroy', whenAbsent: false } } });

const lightsail = resource({
  label: 'Lightsail database',
  cfn: 'AWS::Lightsail::Database',
  tf: 'aws_lightsail_database',
  minimal: {
    cfn: { RelationalDatabaseName: 'orders', RelationalDatabaseBlueprintId: 'mysql_8_0', RelationalDatabaseBundleId: 'micro_2_0', MasterDatabaseName: 'orders', MasterUsername: 'keeper' },
    tf: { relational_database_name: 'orders', blueprint_id: 'mysql_8_0', bundle_id: 'micro_2_0', master_database_name: 'orders', master_username: 'keeper' },
  },
  props: { backups: { cfn: 'BackupRetention', tf: 'backup_retention_enabled', whenAbsent: true } },
});

/** The rules about what is left of data when Terraform destroys its store; in CloudFormation the deletion policy says it. */
export const deletionInTerraformRules: readonly RuleRecord[] = [
  ...[
    { id: 'rds-final-snapshot', on: databases, what: 'database', where: 'db_instance' },
    { id: 'redshift-final-snapshot', on: warehouse, what: 'Redshift cluster', where: 'redshift_cluster' },
  ].map(({ id, on, what, where }) =>
    rule({
      id,
      since: '2026.12',
      on,
      severity: 'medium',
      category: 'backup',
      profile: 'strict',
      title: `A last snapshot is taken before Terraform destroys the ${what}`,
      message: `Terraform takes no last snapshot before it destroys ${what} {name}.`,
      why: 'A change that replaces it, or a `destroy` in the wrong folder, takes all data with it; the automated backups go as well.',
      source: `${provider}/${where}#skip_final_snapshot`,
      require: not(equals(on.props.skips, true)),
      examples: { pass: [{}, { skips: false }], fail: [{ skips: true }], unknown: [{ skips: unresolved }] },
    }),
  ),
  rule({
    id: 'secretsmanager-recovery-window',
    since: '2026.12',
    on: secret,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'A secret that Terraform deletes can be brought back',
    message: 'Secret {name} is gone at once when Terraform deletes it.',
    why: 'Whoever deletes the wrong secret, or everything, leaves applications without their passwords, and nobody can undo it.',
    source: `${provider}/secretsmanager_secret#recovery_window_in_days`,
    require: not(equals(secret.props.days, 0)),
    fix: { title: 'Keep it for 30 days', set: [[secret.props.days, 30]] },
    examples: { pass: [{}, { days: 7 }], fail: [{ days: 0 }], unknown: [{ days: unresolved }] },
  }),
  rule({
    id: 's3-bucket-force-destroy',
    since: '2026.12',
    on: bucket,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'Terraform does not empty the bucket before it destroys it',
    message: 'Terraform deletes all objects of bucket {name} before it destroys it.',
    why: 'S3 refuses to delete a bucket that holds anything; this takes the refusal away, for the versions of objects too.',
    source: `${provider}/s3_bucket#force_destroy`,
    require: not(equals(bucket.props.force, true)),
    fix: { title: 'Let S3 refuse it', set: [[bucket.props.force, false]] },
    examples: { pass: [{}, { force: false }], fail: [{ force: true }], unknown: [{ force: unresolved }] },
  }),
  rule({
    id: 'backup-vault-force-destroy',
    since: '2026.12',
    on: vault,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'Terraform does not empty the backup vault before it destroys it',
    message: 'Terraform deletes all recovery points of backup vault {name} before it destroys it.',
    why: 'The backups are gone together with what they were made of, by one command.',
    source: `${provider}/backup_vault#force_destroy`,
    require: not(equals(vault.props.force, true)),
    fix: { title: 'Let AWS Backup refuse it', set: [[vault.props.force, false]] },
    examples: { pass: [{}, { force: false }], fail: [{ force: true }], unknown: [{ force: unresolved }] },
  }),
  rule({
    id: 'lightsail-database-backup',
    since: '2026.12',
    on: lightsail,
    severity: 'medium',
    category: 'backup',
    title: 'Lightsail database is backed up',
    message: 'Lightsail database {name} is not backed up.',
    why: 'Turning backups off deletes those that there are, too: a table that is dropped by mistake stays dropped.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-database.html',
    require: not(equals(lightsail.props.backups, false)),
    fix: { title: 'Turn on backups', set: [[lightsail.props.backups, true]] },
    examples: { pass: [{}, { backups: true }], fail: [{ backups: false }], unknown: [{ backups: unresolved }] },
  }),
];
