import { resource } from '../../server/src/core/rule/property.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import type { Judgement, View } from '../../server/src/core/rule/view.ts';
import { dataStoreOf, type DataStore } from '../../server/src/impact/data-stores.ts';

type Value = Parameters<View['settle']>[0];
type Resource = ReturnType<View['declared']>[number];

/** A resource that a plan deletes, replaces or forgets. `how`: which of these; `because`: the arguments that make a replacement necessary. */
const deletion = resource({
  label: 'deletion in a plan',
  tf: '@deletion',
  props: { type: { tf: 'type' }, how: { tf: 'how' }, because: { tf: 'because' }, reason: { tf: 'reason' } },
});

/** Stores whose data is meant to pass: they are told with those that are guarded. */
const passing: ReadonlySet<string> = new Set(['aws_sqs_queue', 'aws_kinesis_stream', 'aws_ssm_parameter', 'aws_elasticache_cluster', 'aws_elasticache_replication_group', 'aws_elasticache_serverless_cache', 'aws_sagemaker_notebook_instance']);

/** What is done with a store, read once. */
interface Ended {
  readonly store: DataStore;
  readonly type: string;
  readonly how: string;
  /** What keeps the data, or stops the deletion. */
  readonly guard: string | undefined;
  readonly because: readonly Value[];
  readonly reason: string | undefined;
}

/** The rules about what a plan does to data stores. */
export const terraformPlanRules: readonly RuleRecord[] = [
  rule({
    id: 'tf-plan-data-store-destroyed',
    since: '2026.12',
    on: deletion,
    severity: 'high',
    category: 'backup',
    title: 'A plan destroys no data store',
    message: 'The plan destroys {name} and the data in it.',
    why: 'Applying the plan loses the data for good: nothing refuses the deletion, and nothing keeps a copy. A renamed or removed block is enough to plan it.',
    source: 'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle',
    require: (subject, view) => judged(subject, view, ({ how, guard, type }) => how === 'deleted' && guard === undefined && !passing.has(type)),
    examples: { pass: [{ type: 'aws_iam_role', how: 'deleted' }], fail: [{ type: 'aws_dynamodb_table', how: 'deleted' }], unknown: [] },
  }),
  rule({
    id: 'tf-plan-data-store-replaced',
    since: '2026.12',
    on: deletion,
    severity: 'high',
    category: 'backup',
    title: 'A plan replaces no data store by an empty one',
    message: 'The plan replaces {name} by an empty one; the data in it is lost.',
    why: 'A change of one argument that cannot be changed in place destroys the store: the new one is empty, and nothing keeps a copy of the old.',
    source: 'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle',
    require: (subject, view) => judged(subject, view, ({ how, guard, type }) => how === 'replaced' && guard === undefined && !passing.has(type)),
    examples: { pass: [{ type: 'aws_iam_role', how: 'replaced' }], fail: [{ type: 'aws_dynamodb_table', how: 'replaced' }], unknown: [] },
  }),
  rule({
    id: 'tf-plan-guarded-store-destroyed',
    since: '2026.12',
    on: deletion,
    severity: 'medium',
    category: 'backup',
    title: 'A plan destroys no data store, guarded or not',
    message: 'The plan destroys {name}, which holds data.',
    why: 'What guards it may fail the apply half-way, or leave a snapshot alone: whoever applies the plan should have decided it.',
    source: 'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle',
    require: (subject, view) => judged(subject, view, ({ how, guard, type }) => how !== 'forgotten' && (guard !== undefined || passing.has(type))),
    examples: { pass: [{ type: 'aws_iam_role', how: 'deleted' }], fail: [{ type: 'aws_sqs_queue', how: 'deleted' }], unknown: [] },
  }),
  rule({
    id: 'tf-plan-data-store-forgotten',
    since: '2026.12',
    on: deletion,
    severity: 'low',
    category: 'backup',
    profile: 'strict',
    title: 'A plan lets no data store go',
    message: 'The plan makes Terraform forget {name}, which holds data.',
    why: 'It stays in AWS, and nobody watches over its protection any more.',
    source: 'https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources',
    require: (subject, view) => judged(subject, view, ({ how }) => how === 'forgotten'),
    examples: { pass: [{ type: 'aws_iam_role', how: 'forgotten' }], fail: [{ type: 'aws_s3_bucket', how: 'forgotten' }], unknown: [] },
  }),
];

