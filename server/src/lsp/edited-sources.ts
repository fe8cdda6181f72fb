import type { TextDocuments } from 'vscode-languageserver';
import { isAppSource } from '../project/cdk-sources.ts';
import { decodeText } from '../project/decode.ts';
import type { ServerHost } from './host.ts';
import type { OpenDocument } from './open-document.ts';

/** The open sources of CDK apps, and which of them hold what is not saved. */
export class EditedSources {
  readonly #saved = new Map<string, string>();

  constructor(
    private readonly documents: TextDocuments<OpenDocument>,
    private readonly host: ServerHost,
  ) {}

  /** Compares a document with what is on disk: it may have been opened with edits of an earlier session. */
  async opened(uri: string): Promise<void> {
    const path = this.host.pathOf(uri);
    const text = this.documents.get(uri)?.text;
    if (path === undefined || text === undefined) return;
    this.#saved.set(uri, text);
    const bytes = await this.host.readFile(path).catch(() => undefined);
    const decoded = bytes && decodeText(bytes);
    if (decoded?.kind === 'text') this.#saved.set(uri, decoded.text.replace(/^\uFEFF/, ''));
  }

  saved(uri: string): void {
    const text = this.documents.get(uri)?.text;
    if (text !== undefined) this.#saved.set(uri, text);
  }

  closed(uri: string): void {
    this.#saved.delete(uri);
  }

  /** The paths of sources below a folder that hold what is not saved. */
  unsavedBelow(folder: string): readonly string[] {
    return this.documents.all().flatMap((document) => {
      const path = this.host.pathOf(document.uri);
      const saved = this.#saved.get(document.uri);
      return path?.startsWith(`${folder}/`) && isAppSource(path) && saved !== undefined && saved !== document.text ? [path] : [];
    });
  }

  /** The text of a file as it stands in the editor; undefined where it is not open. */
  textOf(path: string): string | undefined {
    return this.documents.all().find(({ uri }) => this.host.pathOf(uri) === path)?.text;
  }
}
