import type { Example, Scene } from './example.ts';
import { renderTerraform } from './render-terraform.ts';
import { renderCloudFormation } from './render.ts';
import type { RuleRecord } from './rule.ts';
import { named, sentence } from './sentence.ts';
import { yamlText } from './yaml-text.ts';

/** The rule's page in Markdown: what the docs, `dataward explain` and the editor's "Explain" show. Made from the record alone. */
export function rulePage(rule: RuleRecord): string {
  const [bad] = rule.examples.fail;
  const [good] = rule.examples.pass;
  return [
    `# ${rule.title}`,
    `\`${rule.id}\` · ${rule.severity} · ${rule.category} · profile \`${rule.profile}\` · since ${rule.since}`,
    rule.why,
    `**Asks:** ${capital(typeof rule.require === 'function' ? rule.title : sentence(rule.require))}.`,
    ...(rule.applies ? [`**Concerns:** only where ${sentence(rule.applies)}.`] : []),
    ...(rule.decidedBy ?? []).map((d) => `**Except:** where ${named(d.via)} is named, ${d.because}.`),
    ...example('Fails', rule, bad),
    ...example('Passes', rule, good),
    rule.fix ? `**Quick-fix:** ${rule.fix.title}.` : '**Quick-fix:** none; it takes a decision of yours.',
    `**Resource types:** ${[...rule.on.cfn, ...rule.on.tf].map((type) => `\`${type}\``).join(', ')}`,
    ...standards(rule),
    ...(rule.aliases.length > 0 ? [`**The same check elsewhere:** ${rule.aliases.map((a) => `\`${a}\``).join(', ')}`] : []),
    `**Source:** <${rule.source}>`,
  ]
    .join('\n\n')
    .concat('\n');
}

function example(title: string, rule: RuleRecord, of: Example | Scene | undefined): readonly string[] {
  if (!of) return [];
  const terraform = rule.on.tf.length > 0 ? renderTerraform(rule, of) : undefined;
  const texts = [
    ...(rule.on.cfn.length > 0 ? [`\`\`\`yaml\n${yamlText(renderCloudFormation(rule, of), 'block')}\`\`\``] : []),
    ...(terraform && 'data' in terraform ? [`\`\`\`json\n${JSON.stringify(terraform.data, null, 2)}\n\`\`\``] : []),
  ];
  return texts.length > 0 ? [`**${title}:**`, ...texts] : [];
}

function standards(rule: RuleRecord): readonly string[] {
  const entries = Object.entries(rule.standards);
  return entries.length > 0 ? [`**Standards:** ${entries.map(([name, controls]) => `${name} ${controls.join(', ')}`).join('; ')}`] : [];
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
