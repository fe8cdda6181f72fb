import type { Random } from './random.ts';

/** What one instance is made with. `label`: unique among all. */
export interface Making {
  readonly random: Random;
  readonly label: string;
  /** It is in place already: nothing of it is unknown. */
  readonly exists: boolean;
}

/** The sides of one planned instance. */
export interface Made {
  readonly type: string;
  readonly after: object;
  readonly unknown: object;
  readonly sensitive: object;
}

/** A type of resource in a generated plan. `expressions`: its arguments as `configuration` tells of them, for a resource of this name. */
export interface PlanKind {
  readonly type: string;
  readonly make: (making: Making) => Made;
  readonly expressions: (name: string) => object;
}

const constant = (value: unknown): object => ({ constant_value: value });
const to = (...references: readonly string[]): object => ({ references });
const tags = (label: string): object => ({ tags: { Name: label, Team: 'data', CostCenter: '4711' }, tags_all: { Name: label, Team: 'data', CostCenter: '4711' } });

/** A kind whose instances differ in few values. `computed`: what only AWS knows, by name, with a value for instances that exist. */
function kind(type: string, known: (making: Making) => object, computed: (making: Making) => Readonly<Record<string, unknown>>, expressions: (name: string) => object, sensitive: object = {}): PlanKind {
  return {
    type,
    expressions: (name) => ({ tags: to('each.key'), ...expressions(name) }),
    make: (making) => {
      const byAws = computed(making);
      const after = { ...known(making), ...tags(making.label), ...(making.exists ? byAws : {}) };
      const unknown = { ...(making.exists ? {} : Object.fromEntries(Object.keys(byAws).map((key) => [key, true]))), tags: {}, tags_all: {} };
      return { type, after, unknown, sensitive: { ...sensitive, tags: {}, tags_all: {} } };
    },
  };
}

const arn = (service: string, label: string): string => `arn:aws:${service}:eu-central-1:123456789012:${label}`;
const bucketId = ({ label }: Making): Readonly<Record<string, unknown>> => ({ bucket: label, id: label });
const policy = (label: string, statements: number): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: Array.from({ length: statements }, (_, i) => ({ Sid: `Read${i}`, Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: [`arn:aws:s3:::${label}-${i}`, `arn:aws:s3:::${label}-${i}/*`] })) });

