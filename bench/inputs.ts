import { inputOf, type Input, type Syntax } from './templates.ts';

/** The sizes that are measured: CloudFormation's limit is 1 MB and 500 resources. */
const sizes = {
  '5 KB': { bytes: 5_000, resources: 5 },
  '60 KB': { bytes: 60_000, resources: 30 },
  '1 MB': { bytes: 1_000_000, resources: 500 },
  '10 MB': { bytes: 10_000_000, resources: 5_000 },
} as const;

/** The name of a size. */
export type Size = keyof typeof sizes;

/** The generated input of a size; `seed` fixes its text. */
export function inputNamed(size: Size, syntax: Syntax, seed: number): Input {
  const { bytes, resources } = sizes[size];
  return inputOf(syntax, bytes, resources, seed);
}

/** What an editor calls the language. */
export const languageOf = (syntax: Syntax): string => syntax;

/** The URI of an input: of no file, so that no configuration counts. */
export const uriOf = (syntax: Syntax, name: string): string => `untitled:${name}.${syntax}`;
