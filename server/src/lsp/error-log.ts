import type { Connection } from 'vscode-languageserver';

/** Tells of our own bugs, each once per place: a bug shows itself at every keystroke. */
export class ErrorLog {
  readonly #connection: Connection;
  readonly #told = new Set<string>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Logs a bug. `where` names what failed (a rule and a file, or a request); the same `where` is logged once. */
  tell(where: string, what: unknown): void {
    if (this.#told.has(where)) return;
    this.#told.add(where);
    const text = what instanceof Error ? (what.stack ?? what.message) : String(what);
    this.#connection.console.error(`Dataward failed at ${where}. The rest goes on. ${text}`);
  }

  /** The answer of `work`, or `otherwise` where it throws: the one boundary between our bugs and the server's life. */
  async guard<T>(where: string, otherwise: T, work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.tell(where, error);
      return otherwise;
    }
  }
}