/** A set of resources as services have them. */
export const planKinds: readonly PlanKind[] = [
  kind('aws_kms_key', ({ label, random }) => ({ bypass_policy_lockout_safety_check: false, custom_key_store_id: null, customer_master_key_spec: 'SYMMETRIC_DEFAULT', deletion_window_in_days: 30, description: label, enable_key_rotation: random.next() < 0.7, is_enabled: true, key_usage: 'ENCRYPT_DECRYPT', timeouts: null, xks_key_id: null }), ({ label }) => ({ arn: arn('kms', `key/${label}`), id: label, key_id: label, multi_region: false, policy: policy(label, 3), rotation_period_in_days: 365 }), () => ({ description: to('each.key'), enable_key_rotation: constant(true), deletion_window_in_days: constant(30) })),
  kind('aws_s3_bucket', ({ label }) => ({ bucket: label, force_destroy: false, timeouts: null }), ({ label }) => ({ acceleration_status: '', acl: null, arn: `arn:aws:s3:::${label}`, bucket_domain_name: `${label}.s3.amazonaws.com`, bucket_regional_domain_name: `${label}.s3.eu-central-1.amazonaws.com`, cors_rule: [], grant: [], hosted_zone_id: 'Z21DNDUVLTQW6Q', id: label, lifecycle_rule: [], logging: [], object_lock_enabled: false, policy: '', region: 'eu-central-1', request_payer: 'BucketOwner', versioning: [], website: [] }), () => ({ bucket: to('each.key'), force_destroy: constant(false) })),
  kind('aws_s3_bucket_server_side_encryption_configuration', () => ({ expected_bucket_owner: null, rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: null, sse_algorithm: 'aws:kms' }], bucket_key_enabled: true }] }), bucketId, (name) => ({ bucket: to(`aws_s3_bucket.${name}`, 'each.key'), rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: constant('aws:kms'), kms_master_key_id: to(`aws_kms_key.${name}`, 'each.key') }] }] })),
  kind('aws_s3_bucket_versioning', ({ random }) => ({ expected_bucket_owner: null, mfa: null, versioning_configuration: [{ mfa_delete: null, status: random.next() < 0.8 ? 'Enabled' : 'Suspended' }] }), bucketId, (name) => ({ bucket: to(`aws_s3_bucket.${name}`, 'each.key'), versioning_configuration: [{ status: constant('Enabled') }] })),
  kind('aws_s3_bucket_public_access_block', ({ random }) => ({ block_public_acls: true, block_public_policy: random.next() < 0.9, ignore_public_acls: true, restrict_public_buckets: true }), bucketId, (name) => ({ bucket: to(`aws_s3_bucket.${name}`, 'each.key'), block_public_acls: constant(true), block_public_policy: constant(true), ignore_public_acls: constant(true), restrict_public_buckets: constant(true) })),
  kind('aws_s3_bucket_policy', ({ label }) => ({ policy: policy(label, 4) }), bucketId, (name) => ({ bucket: to(`aws_s3_bucket.${name}`, 'each.key'), policy: to(`data.aws_iam_policy_document.${name}`) })),
  kind('aws_dynamodb_table', ({ label, random }) => ({ attribute: [{ name: 'id', type: 'S' }, { name: 'at', type: 'N' }], billing_mode: 'PAY_PER_REQUEST', deletion_protection_enabled: random.next() < 0.5, global_secondary_index: [], hash_key: 'id', import_table: [], local_secondary_index: [], name: label, point_in_time_recovery: [{ enabled: random.next() < 0.5 }], range_key: 'at', replica: [], restore_date_time: null, restore_source_name: null, server_side_encryption: [], stream_enabled: null, table_class: null, timeouts: null, ttl: [] }), ({ label }) => ({ arn: arn('dynamodb', `table/${label}`), id: label, read_capacity: 0, stream_arn: '', stream_label: '', stream_view_type: '', write_capacity: 0 }), () => ({ name: to('each.key'), hash_key: constant('id'), point_in_time_recovery: [{ enabled: constant(true) }] })),
  kind('aws_db_instance', ({ label, random }) => ({ allocated_storage: 100, allow_major_version_upgrade: null, apply_immediately: false, auto_minor_version_upgrade: true, blue_green_update: [], copy_tags_to_snapshot: random.next() < 0.5, custom_iam_instance_profile: null, customer_owned_ip_enabled: null, db_subnet_group_name: `${label}-subnets`, dedicated_log_volume: false, delete_automated_backups: true, deletion_protection: random.next() < 0.5, domain: null, enabled_cloudwatch_logs_exports: ['postgresql'], engine: 'postgres', engine_version: '16.4', final_snapshot_identifier: `${label}-final`, iam_database_authentication_enabled: random.next() < 0.5, identifier: label, instance_class: 'db.m6g.large', iops: 3000, manage_master_user_password: true, max_allocated_storage: 500, monitoring_interval: 60, multi_az: random.next() < 0.5, parameter_group_name: `${label}-params`, password: null, performance_insights_enabled: true, publicly_accessible: false, replicate_source_db: null, restore_to_point_in_time: [], s3_import: [], skip_final_snapshot: false, snapshot_identifier: null, storage_encrypted: random.next() < 0.8, storage_type: 'gp3', timeouts: null, username: 'app' }), ({ label, random }) => ({ address: `${label}.rds.amazonaws.com`, arn: arn('rds', `db:${label}`), availability_zone: 'eu-central-1a', backup_retention_period: random.between(0, 14), backup_target: 'region', backup_window: '03:00-04:00', ca_cert_identifier: 'rds-ca-rsa2048-g1', db_name: 'app', endpoint: `${label}.rds.amazonaws.com:5432`, engine_version_actual: '16.4', hosted_zone_id: 'Z1', id: label, kms_key_id: arn('kms', `key/${label}`), license_model: 'postgresql-license', listener_endpoint: [], maintenance_window: 'sun:04:00-sun:05:00', master_user_secret: [], monitoring_role_arn: arn('iam', `role/${label}`), network_type: 'IPV4', option_group_name: 'default:postgres-16', performance_insights_kms_key_id: arn('kms', `key/${label}`), port: 5432, replicas: [], resource_id: label, status: 'available', vpc_security_group_ids: [`sg-${label}`] }), (name) => ({ identifier: to('each.key'), kms_key_id: to(`aws_kms_key.${name}`, 'each.key'), engine: constant('postgres'), storage_encrypted: constant(true), vpc_security_group_ids: to(`aws_security_group.${name}`) }), { password: true, master_user_secret: [], replicas: [] }),
  kind('aws_security_group', ({ label, random }) => ({ description: label, egress: [{ cidr_blocks: ['0.0.0.0/0'], description: '', from_port: 0, ipv6_cidr_blocks: [], prefix_list_ids: [], protocol: '-1', security_groups: [], self: false, to_port: 0 }], ingress: [{ cidr_blocks: [random.next() < 0.9 ? '10.0.0.0/8' : '0.0.0.0/0'], description: 'app', from_port: 443, ipv6_cidr_blocks: [], prefix_list_ids: [], protocol: 'tcp', security_groups: [], self: false, to_port: 443 }], name: label, revoke_rules_on_delete: false, timeouts: null, vpc_id: 'vpc-0123456789abcdef0' }), ({ label }) => ({ arn: arn('ec2', `security-group/${label}`), id: label, name_prefix: '', owner_id: '123456789012' }), () => ({ name: to('each.key'), vpc_id: to('var.vpc_id') })),
  kind('aws_sqs_queue', ({ label }) => ({ content_based_deduplication: false, delay_seconds: 0, fifo_queue: false, kms_master_key_id: null, max_message_size: 262144, message_retention_seconds: 345600, name: label, receive_wait_time_seconds: 0, visibility_timeout_seconds: 30 }), ({ label }) => ({ arn: arn('sqs', label), deduplication_scope: '', fifo_throughput_limit: '', id: `https://sqs.eu-central-1.amazonaws.com/123456789012/${label}`, kms_data_key_reuse_period_seconds: 300, name_prefix: '', policy: '', redrive_allow_policy: '', redrive_policy: '', sqs_managed_sse_enabled: true, url: `https://sqs.eu-central-1.amazonaws.com/123456789012/${label}` }), () => ({ name: to('each.key') })),
  kind('aws_sqs_queue_policy', ({ label }) => ({ policy: policy(label, 2) }), ({ label }) => ({ id: label, queue_url: `https://sqs.eu-central-1.amazonaws.com/123456789012/${label}` }), (name) => ({ queue_url: to(`aws_sqs_queue.${name}`, 'each.key'), policy: to(`data.aws_iam_policy_document.${name}`) })),
  kind('aws_sns_topic', ({ label }) => ({ display_name: null, fifo_topic: false, kms_master_key_id: 'alias/aws/sns', name: label, delivery_policy: null }), ({ label }) => ({ arn: arn('sns', label), id: arn('sns', label), beginning_archive_time: '', name_prefix: '', owner: '123456789012', policy: policy(label, 1), signature_version: 0, tracing_config: '' }), () => ({ name: to('each.key') })),
  kind('aws_cloudwatch_log_group', ({ label, random }) => ({ kms_key_id: null, log_group_class: 'STANDARD', name: `/aws/lambda/${label}`, retention_in_days: random.next() < 0.7 ? 365 : 0, skip_destroy: false }), ({ label }) => ({ arn: arn('logs', `log-group:/aws/lambda/${label}`), id: `/aws/lambda/${label}`, name_prefix: '' }), (name) => ({ name: to('each.key'), kms_key_id: to(`aws_kms_key.${name}`, 'each.key') })),
  kind('aws_iam_role', ({ label }) => ({ assume_role_policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] }), description: null, force_detach_policies: false, max_session_duration: 3600, name: label, path: '/', permissions_boundary: null }), ({ label }) => ({ arn: arn('iam', `role/${label}`), create_date: '2026-01-01T00:00:00Z', id: label, inline_policy: [], managed_policy_arns: [], name_prefix: '', unique_id: label }), () => ({ name: to('each.key'), assume_role_policy: to('data.aws_iam_policy_document.lambda') })),
  kind('aws_iam_role_policy', ({ label }) => ({ name: label, policy: policy(label, 6) }), ({ label }) => ({ id: label, name_prefix: '', role: label }), (name) => ({ role: to(`aws_iam_role.${name}`, 'each.key'), policy: to(`data.aws_iam_policy_document.${name}`) })),
  kind('aws_lambda_function', ({ label }) => ({ architectures: ['arm64'], code_signing_config_arn: null, dead_letter_config: [], description: '', environment: [{ variables: { TABLE: label, QUEUE: label, LOG_LEVEL: 'info' } }], file_system_config: [], filename: `build/${label}.zip`, function_name: label, handler: 'index.handler', image_config: [], image_uri: null, kms_key_arn: null, layers: [], memory_size: 512, package_type: 'Zip', publish: false, reserved_concurrent_executions: -1, runtime: 'nodejs22.x', s3_bucket: null, s3_key: null, skip_destroy: false, snap_start: [], timeout: 30, tracing_config: [{ mode: 'Active' }], vpc_config: [] }), ({ label }) => ({ arn: arn('lambda', `function:${label}`), code_sha256: 'x'.repeat(44), id: label, invoke_arn: arn('apigateway', `lambda/${label}`), last_modified: '2026-01-01T00:00:00Z', logging_config: [], qualified_arn: arn('lambda', `function:${label}:1`), role: arn('iam', `role/${label}`), signing_job_arn: '', source_code_size: 4096, version: '1' }), (name) => ({ function_name: to('each.key'), role: to(`aws_iam_role.${name}`, 'each.key') })),
];
