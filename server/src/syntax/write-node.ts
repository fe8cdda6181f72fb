import type { MappingNode, Node } from './tree.ts';
import type { Draft, RefDraft, TextDraft } from './write-draft.ts';

/** The name whose reference removes a property: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export const noValue = 'AWS::NoValue';

/** `!Ref AWS::NoValue` or `{Ref: AWS::NoValue}`. */
export function isNoValue(node: Node): boolean {
  if (node.kind === 'scalar') return node.tag === '!Ref' && node.value === noValue;
  const only = node.kind === 'mapping' && node.tag === undefined && node.pairs.length === 1 ? node.pairs[0] : undefined;
  return only?.name === 'Ref' && only.value.kind === 'scalar' && only.value.tag === undefined && only.value.value === noValue;
}

/** Nothing, written out or not: an empty value, `null`, `{}`, `[]`, NoValue. */
export function isVacant(node: Node): boolean {
  if (isNoValue(node)) return true;
  if (node.tag !== undefined) return false;
  if (node.kind === 'scalar') return node.value === null;
  return node.kind === 'mapping' ? node.pairs.length === 0 : node.kind === 'sequence' && node.items.length === 0;
}

/**
 * Is it worked out at deployment, so that its text is not its value? A tag, a long-form intrinsic, an interpolation.
 * NoValue is not. Any tag counts, known or not.
 */
export function isComputed(node: Node): boolean {
  if (isNoValue(node)) return false;
  if (node.tag !== undefined || node.kind === 'alias') return true;
  if (node.kind === 'scalar') return typeof node.value === 'string' && node.value.includes('${');
  return node.kind === 'mapping' && isIntrinsic(node);
}

function isIntrinsic(node: MappingNode): boolean {
  const names = node.pairs.map((pair) => pair.name);
  const only = names.length === 1 ? names[0] : undefined;
  return names.includes('Fn::Transform') || only === 'Ref' || (only?.startsWith('Fn::') === true && !only.startsWith('Fn::ForEach'));
}

/** Is there an anchor or alias on the node or below it? */
export function hasAnchor(node: Node): boolean {
  if (node.anchor !== undefined || node.kind === 'alias') return true;
  if (node.kind === 'sequence') return node.items.some(hasAnchor);
  return node.kind === 'mapping' && node.pairs.some((pair) => pair.key.anchor !== undefined || hasAnchor(pair.value));
}

/** Does the node already say what the draft says? */
export function says(node: Node, draft: Draft): boolean {
  if (draft.kind === 'ref') return saysRef(node, draft.to, draft.attribute);
  if (draft.kind === 'text') return saysText(node, draft);
  if (node.tag !== undefined) return false;
  if (draft.kind === 'scalar') return node.kind === 'scalar' && node.value === draft.value;
  if (draft.kind === 'list') {
    if (node.kind !== 'sequence' || node.items.length !== draft.items.length) return false;
    return node.items.every((item, i) => saysOptional(item, draft.items[i]?.value));
  }
  if (node.kind !== 'mapping' || node.pairs.length !== draft.entries.size) return false;
  return node.pairs.every((pair) => saysOptional(pair.value, draft.entries.get(pair.name)));
}

function saysOptional(node: Node, draft: Draft | undefined): boolean {
  return draft !== undefined && says(node, draft);
}

/** `${TYPE.NAME.attribute}`, seen from the module that the resource stands in. */
export function templateRef(to: string, attribute: string): string {
  const address = to.replace(/^(module\.[^.]+\.)+/, '');
  return attribute === '' ? `\${${address}}` : `\${${address}.${{ Ref: 'id', Arn: 'arn' }[attribute] ?? attribute}}`;
}

/** Is it a reference of Terraform's? Its addresses have dots. */
export const isTemplateRef = (ref: RefDraft): boolean => ref.to.includes('.');

/** A text with references as `Fn::Sub` takes it, or as a template of Terraform. */
export function interpolated({ parts }: TextDraft): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part.replaceAll('${', '${!');
      if (isTemplateRef(part)) return templateRef(part.to, part.attribute);
      return `\${${part.attribute === 'Ref' ? part.to : `${part.to}.${part.attribute}`}}`;
    })
    .join('');
}

/** Is the text a template of Terraform? */
export const isTemplate = ({ parts }: TextDraft): boolean => parts.some((part) => typeof part !== 'string' && isTemplateRef(part));

function saysText(node: Node, draft: TextDraft): boolean {
  const text = interpolated(draft);
  if (node.kind === 'scalar') return node.value === text && (isTemplate(draft) ? node.tag === undefined : node.tag === '!Sub');
  const only = node.kind === 'mapping' && node.tag === undefined && node.pairs.length === 1 ? node.pairs[0] : undefined;
  return only?.name === 'Fn::Sub' && only.value.kind === 'scalar' && only.value.tag === undefined && only.value.value === text;
}

function saysRef(node: Node, to: string, attribute: string): boolean {
  if (to.includes('.')) return node.kind === 'scalar' && node.value === templateRef(to, attribute);
  const text = attribute === 'Ref' ? to : `${to}.${attribute}`;
  if (node.tag !== undefined) return node.tag === (attribute === 'Ref' ? '!Ref' : '!GetAtt') && saysNames(node, text);
  const only = node.kind === 'mapping' && node.pairs.length === 1 ? node.pairs[0] : undefined;
  return only?.name === (attribute === 'Ref' ? 'Ref' : 'Fn::GetAtt') && only.value.tag === undefined && saysNames(only.value, text);
}

function saysNames(node: Node, text: string): boolean {
  if (node.kind === 'scalar') return node.value === text;
  return node.kind === 'sequence' && node.items.map((item) => (item.kind === 'scalar' ? String(item.value) : '')).join('.') === text;
}
