import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { equals, not } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const userPool = resource({
  label: 'Cognito user pool',
  cfn: 'AWS::Cognito::UserPool',
  tf: 'aws_cognito_user_pool',
  minimal: { tf: { name: 'customers' } },
  props: { protection: { cfn: 'DeletionProtection', tf: 'deletion_protection', whenAbsent: 'INACTIVE' } },
});

/** On unless it is turned off: https://docs.aws.amazon.com/aurora-dsql/latest/userguide/configuring-single-region-clusters.html */
const cluster = resource({
  label: 'Aurora DSQL cluster',
  cfn: 'AWS::DSQL::Cluster',
  props: { protection: { cfn: 'DeletionProtectionEnabled', whenAbsent: true } },
});

/** A database of Lightsail. */
export const lightsail = resource({
  label: 'Lightsail database',
  cfn: 'AWS::Lightsail::Database',
  tf: 'aws_lightsail_database',
  minimal: {
    cfn: { RelationalDatabaseName: 'orders', RelationalDatabaseBlueprintId: 'mysql_8_0', RelationalDatabaseBundleId: 'micro_2_0', MasterDatabaseName: 'orders', MasterUsername: 'keeper' },
    tf: { relational_database_name: 'orders', blueprint_id: 'mysql_8_0', bundle_id: 'micro_2_0', master_database_name: 'orders', master_username: 'keeper' },
  },
  props: {
    isPublic: { cfn: 'PubliclyAccessible', tf: 'publicly_accessible', whenAbsent: false },
    backups: { cfn: 'BackupRetention', tf: 'backup_retention_enabled' },
  },
});

const mainframe = resource({
  label: 'mainframe environment',
  cfn: 'AWS::M2::Environment',
  tf: 'aws_m2_environment',
  minimal: { cfn: { Name: 'ledger', EngineType: 'bluage', InstanceType: 'M2.m5.large' }, tf: { name: 'ledger', engine_type: 'bluage', instance_type: 'M2.m5.large' } },
  props: { isPublic: { cfn: 'PubliclyAccessible', tf: 'publicly_accessible', whenAbsent: false } },
});

/** The rules about stores that few templates have. */
export const smallerStoreRules: readonly RuleRecord[] = [
  rule({
    id: 'cognito-deletion-protection',
    since: '2026.12',
    on: userPool,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'Cognito user pool is protected from deletion',
    message: 'Cognito user pool {name} can be deleted by one call.',
    why: 'There is no backup of a user pool that you could restore yourself: nobody can sign in any more, and the accounts of all customers are gone.',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html',
    standards: { 'aws-fsbp': ['Cognito.6'] },
    require: equals(userPool.props.protection, 'ACTIVE'),
    fix: { title: 'Protect it from deletion', set: [[userPool.props.protection, 'ACTIVE']] },
    examples: { pass: [{ protection: 'ACTIVE' }], fail: [{}, { protection: 'INACTIVE' }], unknown: [{ protection: unresolved }] },
  }),
  rule({
    id: 'dsql-deletion-protection',
    since: '2026.12',
    on: cluster,
    severity: 'medium',
    category: 'backup',
    profile: 'strict',
    title: 'Aurora DSQL cluster is protected from deletion',
    message: 'Aurora DSQL cluster {name} can be deleted by one call.',
    why: 'A script that is run against the wrong account takes the database and all of its data with it.',
    source: 'https://docs.aws.amazon.com/aurora-dsql/latest/userguide/configuring-single-region-clusters.html',
    require: equals(cluster.props.protection, true),
    fix: { title: 'Protect it from deletion', set: [[cluster.props.protection, true]] },
    examples: { pass: [{}, { protection: true }], fail: [{ protection: false }], unknown: [{ protection: unresolved }] },
  }),
  rule({
    id: 'lightsail-database-public',
    since: '2026.12',
    on: lightsail,
    severity: 'high',
    category: 'exposure',
    title: 'Lightsail database is not open to the internet',
    message: 'Lightsail database {name} is open to the internet.',
    why: 'Passwords are tried from everywhere, all day; one that is guessed or leaked is enough.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-database.html',
    require: not(equals(lightsail.props.isPublic, true)),
    fix: { title: 'Close it to the internet', set: [[lightsail.props.isPublic, false]] },
    examples: { pass: [{}, { isPublic: false }], fail: [{ isPublic: true }], unknown: [{ isPublic: unresolved }] },
  }),
  rule({
    id: 'm2-public',
    since: '2026.12',
    on: mainframe,
    severity: 'high',
    category: 'exposure',
    title: 'Mainframe environment is not open to the internet',
    message: 'Mainframe environment {name} is open to the internet.',
    why: 'Programs that were written for a closed network answer whoever calls, with the data of decades behind them.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-m2-environment.html',
    require: not(equals(mainframe.props.isPublic, true)),
    examples: { pass: [{}, { isPublic: false }], fail: [{ isPublic: true }], unknown: [{ isPublic: unresolved }] },
  }),
];
