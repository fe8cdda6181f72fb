import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A change of a document as the protocol sends it: a range in lines and UTF-16 characters, and its new text. */
export interface Change {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly text: string;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

/** An answer, and when its last byte came (`performance.now()`). `body`: the message, not parsed. */
interface Answer {
  readonly body: string;
  readonly at: number;
}

/** Resident memory of a process in MB; `peak` since its start. Undefined where the system does not tell (`/proc` is Linux'). */
export interface Memory {
  readonly now: number;
  readonly peak: number;
}

/** A language server as a child process, spoken to over standard input and output as an editor does. All rules are on. */
export class ProtocolClient {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void }>();
  #received: Buffer[] = [];
  #size = 0;
  #wanted: number | undefined;
  #nextId = 1;
  #failure: Error | undefined;

  private constructor(command: string, args: readonly string[]) {
    this.#process = spawn(command, args, { stdio: 'pipe' });
    this.#process.stdout.on('data', (bytes: Buffer) => this.#receive(bytes));
    this.#process.stderr.on('data', (bytes: Buffer) => this.#fail(`the server wrote to stderr: ${bytes.toString().trim()}`));
    this.#process.on('exit', (code) => this.#fail(`the server left with ${code ?? 'a signal'}`));
  }

  /** Starts a server and exchanges the first messages with it. */
  static async start(command: string, args: readonly string[]): Promise<ProtocolClient> {
    const client = new ProtocolClient(command, args);
    const diagnostic = { dynamicRegistration: false, relatedDocumentSupport: false, relatedInformation: true, codeDescriptionSupport: true };
    const capabilities = { workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } }, textDocument: { diagnostic, synchronization: {} } };
    await client.ask('initialize', { processId: process.pid, rootUri: null, capabilities, workspaceFolders: null });
    client.tell('initialized', {});
    return client;
  }

  /** Sends a request and waits for its answer, which must not be an error. */
  async ask(method: string, params: unknown): Promise<Answer> {
    return this.#ask(method, params, '');
  }

  /** Sends a notification. */
  tell(method: string, params: unknown): void {
    this.#process.stdin.write(framed({ jsonrpc: '2.0', method, params }));
  }

  /** Opens a document and waits for its diagnostics: milliseconds until their last byte came, and the answer. */
  async open(uri: string, languageId: string, text: string): Promise<{ readonly ms: number; readonly body: string }> {
    const opened = framed({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: { textDocument: { uri, languageId, version: 1, text } } });
    const start = performance.now();
    const { body, at } = await this.#ask('textDocument/diagnostic', { textDocument: { uri } }, opened);
    return { ms: at - start, body };
  }

  /** Types into a document and waits for its diagnostics: milliseconds until their last byte came, and the answer. */
  async type(uri: string, version: number, change: Change): Promise<{ readonly ms: number; readonly body: string }> {
    const changed = framed({ jsonrpc: '2.0', method: 'textDocument/didChange', params: { textDocument: { uri, version }, contentChanges: [change] } });
    const start = performance.now();
    const { body, at } = await this.#ask('textDocument/diagnostic', { textDocument: { uri } }, changed);
    return { ms: at - start, body };
  }

  /** The server's resident memory; undefined where it cannot be read. */
  memory(): Memory | undefined {
    if (process.platform !== 'linux' || this.#process.pid === undefined) return undefined;
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    const megabytes = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? NaN) / 1024;
    return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
  }

  /** Lets the server leave. */
  async stop(): Promise<void> {
    const left = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()));
    await this.ask('shutdown', undefined);
    this.tell('exit', undefined);
    await left;
  }

  #ask(method: string, params: unknown, before: string): Promise<Answer> {
    if (this.#failure) return Promise.reject(this.#failure);
    const id = this.#nextId++;
    const answer = new Promise<Answer>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#process.stdin.write(before + framed({ jsonrpc: '2.0', id, method, params }));
    return answer;
  }

  #receive(bytes: Buffer): void {
    this.#received.push(bytes);
    this.#size += bytes.length;
    for (;;) {
      if (this.#wanted === undefined) {
        const all = Buffer.concat(this.#received);
        const end = all.indexOf('\r\n\r\n');
        this.#received = [all];
        if (end < 0) return;
        this.#wanted = Number(/Content-Length: (\d+)/i.exec(all.toString('latin1', 0, end))?.[1]);
        this.#received = [all.subarray(end + 4)];
        this.#size = all.length - end - 4;
      }
      if (this.#size < this.#wanted) return;
      const at = performance.now();
      const all = Buffer.concat(this.#received);
      const body = all.toString('utf8', 0, this.#wanted);
      this.#received = [all.subarray(this.#wanted)];
      this.#size = all.length - this.#wanted;
      this.#wanted = undefined;
      this.#handle(body, at);
    }
  }

  #handle(body: string, at: number): void {
    const message = JSON.parse(body) as { readonly id?: number; readonly method?: string; readonly params?: unknown; readonly error?: { readonly message: string } };
    if (message.method === 'window/logMessage' || message.method === 'window/showMessage') return this.#fail(`the server complained: ${JSON.stringify(message.params)}`);
    if (message.method !== undefined) {
      if (message.id !== undefined) this.#process.stdin.write(framed({ jsonrpc: '2.0', id: message.id, result: this.#resultFor(message.method, message.params) }));
      return;
    }
    const waiting = message.id === undefined ? undefined : this.#waiting.get(message.id);
    if (message.id !== undefined) this.#waiting.delete(message.id);
    if (message.error) waiting?.reject(new Error(message.error.message));
    else waiting?.resolve({ body, at });
  }

  #resultFor(method: string, params: unknown): unknown {
    if (method !== 'workspace/configuration') return null;
    const { items } = params as { readonly items: readonly unknown[] };
    return items.map(() => ({ enable: true, profile: 'all' }));
  }

  #fail(why: string): void {
    this.#failure ??= new Error(why);
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}

/** How many diagnostics an answer to a pull holds. */
export function diagnosticsIn(body: string): number {
  const { result } = JSON.parse(body) as { readonly result: { readonly items: readonly unknown[] } };
  return result.items.length;
}

function framed(message: unknown): string {
  const body = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
