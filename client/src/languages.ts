import type { DocumentFilter } from 'vscode';

/** The languages that a template may be written in, as editors name them. */
export const languages = ['yaml', 'json', 'jsonc', 'cloudformation', 'template'] as const;

/** Where documents that are worked on come from; not the left side of a comparison, nor any tool's output. */
const schemes = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'vscode-test-web'] as const;

/** The documents that may be ours, by language and origin; whether one is, its text decides. */
export const selector: DocumentFilter[] = languages.flatMap((language) => schemes.map((scheme) => ({ language, scheme })));
