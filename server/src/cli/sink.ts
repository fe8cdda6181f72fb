import { closeSync, openSync, writeSync } from 'node:fs';

/** Where a report goes. `write` after `isClosed` does nothing. */
export interface Sink {
  readonly write: (text: string) => void;
  /** Nobody reads any more (`dataward | head`). */
  readonly isClosed: () => boolean;
  /** Lets what was written go out, and its reader's leaving be heard, where that takes a turn of the event loop. */
  readonly flush: () => Promise<void>;
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
    flush: () => new Promise((resolve) => setImmediate(resolve)),
    close: () => undefined,
  };
}

/**
 * The same by a descriptor that is open: each write is done when it returns. For pipes and files on systems other than Windows, where it spares
 * the start of Node's streams.
 */
export function descriptorSink(descriptor: number): Sink {
  let closed = false;
  return {
    write: (text) => {
      if (closed) return;
      try {
        writeAll(descriptor, text);
      } catch (error) {
        if (codeOf(error) !== 'EPIPE') throw error;
        closed = true;
      }
    },
    isClosed: () => closed,
    flush: () => Promise.resolve(),
    close: () => undefined,
  };
}

/** A file, made or emptied at once. Throws where that is not possible. */
export function fileSink(path: string): Sink {
  const descriptor = openSync(path, 'w');
  let waiting = '';
  return {
    write: (text) => {
      waiting += text;
      if (waiting.length < enough) return;
      writeAll(descriptor, waiting);
      waiting = '';
    },
    isClosed: () => false,
    flush: () => Promise.resolve(),
    close: () => {
      writeAll(descriptor, waiting);
      closeSync(descriptor);
    },
  };
}

/** So many characters are written to a file at once: nobody reads it before it is whole. */
const enough = 1 << 16;

const retryMs = 2;

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error) {
      // A full pipe, which somebody who shares it has told not to wait: its reader needs a moment.
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retryMs);
    }
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
