import { readTextFile, type ReadFile } from '../project/read-file.ts';

const usualRoom = 64 * 1024 * 1024;

/** Files that are read before their turn, to see what they have to do with each other. Each is kept until its turn comes, as far as there is room. */
export class ReadAhead {
  readonly #kept = new Map<string, ReadFile & { readonly kind: 'text' }>();
  #room: number;

  /** `room`: how many bytes are kept. */
  constructor(room = usualRoom) {
    this.#room = room;
  }

  /** A file of at most so many megabytes, as it stands on disk. */
  read(path: string, megabytes: number): ReadFile {
    this.#drop(path);
    const read = readTextFile(path, megabytes);
    if (read.kind === 'text' && read.bytes.length <= this.#room) {
      this.#kept.set(path, read);
      this.#room -= read.bytes.length;
    }
    return read;
  }

  /** The file whose turn it is. */
  take(path: string): ReadFile {
    return this.#drop(path) ?? readTextFile(path);
  }

  #drop(path: string): ReadFile | undefined {
    const kept = this.#kept.get(path);
    if (kept) {
      this.#kept.delete(path);
      this.#room += kept.bytes.length;
    }
    return kept;
  }
}
