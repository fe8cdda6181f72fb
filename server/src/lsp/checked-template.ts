import type { Checked } from '../project/check.ts';

/** What a check knows of a file that is a template. */
export type CheckedTemplate = Extract<Checked, { readonly kind: 'template' }>;
