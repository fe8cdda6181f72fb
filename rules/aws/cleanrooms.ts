import { resource } from '../../server/src/core/rule/property.ts';
import { equals } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

const collaboration = resource({
  label: 'Clean Rooms collaboration',
  cfn: 'AWS::CleanRooms::Collaboration',
  tf: 'aws_cleanrooms_collaboration',
  minimal: {
    cfn: { CreatorDisplayName: 'Orders', Description: 'Shared audiences', Name: 'audiences', QueryLogStatus: 'ENABLED' },
    tf: { creator_display_name: 'Orders', creator_member_abilities: ['CAN_QUERY'], description: 'Shared audiences', name: 'audiences', query_log_status: 'ENABLED' },
  },
  props: {
    cleartext: { cfn: 'DataEncryptionMetadata.AllowCleartext', tf: 'data_encryption_metadata.allow_clear_text' },
  },
});

const { cleartext } = collaboration.props;

/** The rules about Clean Rooms. */
export const cleanroomsRules: readonly RuleRecord[] = [
  rule({
    id: 'cleanrooms-encrypted-compute',
    since: '2026.12',
    on: collaboration,
    severity: 'low',
    category: 'at-rest',
    profile: 'all',
    title: 'Clean Rooms collaboration computes on encrypted columns only',
    message: 'Clean Rooms collaboration {name} takes columns in clear text.',
    why: 'Members hand over their rows as they are: the service, and whoever gets at the tables, reads them.',
    source: 'https://docs.aws.amazon.com/clean-rooms/latest/userguide/crypto-computing.html',
    require: equals(cleartext, false),
    examples: { pass: [{ cleartext: false }], fail: [{}, { cleartext: true }], unknown: [{ cleartext: unresolved }] },
  }),
];
