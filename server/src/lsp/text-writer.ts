import { AbstractMessageWriter } from 'vscode-languageserver';
import type { Message, MessageWriter } from 'vscode-languageserver';
import { MessageText } from './message-text.ts';

/** Where bytes go: a stream of Node's, as far as it is needed. */
export interface Output {
  cork(): void;
  uncork(): void;
  write(text: string, encoding: 'utf8', done?: (error?: Error | null) => void): unknown;
  end(): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/** Sends messages over a stream, as the protocol frames them. `byteLength`: that of a text in UTF-8. */
export class TextWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #texts = new MessageText();
  #failures = 0;

  constructor(
    private readonly output: Output,
    private readonly byteLength: (text: string) => number,
  ) {
    super();
    output.on('error', (error) => this.fireError(error));
    output.on('close', () => this.fireClose());
  }

  write(message: Message): Promise<void> {
    const body = this.#texts.of(message);
    return new Promise((resolve, reject) => {
      this.output.cork();
      this.output.write(`Content-Length: ${this.byteLength(body)}\r\n\r\n`, 'utf8');
      this.output.write(body, 'utf8', (error) => {
        if (!error) return resolve();
        this.fireError(error, message, ++this.#failures);
        reject(error);
      });
      this.output.uncork();
    });
  }

  end(): void {
    this.output.end();
  }
}
