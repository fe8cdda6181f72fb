import { RefTo, type Edit, type Literal } from '../core/model/edit.ts';
import type { Template } from '../core/model/template.ts';
import type { LoweredFix } from '../core/rule/view.ts';

/** What is paid for by the month. Sources: https://aws.amazon.com/kms/pricing/, https://aws.amazon.com/secrets-manager/pricing/ */
const costly: Readonly<Record<string, string>> = {
  'AWS::KMS::Key': 'adds a key: monthly cost',
  aws_kms_key: 'adds a key: monthly cost',
  'AWS::SecretsManager::Secret': 'adds a secret: monthly cost',
};

/** What a fix brings besides, in words, and whether the user has to agree to it: nothing is added, and nobody's access changed, without asking. */
export function sideEffects({ edits, effect }: LoweredFix, template: Template): { readonly words: readonly string[]; readonly needsConsent: boolean } {
  const added = [...new Set(edits.flatMap((edit) => (edit.op === 'addResource' ? [costly[edit.type] ?? `adds ${edit.type}`] : [])))];
  const used = [...new Set(edits.flatMap((edit) => keysIn(edit, template)))].map((key) => `uses ${key}`);
  const isAdding = edits.some((edit) => edit.op === 'addResource' || edit.op === 'addEntry');
  return { words: [...used, ...short(added), ...(effect === undefined ? [] : [effect])], needsConsent: isAdding || effect !== undefined };
}

/** Titles stay short: of several additions the ones that cost are named. */
function short(added: readonly string[]): readonly string[] {
  return added.length < 2 ? added : added.filter((words) => Object.values(costly).includes(words));
}

function keysIn(edit: Edit, template: Template): readonly string[] {
  if (edit.op !== 'set') return [];
  return refsIn(edit.value).filter((to) => /::KMS::Key$|^aws_kms_key$/.test(template.resources.get(to)?.type ?? ''));
}

function refsIn(value: Literal): readonly string[] {
  if (value instanceof RefTo) return [value.to];
  if (Array.isArray(value)) return value.flatMap(refsIn);
  return typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype ? Object.values(value).flatMap(refsIn) : [];
}
