import type { Range } from '../core/text/range.ts';
import { absoluteRange, type CheckedTemplate } from './check.ts';

/** What stands in place of a secret. */
export const mask = '•••';
const shortestSecret = 4;

/** The texts of a file that may be secrets, longest first. */
export function secretsIn({ document, report }: CheckedTemplate): readonly string[] {
  const places = [...report.sensitive, ...report.findings.filter((f) => f.sensitive).map((f) => f.place)];
  return secretTexts(document.text, places.map((place) => absoluteRange(document, place)));
}

/** The texts at these ranges that may be secrets, each once, longest first. */
export function secretTexts(text: string, ranges: readonly Range[]): readonly string[] {
  return secretsAmong(ranges.map((range) => secretText(text, range)));
}

/** The text at a range without quotes. */
export function secretText(text: string, { start, end }: Range): string {
  return text.slice(start, end).replace(/^(['"])(.*)\1$/s, '$2').trim();
}

/** Those of the texts that are long enough, each once, longest first: shorter ones than four characters are no secret worth the name, and would garble words. */
export function secretsAmong(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter(({ length }) => length >= shortestSecret).sort((a, b) => b.length - a.length);
}

/** The text with every secret in it replaced. */
export function masked(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => (rest.includes(secret) ? rest.replaceAll(secret, mask) : rest), text);
}

/**
 * A sentence of ours about a document, with every secret in it replaced. Values of the document stand in back-ticks or quotes there: a secret that is made of
 * words (`password`) is taken out of those alone, any other wherever it stands.
 */
export function maskedSentence(sentence: string, secrets: readonly string[]): string {
  let rest = sentence;
  for (const secret of secrets) {
    if (!rest.includes(secret)) continue;
    rest = isPaired(sentence) && /^[a-z ]+$/i.test(secret) ? rest.replaceAll(/`[^`]*`|"[^"]*"/g, (value) => value.replaceAll(secret, mask)) : rest.replaceAll(secret, mask);
  }
  return rest;
}

function isPaired(sentence: string): boolean {
  return sentence.split('`').length % 2 === 1 && sentence.split('"').length % 2 === 1;
}