function judged(subject: Resource, view: View, fails: (ended: Ended) => boolean): Judgement {
  const ended = endedOf(subject, view);
  if (!ended) return { verdict: 'skipped', evidence: [], reason: 'it holds no data' };
  if (!fails(ended)) return { verdict: 'pass', evidence: [] };
  const [first] = ended.because;
  const at = first?.at ?? subject.at;
  return { verdict: 'fail', evidence: [{ detail: detailOf(ended), at, missing: first === undefined, related: [], path: '', edits: [], sensitive: false }] };
}

function endedOf(subject: Resource, view: View): Ended | undefined {
  const told = view.settle(subject.properties);
  if (told.kind !== 'map') return undefined;
  const textOf = (name: string): string | undefined => {
    const value = told.entries.get(name);
    return value?.kind === 'scalar' ? String(value.value) : undefined;
  };
  const type = textOf('type') ?? '';
  const store = dataStoreOf(type);
  if (!store) return undefined;
  const because = told.entries.get('because');
  const before = told.entries.get('before');
  const argument = (name: string): string | number | boolean | undefined => {
    const value = before?.kind === 'map' ? before.entries.get(name) : undefined;
    return value?.kind === 'scalar' ? value.value : undefined;
  };
  return { store, type, how: textOf('how') ?? '', guard: guardOf(store, argument), because: because?.kind === 'list' ? because.items : [], reason: textOf('reason') };
}

/**
 * What stands between the deletion and the loss, by the arguments that the store has now: these count when Terraform deletes it. Sources: the arguments' pages in
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs, and those that the table of stores names.
 */
function guardOf({ protection, finalSnapshot, mustBeEmpty, recovery }: DataStore, argument: (name: string) => string | number | boolean | undefined): string | undefined {
  if (protection?.tf !== undefined && argument(protection.tf) === protection.on) return `\`${protection.tf}\` is \`${String(protection.on)}\`: AWS refuses the deletion, and the apply fails`;
  if (argument('skip_destroy') === true) return '`skip_destroy` is `true`: Terraform leaves it where it is';
  const snapshot = finalSnapshot?.tf === undefined ? undefined : argument(finalSnapshot.tf);
  const isSkipped = argument('skip_final_snapshot');
  if (finalSnapshot && isSkipped !== true && snapshot !== undefined && snapshot !== '') return `a final snapshot is taken, \`${String(snapshot)}\`; nothing else is left`;
  if (finalSnapshot && isSkipped === false) return '`skip_final_snapshot` is `false` and no final snapshot is named: the apply fails';
  if (argument('skip_final_backup') === false) return '`skip_final_backup` is `false`: a final backup is taken; nothing else is left';
  if (mustBeEmpty && (mustBeEmpty.unless?.tf === undefined || argument(mustBeEmpty.unless.tf) !== true)) return 'AWS deletes it only when it is empty: while it holds something, the apply fails';
  return recovery && argument('recovery_window_in_days') !== 0 ? recovery.words : undefined;
}

/** Terraform's reasons in words. Source: https://developer.hashicorp.com/terraform/internals/json-format */
const reasons: Readonly<Record<string, string>> = {
  replace_because_tainted: 'it is tainted',
  replace_by_request: 'somebody asked for it (-replace)',
  replace_by_triggers: '`replace_triggered_by` asks for it',
  delete_because_no_resource_config: 'the configuration has it no more',
  delete_because_no_module: 'the configuration has its module no more',
  delete_because_wrong_repetition: '`count` or `for_each` came or went',
  delete_because_count_index: '`count` is lower',
  delete_because_each_key: '`for_each` has its key no more',
  delete_because_no_move_target: 'what it is moved to is not there',
};

function detailOf({ store, how, guard, because, reason }: Ended): string {
  const forced = because.flatMap((path) => (path.kind === 'scalar' ? [`\`${path.value}\``] : []));
  const why = forced.length > 0 ? `${forced.join(', ')} cannot be changed in place` : reason === undefined ? undefined : reasons[reason];
  const what = `what ${how === 'forgotten' ? 'stays in AWS' : 'goes'}: ${store.holds}`;
  const kept = how === 'forgotten' ? undefined : (guard ?? `${guardsOf(store)} would have stopped it`);
  return [why, what, kept].filter((part) => part !== undefined).join('; ');
}

/** What the configuration could have had. */
function guardsOf({ protection, finalSnapshot }: DataStore): string {
  const guards = ['`prevent_destroy`', ...(protection?.tf === undefined ? [] : [`\`${protection.tf}\``]), ...(finalSnapshot?.tf === undefined ? [] : [`a final snapshot (\`${finalSnapshot.tf}\`)`])];
  return guards.join(' or ');
}
