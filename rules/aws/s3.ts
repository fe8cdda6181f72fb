import type { RuleRecord } from '../../server/src/core/rule/rule.ts';
import { s3AccessPointRules } from './s3/access-points.ts';
import { s3AccessRules } from './s3/access.ts';
import { s3DurabilityRules } from './s3/durability.ts';
import { s3EncryptionRules } from './s3/encryption.ts';
import { s3LifecycleRules } from './s3/lifecycle.ts';
import { s3ObjectRules } from './s3/objects.ts';
import { s3OtherBucketRules } from './s3/other-buckets.ts';
import { s3PolicyRules } from './s3/policy.ts';
import { s3PublicAccessRules } from './s3/public-access.ts';

/** The rules about S3. */
export const s3Rules: readonly RuleRecord[] = [
  ...s3EncryptionRules,
  ...s3OtherBucketRules,
  ...s3ObjectRules,
  ...s3PublicAccessRules,
  ...s3AccessRules,
  ...s3AccessPointRules,
  ...s3PolicyRules,
  ...s3DurabilityRules,
  ...s3LifecycleRules,
];
