import type { Finding } from '../core/engine/finding.ts';
import type { Template } from '../core/model/template.ts';
import { nounOf } from './impact.ts';
import { fateOfData } from './keep-data.ts';

/**
 * What follows when the subject of a finding is replaced, a sentence each. Terraform destroys first, unless `create_before_destroy` is set
 * (https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle).
 */
export function consequencesOf({ subject }: Finding, template: Template): readonly string[] {
  const resource = template.resources.get(subject);
  if (!resource) return [];
  const noun = nounOf(resource.type);
  if (template.family === 'tf') return [`Terraform destroys the old ${noun} with what it holds; \`prevent_destroy\` in its \`lifecycle\` makes it refuse.`];
  const fate = fateOfData(resource);
  const followers = `What refers to ${subject} is updated to the new ${noun}, and may be replaced in turn.`;
  if (fate === undefined) return [followers];
  const words = {
    lost: `CloudFormation then deletes the old ${noun}, and its data with it: \`UpdateReplacePolicy\` does not keep it.`,
    snapshot: `A snapshot of the old ${noun} is kept; the new one starts empty until it is restored.`,
    kept: `The old ${noun} is kept outside of the stack; the new one starts empty.`,
    unknown: `Whether the data of the old ${noun} is kept cannot be told: \`UpdateReplacePolicy\` is computed.`,
  };
  return [words[fate], followers];
}
