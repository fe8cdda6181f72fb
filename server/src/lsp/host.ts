import type { FolderHost } from '../project/host.ts';

/** What the server needs of the machine that it runs on. */
export interface ServerHost extends FolderHost {
  readonly version: string;
  /** The path of a document, absolute, with forward slashes; undefined where it is no file that this machine can read. */
  pathOf(uri: string): string | undefined;
  /** The document of such a path. */
  uriOf(path: string): string;
  /** The names of what is in a folder; none where it cannot be read. */
  readFolder(path: string): Promise<readonly string[]>;
  /** The paths of the files in and below a folder that may be templates or give them parameters, but for what git ignores. */
  findFiles(folder: string): Promise<readonly string[]>;
  /** Today's ISO date. */
  today(): string;
}
