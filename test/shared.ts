import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const beside = resolve(root, '../shared');

/** The absolute path of `../shared`, which lies beside the repository where it is developed; undefined elsewhere. */
export const sharedDir: string | undefined = existsSync(beside) ? beside : undefined;
