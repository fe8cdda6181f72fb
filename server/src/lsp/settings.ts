import type { Connection } from 'vscode-languageserver';
import type { ProfileName } from '../core/rule/rule.ts';
import { profileNames } from '../core/rule/rule.ts';

/** What the user chose in the editor for one document. `profile: 'auto'` leaves it to dataward.config. */
export interface Settings {
  readonly enable: boolean;
  readonly profile: ProfileName | 'auto';
}

/** What counts where the client says nothing. */
export const defaultSettings: Settings = { enable: true, profile: 'auto' };

/** Settings as a client sent them; whatever is missing or of another shape takes its default. */
export function settingsOf(sent: unknown): Settings {
  const given = typeof sent === 'object' && sent !== null ? sent : {};
  const profile = 'profile' in given ? profileNames.find((name) => name === given.profile) : undefined;
  return { enable: !('enable' in given && given.enable === false), profile: profile ?? defaultSettings.profile };
}

/** The settings of each document, asked for once and kept until they change. A client that cannot be asked sends them itself. */
export class SettingsStore {
  readonly #connection: Connection;
  readonly #canAsk: boolean;
  #sent: Settings;
  #kept = new Map<string, Promise<Settings>>();

  constructor(connection: Connection, canAsk: boolean, initial: unknown) {
    this.#connection = connection;
    this.#canAsk = canAsk;
    this.#sent = settingsOf(initial);
  }

  /** The settings of a document. */
  of(uri: string): Promise<Settings> {
    if (!this.#canAsk) return Promise.resolve(this.#sent);
    const kept = this.#kept.get(uri) ?? this.#ask(uri);
    this.#kept.set(uri, kept);
    return kept;
  }

  /** Drops what is known; `sent` is the new state of a client that cannot be asked. */
  changed(sent: unknown): void {
    this.#kept = new Map();
    if (!this.#canAsk) this.#sent = settingsOf(typeof sent === 'object' && sent !== null && 'dataward' in sent ? sent.dataward : sent);
  }

  /** Drops what is known of a closed document. */
  forget(uri: string): void {
    this.#kept.delete(uri);
  }

  async #ask(uri: string): Promise<Settings> {
    const answer: unknown = await this.#connection.workspace.getConfiguration({ scopeUri: uri, section: 'dataward' });
    return settingsOf(answer);
  }
}
