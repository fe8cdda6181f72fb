import type { Message } from 'vscode-languageserver';

/** Fewer items than this are written as they are. */
const fewItems = 20;

/** What closes a list that comes last in the last part of a message. */
const ending = ']}}';

/**
 * Writes messages as JSON. Diagnostics are never changed once they are sent, and most are sent again after the next keystroke: the text of one
 * is kept as long as its object. The law: what is written reads as `JSON.stringify` of the message does.
 */
export class MessageText {
  readonly #texts = new WeakMap<object, string>();

  /** The text of a message. */
  of(message: Message): string {
    const { result, params, ...rest } = message as Message & Parts;
    if (isLong(result?.['items'])) return this.#withList(rest, 'result', result, 'items', result['items']);
    if (isLong(params?.['diagnostics'])) return this.#withList(rest, 'params', params, 'diagnostics', params['diagnostics']);
    return JSON.stringify(message);
  }

  /** The list comes last in its part, and the part last in the message. */
  #withList(rest: object, part: string, of: Readonly<Record<string, unknown>>, name: string, items: readonly object[]): string {
    const { [name]: _, ...others } = of;
    const empty = JSON.stringify({ ...rest, [part]: { ...others, [name]: [] } });
    return `${empty.slice(0, -ending.length)}${items.map((item) => this.#textOf(item)).join(',')}${ending}`;
  }

  #textOf(item: object): string {
    const kept = this.#texts.get(item);
    if (kept !== undefined) return kept;
    const text = JSON.stringify(item);
    this.#texts.set(item, text);
    return text;
  }
}

interface Parts {
  readonly result?: Readonly<Record<string, unknown>> | null;
  readonly params?: Readonly<Record<string, unknown>> | null;
}

function isLong(list: unknown): list is readonly object[] {
  return Array.isArray(list) && list.length >= fewItems && list.every((item) => typeof item === 'object' && item !== null);
}
