import { rule } from '../../server/src/core/rule/rule.ts';
import { equals } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import type { RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';

const database = resource({
  label: 'Timestream database',
  cfn: 'AWS::Timestream::Database',
  tf: 'aws_timestreamwrite_database',
  minimal: { tf: { database_name: 'meters' } },
  props: { key: { cfn: 'KmsKeyId', tf: 'kms_key_id' } },
});

const influx = resource({
  label: 'InfluxDB instance',
  cfn: 'AWS::Timestream::InfluxDBInstance',
  tf: 'aws_timestreaminfluxdb_db_instance',
  minimal: {
    tf: {
      name: 'meters',
      allocated_storage: 20,
      db_instance_type: 'db.influx.medium',
      bucket: 'meters',
      organization: 'shop',
      username: 'keeper',
      password: 'from-the-store',
      vpc_security_group_ids: ['sg-1'],
      vpc_subnet_ids: ['subnet-1'],
    },
  },
  props: { isPublic: { cfn: 'PubliclyAccessible', tf: 'publicly_accessible', whenAbsent: false } },
});

/** The rules about Timestream. A database is always encrypted. */
export const timestreamRules: readonly RuleRecord[] = [
  rule({
    id: 'timestream-influxdb-public',
    since: '2026.12',
    on: influx,
    severity: 'high',
    category: 'exposure',
    title: 'InfluxDB instance is not reachable from the internet',
    message: 'InfluxDB instance {name} has a public address.',
    why: 'With a public address, one open security group and one leaked token are all that stands between the internet and the data.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-timestream-influxdbinstance.html#cfn-timestream-influxdbinstance-publiclyaccessible',
    require: equals(influx.props.isPublic, false),
    fix: { title: 'Make it private', set: [[influx.props.isPublic, false]] },
    examples: { pass: [{}, { isPublic: false }], fail: [{ isPublic: true }], unknown: [{ isPublic: unresolved }] },
  }),
  customerKeyRule({
    id: 'timestream-database-cmk',
    on: database,
    key: database.props.key,
    withoutKey: 'aws-managed',
    what: 'Timestream database',
    awsAlias: 'alias/aws/timestream',
    source: 'https://docs.aws.amazon.com/timestream/latest/developerguide/EncryptionAtRest.html',
    aliases: ['CKV_AWS_160', 'TimestreamDatabaseCustomerManagedKey', 'AwsSolutions-TS3'],
  }),
];
