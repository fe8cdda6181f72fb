/** How files are read: from disk in Node, through the client on the web, from an open document where there is one. */
export interface Host {
  /** The file's bytes; undefined where there is no such file. Rejects when it is there and cannot be read. */
  readFile(path: string): Promise<Uint8Array | undefined>;
}

/** What is in a folder; links are not followed. */
export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/** What is known of a file or folder, links followed. */
export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'other';
  /** When it was changed last: milliseconds since 1970. */
  readonly timeMs: number;
  readonly sizeBytes: number;
  /** Where it is, without links on the way; forward slashes. */
  readonly real: string;
}

/** A host that also shows folders. Where there are none (on the web) nothing is ever there. */
export interface FolderHost extends Host {
  /** What is in a folder, by name; nothing where it cannot be read. */
  entriesOf(path: string): Promise<readonly Entry[]>;
  /** Undefined where there is nothing. */
  factsOf(path: string): Promise<FileFacts | undefined>;
}

/** The path of the folder that a path stands in, without a slash at its end; undefined for a root. Forward slashes only. */
export function folderOf(path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? undefined : path.slice(0, slash);
}

/** `path` as seen from `folder`; undefined where it is not inside. */
export function pathWithin(path: string, folder: string): string | undefined {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return path.startsWith(prefix) && path.length > prefix.length ? path.slice(prefix.length) : undefined;
}
