import type { AttributeNames, FixValue } from '../../server/src/core/rule/fix.ts';
import { Joined, Subject } from '../../server/src/core/rule/fix.ts';

/** The statement that refuses what comes without TLS. */
export function denyWithoutTls(actions: string, resources: FixValue): FixValue {
  return { Sid: 'DenyWithoutTls', Effect: 'Deny', Principal: '*', Action: actions, Resource: resources, Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
}

/** The ARN of a resource in each family. */
export const arn: AttributeNames = { cfn: 'Arn', tf: 'arn' };

/** A bucket and all that is in it. `bucket`: its ARN. */
export const wholeBucket = (bucket: ConstructorParameters<typeof Joined>[0][number]): FixValue => [bucket, new Joined([bucket, '/*'])];

/** The ARN of the subject. */
export const ownArn = new Subject(arn);
