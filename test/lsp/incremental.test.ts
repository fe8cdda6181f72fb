import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DidChangeTextDocumentNotification, DocumentDiagnosticRequest } from 'vscode-languageserver/node';
import type { Diagnostic, FullDocumentDiagnosticReport, TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { rules } from '../../rules/index.ts';
import { changeBetween } from '../../server/src/core/text/change.ts';
import { applied, runs, session, type Step } from '../unit/syntax-incremental/edits.ts';
import { samples } from '../unit/syntax-incremental/templates.ts';
import { startClient, type TestClient } from './client.ts';

/** A part of one event: it counts in the text that those before it left. */
interface Splice {
  readonly at: number;
  readonly length: number;
  readonly text: string;
  readonly backwards: boolean;
}

const splices: fc.Arbitrary<readonly Splice[]> = fc.array(
  fc.record({ at: fc.nat(1_000_000), length: fc.oneof(fc.constant(0), fc.nat(12)), text: fc.constantFrom('', 'e', 'true', ' ', '\n', '\r\n', '\r', '😀', '\n  ', ': ', '"', '#', '- '), backwards: fc.boolean() }),
  { minLength: 1, maxLength: 3 },
);
const events: fc.Arbitrary<readonly (readonly (Splice | Step)[])[]> = fc.array(fc.oneof<fc.MaybeWeightedArbitrary<readonly (Splice | Step)[]>[]>({ weight: 2, arbitrary: splices }, session), { minLength: 1, maxLength: 4 });

/** Where an offset stands, counted in the plainest way; undefined inside of a line break. */
function placeOf(text: string, offset: number): { readonly line: number; readonly character: number } | undefined {
  if (text[offset - 1] === '\r' && text[offset] === '\n') return undefined;
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

/** The change that replaces a span, as a client sends it. */
function changeOf(text: string, start: number, end: number, inserted: string, backwards = false): TextDocumentContentChangeEvent | undefined {
  const [first, last] = [placeOf(text, start), placeOf(text, end)];
  if (!first || !last) return undefined;
  return { range: backwards ? { start: last, end: first } : { start: first, end: last }, text: inserted };
}

/** One editor: the text as it sees it, and the server that is told of every change. */
class Editor {
  readonly uri: string;
  readonly #history: string[];
  #version = 1;

  constructor(
    readonly client: TestClient,
    name: string,
    text: string,
  ) {
    this.uri = `untitled:${name}`;
    this.#history = [text];
  }

  get text(): string {
    return this.#history.at(-1) ?? '';
  }

  async play(event: readonly (Splice | Step)[]): Promise<void> {
    const changes: TextDocumentContentChangeEvent[] = [];
    for (const one of event) {
      const now = this.text;
      if ('kind' in one) {
        const next = applied(one, this.#history);
        const { start, end, newEnd } = changeBetween(now, next);
        changes.push(changeOf(now, start, end, next.slice(start, newEnd)) ?? { text: next });
        this.#history.push(next);
      } else {
        const start = one.at % (now.length + 1);
        const end = Math.min(start + one.length, now.length);
        const change = changeOf(now, start, end, one.text, one.backwards);
        if (!change) continue;
        changes.push(change);
        this.#history.push(now.slice(0, start) + one.text + now.slice(end));
      }
    }
    if (changes.length > 0) await this.client.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri: this.uri, version: ++this.#version }, contentChanges: changes });
  }

  async diagnostics(): Promise<readonly Diagnostic[]> {
    const report = await this.client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: this.uri } });
    return (report as FullDocumentDiagnosticReport).items;
  }
}

describe('a document that is typed into', function () {
  this.timeout(0);
  const all = samples(3_000);
  const world = { rules, settings: { profile: 'all' } };

  it(`has the diagnostics of its last text, whatever was done to it (${runs(200)} sessions over ${all.length} templates)`, async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...all), events, async ({ file, text }, played) => {
        const [typed, fresh] = [await startClient(world), await startClient(world)];
        try {
          const editor = new Editor(typed, file, text);
          await typed.open(editor.uri, text);
          for (const event of played) {
            await editor.play(event);
            const shown = await editor.diagnostics();
            const again = new Editor(fresh, file, editor.text);
            await fresh.open(again.uri, again.text);
            assert.deepEqual(shown, await again.diagnostics());
            await fresh.close(again.uri);
            found += shown.length;
          }
        } finally {
          typed.dispose();
          fresh.dispose();
        }
      }),
      { numRuns: runs(200) },
    );
    console.log(`      ${found} diagnostics compared`);
    assert.ok(found > 0);
  });
});
