import { resource } from '../../server/src/core/rule/property.ts';
import { equals } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const workspace = resource({
  label: 'WorkSpace',
  cfn: 'AWS::WorkSpaces::Workspace',
  tf: 'aws_workspaces_workspace',
  minimal: { cfn: { BundleId: 'wsb-1234', DirectoryId: 'd-1234', UserName: 'keeper' }, tf: { bundle_id: 'wsb-1234', directory_id: 'd-1234', user_name: 'keeper' } },
  props: {
    root: { cfn: 'RootVolumeEncryptionEnabled', tf: 'root_volume_encryption_enabled', whenAbsent: false },
    user: { cfn: 'UserVolumeEncryptionEnabled', tf: 'user_volume_encryption_enabled', whenAbsent: false },
  },
});

const { root, user } = workspace.props;

/** The rules about WorkSpaces. There is no fix: a volume is encrypted with a key, and only the user can say which. */
export const workspacesRules: readonly RuleRecord[] = [
  { volume: 'root', fact: root, control: 'WorkSpaces.2', aliases: ['CKV_AWS_156'], holds: 'what programs leave behind: caches, logs, temporary copies' },
  { volume: 'user', fact: user, control: 'WorkSpaces.1', aliases: ['CKV_AWS_155', 'workspace_without_encryption'], holds: 'the documents of the person who works there' },
].map(({ volume, fact, control, aliases, holds }) =>
  rule({
    id: `workspaces-${volume}-volume-encrypted`,
    since: '2026.12',
    on: workspace,
    severity: 'high',
    category: 'at-rest',
    title: `The ${volume} volume of a WorkSpace is encrypted`,
    message: `The ${volume} volume of WorkSpace {name} is not encrypted.`,
    why: `It holds ${holds}, in the clear on disk and in every snapshot; encryption can only be chosen when the WorkSpace is made.`,
    source: 'https://docs.aws.amazon.com/workspaces/latest/adminguide/encrypt-workspaces.html',
    standards: { 'aws-fsbp': [control] },
    aliases: [...aliases, 'AWS-0109', 'F29', 'WORKSPACE_ENCRYPTION_ENABLED'],
    require: equals(fact, true),
    examples: { pass: [{ [volume]: true }], fail: [{}, { [volume]: false }], unknown: [{ [volume]: unresolved }] },
  }),
);
