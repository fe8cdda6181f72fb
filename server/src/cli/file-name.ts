import { relative, resolve, sep } from 'node:path';
import type { FileName } from './outcome.ts';

/** A file as its readers know it. `root`: the folder that keys are relative to. */
export function fileName(path: string, root: string, cwd: string): FileName {
  const absolute = slashes(resolve(cwd, path));
  const within = slashes(relative(root, path));
  const isInside = within !== '' && within !== '..' && !within.startsWith('../') && within !== absolute;
  return { absolute, key: isInside ? within : absolute, shown: slashes(relative(cwd, path)) || '.' };
}

/** A path with forward slashes. */
export function slashes(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
