import { AbstractMessageWriter } from 'vscode-languageserver';
import type { Message, MessageWriter } from 'vscode-languageserver';
import { MessageBytes } from './message-bytes.ts';

/** Where bytes go: a stream of Node's, as far as it is needed. */
export interface Output {
  cork(): void;
  uncork(): void;
  write(bytes: Uint8Array, done?: (error?: Error | null) => void): unknown;
  end(): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/** Sends messages over a stream, as the protocol frames them. */
export class BytesWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #bytes = new MessageBytes();
  #failures = 0;

  constructor(private readonly output: Output) {
    super();
    output.on('error', (error) => this.fireError(error));
    output.on('close', () => this.fireClose());
  }

  write(message: Message): Promise<void> {
    const parts = this.#bytes.of(message);
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    return new Promise((resolve, reject) => {
      this.output.cork();
      this.output.write(new TextEncoder().encode(`Content-Length: ${length}\r\n\r\n`), (error) => {
        if (!error) return resolve();
        this.fireError(error, message, ++this.#failures);
        reject(error);
      });
      for (const part of parts) this.output.write(part);
      this.output.uncork();
    });
  }

  end(): void {
    this.output.end();
  }
}
