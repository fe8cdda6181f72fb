import type { Finding } from '../core/engine/finding.ts';
import type { CheckedTemplate } from './checked-template.ts';
import { absoluteRange } from '../project/check.ts';

/** What stands in place of a secret. */
export const mask = '•••';
const shortestSecret = 4;

/** What is wrong, what was seen, and in which deployments: plain text, with nothing in it that may be a secret. */
export function messageOf(finding: Finding, secrets: readonly string[]): string {
  const seen = finding.detail === '' ? '' : ` ${sentence(finding.detail)}`;
  const when = finding.when.length === 0 ? '' : ` This is so when ${finding.when.join(' and ')}.`;
  return masked(`${sentence(finding.message)}${seen}${when}`, secrets);
}

/** The texts of the template that may be secrets, longest first. */
export function secretsIn(checked: CheckedTemplate): readonly string[] {
  const places = [...checked.report.sensitive, ...checked.report.findings.filter((f) => f.sensitive).map((f) => f.place)];
  const texts = places.map((place) => {
    const { start, end } = absoluteRange(checked.document, place);
    return checked.document.text.slice(start, end).replace(/^(['"])(.*)\1$/s, '$2');
  });
  return [...new Set(texts)].filter((text) => text.length >= shortestSecret).sort((a, b) => b.length - a.length);
}

/** The text with every secret in it replaced. */
export function masked(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, mask), text);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
