import type { Finding } from '../core/engine/finding.ts';
import { masked, maskedSentence } from '../project/secret-texts.ts';

/** What is wrong, what was seen, and in which deployments: plain text, with nothing in it that may be a secret. */
export function messageOf(finding: Finding, secrets: readonly string[]): string {
  const seen = finding.detail === '' ? '' : ` ${sentence(finding.detail)}`;
  const when = finding.when.length === 0 ? '' : ` This is so when ${finding.when.join(' and ')}.`;
  return `${maskedSentence(sentence(finding.message), secrets)}${maskedSentence(seen, secrets)}${masked(when, secrets)}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
