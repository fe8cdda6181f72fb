import { resource } from '../../server/src/core/rule/property.ts';
import { oneOf, policyDoesNot } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { customerKeyRule } from './customer-key.ts';
import { policyOf } from './policy-rules.ts';

const repository = resource({
  label: 'ECR repository',
  cfn: 'AWS::ECR::Repository',
  tf: 'aws_ecr_repository',
  minimal: { tf: { name: 'orders' } },
  props: { mutability: { cfn: 'ImageTagMutability', tf: 'image_tag_mutability', whenAbsent: 'MUTABLE' } },
});

/** A repository, and what future ones are made from. */
const encryptable = resource({
  label: 'ECR repository',
  cfn: ['AWS::ECR::Repository', 'AWS::ECR::RepositoryCreationTemplate'],
  tf: ['aws_ecr_repository', 'aws_ecr_repository_creation_template'],
  minimal: repository.minimal,
  props: {
    type: { cfn: 'EncryptionConfiguration.EncryptionType', tf: 'encryption_configuration.encryption_type', whenAbsent: 'AES256' },
    key: { cfn: 'EncryptionConfiguration.KmsKey', tf: 'encryption_configuration.kms_key' },
  },
});

/** In Terraform the policy is a resource of its own. */
const guarded = resource({
  label: 'ECR repository',
  cfn: 'AWS::ECR::Repository',
  tf: 'aws_ecr_repository_policy',
  minimal: { tf: { repository: 'orders' } },
  props: { policy: { cfn: 'RepositoryPolicyText', tf: 'policy' } },
});

const { mutability } = repository.props;
const { policy } = guarded.props;
const pull = { Effect: 'Allow', Action: 'ecr:BatchGetImage' };

/** The rules about ECR. */
export const ecrRules: readonly RuleRecord[] = [
  rule({
    id: 'ecr-repository-public',
    since: '2026.12',
    on: guarded,
    severity: 'critical',
    category: 'exposure',
    title: 'ECR repository is not open to anyone',
    message: 'The policy of ECR repository {name} lets anyone in.',
    why: 'Images hold code, configuration and often secrets; who may push replaces what is run.',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html',
    aliases: ['CKV_AWS_32', 'AWS-0032', 'ECROpenAccess', 'AwsSolutions-ECR1'],
    require: policyDoesNot(policy, { ask: 'allows-anyone' }),
    examples: {
      pass: [{}, { policy: policyOf({ ...pull, Principal: { AWS: 'arn:aws:iam::111122223333:root' } }) }],
      fail: [{ policy: policyOf({ ...pull, Principal: '*' }) }],
      unknown: [{ policy: unresolved }],
    },
  }),
  customerKeyRule({
    id: 'ecr-repository-cmk',
    on: encryptable,
    mode: encryptable.props.type,
    modes: { AES256: 'aws-owned', KMS: 'key', KMS_DSSE: 'key' },
    key: encryptable.props.key,
    withoutKey: 'aws-managed',
    what: 'ECR repository',
    awsAlias: 'alias/aws/ecr',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html',
    standards: { 'aws-fsbp': ['ECR.5'] },
    aliases: ['CKV_AWS_136', 'AWS-0033'],
    given: { type: 'KMS' },
  }),
  rule({
    id: 'ecr-tag-immutable',
    since: '2026.12',
    on: repository,
    severity: 'low',
    category: 'immutability',
    profile: 'strict',
    title: 'Tags of an ECR repository are immutable',
    message: 'Tags of ECR repository {name} can be moved to another image.',
    why: 'Whoever may push can put another image under a tag that was tested and approved, and the next deployment runs it.',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
    standards: { 'aws-fsbp': ['ECR.2'] },
    aliases: ['CKV_AWS_51', 'AWS-0031'],
    require: oneOf(mutability, ['IMMUTABLE', 'IMMUTABLE_WITH_EXCLUSION']),
    fix: { title: 'Make tags immutable', set: [[mutability, 'IMMUTABLE']] },
    examples: { pass: [{ mutability: 'IMMUTABLE' }], fail: [{}, { mutability: 'MUTABLE' }], unknown: [{ mutability: unresolved }] },
  }),
];
