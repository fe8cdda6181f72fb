import { NotificationType } from 'vscode-languageserver';

/** What a client that asked for it tells: the text of a document in the commit that it works on; null where there is none. */
export const headText = new NotificationType<{ readonly uri: string; readonly text: string | null }>('dataward/headText');

/** The texts of open documents as they were committed. Only a client that has git tells them. */
export class HeadTexts {
  readonly #texts = new Map<string, string>();

  /** Takes note of a text. Returns whether it is another one than before. */
  note(uri: string, text: unknown): boolean {
    const before = this.#texts.get(uri);
    if (typeof text === 'string') this.#texts.set(uri, text.replace(/^\uFEFF/, ''));
    else this.#texts.delete(uri);
    return this.#texts.get(uri) !== before;
  }

  of(uri: string): string | undefined {
    return this.#texts.get(uri);
  }

  /** Drops the text of a closed document. */
  forget(uri: string): void {
    this.#texts.delete(uri);
  }
}
