import type { Instance } from './instance.ts';

/** Arguments that name a key of KMS: `kms_key_id`, `kms_master_key_id`, `performance_insights_kms_key_id`, `key_arn`, … */
const keyArgument = /(?:^|_)kms_(?:master_)?key(?:_id|_arn|_identifier)?$|^(?:key_arn|encryption_key_arn)$/;

/** Types of AWS's provider whose attributes may hold whatever somebody chose: an output, a parameter, a function's answer. */
const carriers = /^aws_(?:cloudformation_|ssm_parameter|secretsmanager_secret_version|lambda_invocation|cloudcontrolapi_resource)/;

/** Does the argument name a key? */
export const namesKey = (argument: string | number | undefined): boolean => typeof argument === 'string' && keyArgument.test(argument);

/**
 * May a key be known only after apply because this plan makes it? A key or alias that is created or changed gives one; so may what is no resource of
 * AWS's provider, a data source that is read only then, and what carries chosen values. Where nothing does, an argument that names a key and is not
 * known yet is not written: the provider computes it.
 */
export function mayGiveKeys(instances: readonly Instance[]): boolean {
  return instances.some(({ type, mode, actions }) => {
    const isSettled = actions.length > 0 && actions.every((action) => action === 'no-op' || action === 'delete' || action === 'forget');
    return !isSettled && (mode === 'data' || actions.length === 0 || !type.startsWith('aws_') || type.startsWith('aws_kms_') || carriers.test(type));
  });
}
