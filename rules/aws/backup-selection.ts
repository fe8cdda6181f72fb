import { resource } from '../../server/src/core/rule/property.ts';
import type { Judgement, View } from '../../server/src/core/rule/view.ts';
import { fails, isUnknown, itemsOf, passes, valueAt, type Settled, type Subject } from './about-subject.ts';

/** What a backup plan backs up. */
export const selection = resource({
  label: 'backup selection',
  cfn: 'AWS::Backup::BackupSelection',
  tf: 'aws_backup_selection',
  minimal: {
    cfn: { BackupPlanId: 'nightly', BackupSelection: { SelectionName: 'all', IamRoleArn: 'arn:aws:iam::111122223333:role/backup' } },
    tf: { name: 'all', plan_id: 'nightly', iam_role_arn: 'arn:aws:iam::111122223333:role/backup' },
  },
  props: {
    resources: { cfn: 'BackupSelection.Resources', tf: 'resources' },
    tags: {
      cfn: 'BackupSelection.ListOfTags[]',
      tf: 'selection_tag[]',
      items: { key: { cfn: 'ConditionKey', tf: 'key' }, value: { cfn: 'ConditionValue', tf: 'value' }, type: { cfn: 'ConditionType', tf: 'type' } },
    },
  },
});

type Answer = 'yes' | 'no' | 'maybe';

/**
 * Is the subject in a backup plan of the template? A selection names it by reference, by a pattern of ARNs (`arn` is one that its own ARN has),
 * or by a tag (https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html).
 */
export function isInBackupPlan(subject: Subject, view: View, arn: string): Judgement {
  let reason = view.isOpen ? 'a macro may add a backup selection' : undefined;
  for (const one of selections(view)) {
    const answer = selects(one, subject, view, arn);
    if (answer === 'yes') return passes(subject, `${one.address} selects it`, one);
    if (answer === 'maybe') reason ??= `${one.address} may select it`;
  }
  return reason === undefined ? fails(subject, 'no backup selection in the template selects it') : isUnknown(subject, reason);
}

/** The backup selections of the template. */
export const selections = (view: View): readonly Subject[] => view.ofTypes(view.family === 'cfn' ? selection.cfn : selection.tf);

function selects(one: Subject, subject: Subject, view: View, arn: string): Answer {
  const isCfn = view.family === 'cfn';
  const at = (cfn: string, tf: string) => itemsOf(valueAt(one, isCfn ? ['BackupSelection', cfn] : [tf], view), view);
  const byName = at('Resources', 'resources').map((item) => named(item, subject, view, arn));
  const byTag = at('ListOfTags', 'selection_tag').map((item) => tagged(item, subject, view));
  const answers = [...byName, ...byTag];
  const found = answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
  // Conditions and exceptions take out of what is selected.
  const isNarrowed = at('Conditions', 'condition').length > 0 || at('NotResources', 'not_resources').length > 0;
  return found === 'yes' && isNarrowed ? 'maybe' : found;
}

function named(item: Settled, subject: Subject, view: View, arn: string): Answer {
  if (item.kind === 'ref') return item.to === subject.address ? 'yes' : 'no';
  if (item.kind === 'text') {
    const refs = item.parts.flatMap((part) => (typeof part === 'string' ? [] : [view.settle(part)])).filter((part) => part.kind === 'ref');
    if (refs.length > 0) return refs.some((part) => named(part, subject, view, arn) === 'yes') ? 'yes' : 'no';
    const last = item.parts.at(-1);
    return typeof last === 'string' ? endsInName(last, subject, view) : 'maybe';
  }
  if (item.kind !== 'scalar') return 'maybe';
  const text = String(item.value);
  return text.includes('*') ? (covers(text, arn) ? 'yes' : 'no') : endsInName(text, subject, view);
}

/** Does an ARN that is written out end in the name of the subject? One whose name AWS makes up cannot be written out. */
function endsInName(text: string, subject: Subject, view: View): Answer {
  const [, last] = /[:/]([^:/*]+)$/.exec(text) ?? [];
  if (last === undefined) return 'maybe';
  const written = nameKeys.map((key) => valueAt(subject, [key], view)).find((value) => value.kind !== 'absent');
  if (!written) return 'no';
  return written.kind !== 'scalar' ? 'maybe' : String(written.value).toLowerCase() === last.toLowerCase() ? 'yes' : 'no';
}

/** Where the resources that a plan takes in write their names. */
const nameKeys = ['TableName', 'DBInstanceIdentifier', 'name', 'identifier', 'cluster_identifier'];

/** Does the pattern cover the ARN? `*` stands for any text. */
const covers = (pattern: string, arn: string): boolean => new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`).test(arn);

function tagged(item: Settled, subject: Subject, view: View): Answer {
  if (item.kind !== 'map') return 'maybe';
  const isCfn = view.family === 'cfn';
  const text = (name: string): string | undefined => {
    const value = view.settle(item.entries.get(name) ?? { kind: 'absent', at: item.at });
    return value.kind === 'scalar' ? String(value.value) : undefined;
  };
  const [key, wanted] = isCfn ? [text('ConditionKey'), text('ConditionValue')] : [text('key'), text('value')];
  if (key === undefined || wanted === undefined) return 'maybe';
  const tags = tagsOf(subject, view);
  if (!tags) return 'maybe';
  return tags.get(key.replace('aws:ResourceTag/', '')) === wanted ? 'yes' : 'no';
}

/** The tags of a resource; undefined where one of them is not known. */
function tagsOf(subject: Subject, view: View): ReadonlyMap<string, string> | undefined {
  const written = valueAt(subject, [view.family === 'cfn' ? 'Tags' : 'tags'], view);
  const tags = new Map<string, string>();
  for (const tag of itemsOf(written, view)) {
    if (tag.kind !== 'map' || tag.open) return undefined;
    const pairs = view.family === 'cfn' ? [[tag.entries.get('Key'), tag.entries.get('Value')] as const] : [...tag.entries].map(([key, value]) => [key, value] as const);
    for (const [key, value] of pairs) {
      const [name, text] = [typeof key === 'string' ? key : key && view.settle(key), value && view.settle(value)];
      if (typeof name !== 'string' && name?.kind !== 'scalar') return undefined;
      if (text?.kind !== 'scalar') return undefined;
      tags.set(typeof name === 'string' ? name : String(name.value), String(text.value));
    }
  }
  return tags;
}
