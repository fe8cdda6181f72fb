/** The path with forward slashes, without `.` and `x/..`; a drive letter is upper-case. `..` at the start of a relative path stays. */
export function normalized(path: string): string {
  const slashed = path.replaceAll('\\', '/').replace(/^[a-z]:/, (drive) => drive.toUpperCase());
  const root = /^([A-Z]:)?\//.exec(slashed)?.[0] ?? '';
  const parts: string[] = [];
  for (const part of slashed.slice(root.length).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || root === '') parts.push(part);
  }
  return root + parts.join('/');
}

/** Does the path start at a root (`/`, `C:/`)? */
export function isAbsolute(path: string): boolean {
  return /^(?:[A-Za-z]:)?[/\\]/.test(path);
}

/** The folder that a file stands in; empty for a bare name. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash === 0 ? 1 : slash);
}

/** A relative path, from a folder. */
export function joined(folder: string, path: string): string {
  if (isAbsolute(path)) return normalized(path);
  return normalized(folder === '' ? path : `${folder}/${path}`);
}

/** Does the path stand in the folder, at any depth? Both normalized. */
export function isBelow(path: string, folder: string): boolean {
  if (folder === '') return !isAbsolute(path) && !path.startsWith('../') && path !== '..';
  return path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** The file that `path`, written in a file of `folder`, names, if it lies below `root`. Written absolutely or with a NUL, it never does. */
export function inside(root: string, folder: string, path: string): string | undefined {
  if (path.includes('\0') || isAbsolute(path) || /^[a-z][a-z0-9+.-]*:/i.test(path)) return undefined;
  const found = joined(folder, path);
  return isBelow(found, root) ? found : undefined;
}
