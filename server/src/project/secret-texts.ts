import { absoluteRange, type CheckedTemplate } from './check.ts';

/** What stands in place of a secret. */
export const mask = '•••';
const shortestSecret = 4;

/** The texts of a file that may be secrets, longest first. */
export function secretsIn({ document, report }: CheckedTemplate): readonly string[] {
  const places = [...report.sensitive, ...report.findings.filter((f) => f.sensitive).map((f) => f.place)];
  const texts = places.map((place) => {
    const { start, end } = absoluteRange(document, place);
    return document.text.slice(start, end).replace(/^(['"])(.*)\1$/s, '$2');
  });
  return [...new Set(texts)].filter((text) => text.length >= shortestSecret).sort((a, b) => b.length - a.length);
}

/** The text with every secret in it replaced. */
export function masked(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, mask), text);
}
