import { closeSync, openSync, writeSync } from 'node:fs';

/** Where a report goes. `write` after `isClosed` does nothing. */
export interface Sink {
  readonly write: (text: string) => void;
  /** Nobody reads any more (`dataward | head`). */
  readonly isClosed: () => boolean;
  readonly close: () => void;
}

/** A stream of the process. A reader that goes away ends the report, not the program with a stack. */
export function streamSink(stream: NodeJS.WriteStream): Sink {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    closed = true;
  });
  return {
    write: (text) => {
      if (!closed) stream.write(text);
    },
    isClosed: () => closed,
    close: () => undefined,
  };
}

/** A file, made or emptied at once. Throws where that is not possible. */
export function fileSink(path: string): Sink {
  const descriptor = openSync(path, 'w');
  return {
    write: (text) => {
      const bytes = new TextEncoder().encode(text);
      for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
    },
    isClosed: () => false,
    close: () => closeSync(descriptor),
  };
}
