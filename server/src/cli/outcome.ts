import type { Finding } from '../core/engine/finding.ts';
import type { Problem } from '../core/model/template.ts';
import type { Checked } from '../project/check.ts';
import type { FailOn, ReadConfig } from '../project/config.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';

/** A file, named for each reader. */
export interface FileName {
  readonly absolute: string;
  /** From the root of the repository (or `--root`), with forward slashes; absolute when it lies outside. */
  readonly key: string;
  /** From where the user stands. */
  readonly shown: string;
}

export type CheckedTemplate = Extract<Checked, { readonly kind: 'template' }>;

/** What became of one file. */
export type Outcome =
  | {
      readonly kind: 'template';
      readonly name: FileName;
      readonly checked: CheckedTemplate;
      readonly failOn: FailOn;
      /** What `--fix` mended. */
      readonly mended: readonly Finding[];
      /** The file as it was found, where something was mended. */
      readonly before?: CheckedTemplate;
      /** How many fixes `--fix` left because deploying them replaces, interrupts, or may fail. */
      readonly unsafeLeft?: number;
      /** Why `--fix` could not write. */
      readonly notWritten?: string;
    }
  /** `sniffed`: it looks like a template at a glance. `excluded`: the configuration leaves it out. */
  | { readonly kind: 'not-ours'; readonly name: FileName; readonly why: string; readonly sniffed: boolean; readonly excluded: boolean }
  /** A configuration, or a file that gives parameters, with something wrong in it. */
  | { readonly kind: 'config'; readonly name: FileName; readonly config: Pick<ReadConfig, 'document' | 'problems'> }
  /** A file that is no template, with something wrong in it: the manifest of a CDK app's output. */
  | { readonly kind: 'broken'; readonly name: FileName; readonly document: SyntaxDocument; readonly problems: readonly Problem[] }
  /** It was asked for, and it could not be read. */
  | { readonly kind: 'unreadable'; readonly name: FileName; readonly why: string }
  /** Our own bug. */
  | { readonly kind: 'crashed'; readonly name: FileName; readonly message: string; readonly stack: string };
