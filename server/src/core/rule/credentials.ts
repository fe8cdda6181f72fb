import type { Origin } from '../model/origin.ts';
import type { Value } from '../model/value.ts';
import type { View } from './view.ts';

/**
 * Access key ids have 20 letters and begin with AKIA or ASIA; secret keys have 40
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids).
 */
const patterns: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'an access key id', pattern: /(?<![A-Z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Z0-9])/ },
  { what: 'a secret access key', pattern: /secret_?access_?key\W{1,5}[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/i },
  { what: 'a password in an address', pattern: /\w:\/\/[^\s:/@$\u0000]*:[^\s/@$\u0000{<]+@/ },
  // A script that sets one in clear text; what a command or variable gives (`$`) is none.
  { what: 'a password', pattern: /(?:^|[\s;])\w*(?:password|passwd)=['"]?[^\s'"$\u0000<{]/i },
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
];

/** Names under which the AWS SDKs look for credentials (https://docs.aws.amazon.com/sdkref/latest/guide/feature-static-credentials.html). */
const secretNames = new Set(['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']);

/** A credential that was found, where it stands. */
export interface Credential {
  readonly what: string;
  readonly at: Origin;
  /** Keys and indexes below the value that was searched. */
  readonly path: readonly (string | number)[];
}

/** The credentials in the texts of a value, at any depth. What is not known holds none that can be seen. */
export function credentialsIn(value: Value, view: View, path: readonly (string | number)[] = []): readonly Credential[] {
  const settled = view.settle(value);
  switch (settled.kind) {
    case 'scalar':
    case 'text': {
      const parts = settled.kind === 'text' ? settled.parts : [String(settled.value)];
      const text = parts.map((part) => (typeof part === 'string' ? part : '\u0000')).join('');
      const isNamed = secretNames.has(String(path.at(-1))) && settled.kind === 'scalar' && text !== '' && !text.startsWith('{{resolve:');
      const what = patterns.find(({ pattern }) => pattern.test(text))?.what ?? (isNamed ? 'a secret access key' : undefined);
      return what === undefined ? [] : [{ what, at: settled.at, path }];
    }
    case 'list':
      return settled.items.flatMap((item, i) => credentialsIn(item, view, [...path, i]));
    case 'map':
      return [...settled.entries].flatMap(([key, item]) => credentialsIn(item, view, [...path, key]));
    case 'ref':
    case 'unknown':
    case 'absent':
      return [];
  }
}
