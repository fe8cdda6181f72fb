import { equals, secretChannel } from '../../server/src/core/rule/requirement.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { rule } from '../../server/src/core/rule/rule.ts';
import type { RuleRecord } from '../../server/src/core/rule/rule.ts';

const queue = resource({
  label: 'SQS queue',
  cfn: 'AWS::SQS::Queue',
  props: {
    managed: { cfn: 'SqsManagedSseEnabled', whenAbsent: false },
    delay: { cfn: 'DelaySeconds', whenAbsent: 0 },
  },
});

const database = resource({
  label: 'RDS instance',
  cfn: 'AWS::RDS::DBInstance',
  props: {
    encrypted: { cfn: 'StorageEncrypted', whenAbsent: false },
    password: { cfn: 'MasterUserPassword' },
  },
});

const common = { since: '2026.12', standards: {}, examples: { pass: [], fail: [], unknown: [] } } as const;

/** A handful of rules for the server's tests: a safe fix, a fix that replaces, a secret, one of the strict profile. */
export const testRules: readonly RuleRecord[] = [
  rule({
    ...common,
    id: 'queue-encrypted',
    on: queue,
    severity: 'medium',
    category: 'at-rest',
    title: 'The queue is encrypted',
    message: 'Queue {name} is not encrypted.',
    why: 'Whoever gets hold of the disk reads the messages.',
    source: 'https://docs.aws.amazon.com/queue',
    aliases: ['GUARD_QUEUE_ENCRYPTED'],
    require: equals(queue.props.managed, true),
    fix: { title: 'Encrypt the queue', set: [[queue.props.managed, true]] },
  }),
  rule({
    ...common,
    id: 'queue-delays',
    profile: 'strict',
    on: queue,
    severity: 'low',
    category: 'at-rest',
    title: 'The queue delays',
    message: 'Queue {name} does not delay.',
    why: 'Only a test asks for it.',
    source: 'https://docs.aws.amazon.com/delay',
    require: equals(queue.props.delay, 5),
  }),
  rule({
    ...common,
    id: 'database-encrypted',
    on: database,
    severity: 'high',
    category: 'at-rest',
    title: 'The database is encrypted',
    message: 'Database {name} is not encrypted.',
    why: 'Whoever gets hold of a snapshot reads it.',
    source: 'https://docs.aws.amazon.com/database',
    require: equals(database.props.encrypted, true),
    fix: { title: 'Encrypt the storage', set: [[database.props.encrypted, true]] },
  }),
  rule({
    ...common,
    id: 'database-password',
    on: database,
    severity: 'critical',
    category: 'secrets',
    title: 'The password is no text of the template',
    message: 'The password of {name} stands in the template.',
    why: 'Whoever reads the template has it.',
    source: 'https://docs.aws.amazon.com/password',
    require: secretChannel(database.props.password),
  }),
];

/** Wants the opposite of the fix of `queue-encrypted`: that fix mends one finding and brings another. */
export const contraryRule: RuleRecord = rule({
  ...common,
  id: 'queue-contrary',
  on: queue,
  severity: 'low',
  category: 'at-rest',
  title: 'The queue is not encrypted',
  message: 'Queue {name} is encrypted.',
  why: 'Only a test asks for it.',
  source: 'https://docs.aws.amazon.com/contrary',
  require: equals(queue.props.managed, false),
});

/** A careless rule: what it says names the value that it saw, which another rule knows for a secret. */
export const tellTaleRule: RuleRecord = rule({
  ...common,
  id: 'database-tells',
  on: database,
  severity: 'low',
  category: 'secrets',
  title: 'The password is another',
  message: 'The password of {name} is no other than correct-horse-battery.',
  why: 'Only a test asks for it.',
  source: 'https://docs.aws.amazon.com/tells',
  require: equals(database.props.password, 'another'),
});

/** A rule that has a bug: it throws at every queue. */
export const brokenRule: RuleRecord = rule({
  ...common,
  id: 'queue-broken',
  on: queue,
  severity: 'low',
  category: 'at-rest',
  title: 'This rule throws',
  message: 'Never said of {name}.',
  why: 'A test of what a bug does.',
  source: 'https://docs.aws.amazon.com/broken',
  require: () => {
    throw new Error('the bug in the rule');
  },
});
