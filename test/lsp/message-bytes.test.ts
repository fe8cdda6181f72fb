import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Message } from 'vscode-languageserver';
import { MessageBytes } from '../../server/src/lsp/message-bytes.ts';

describe('the bytes of a message', () => {
  const items = fc.array(fc.record({ message: fc.string({ unit: 'binary' }), range: fc.nat(), data: fc.option(fc.dictionary(fc.string(), fc.jsonValue()), { nil: undefined }) }), { maxLength: 60 });
  const message = items.chain((list) =>
    fc.constantFrom<object>(
      { jsonrpc: '2.0', id: 7, result: { items: list, kind: 'full', resultId: '1' } },
      { result: { items: list }, jsonrpc: '2.0', id: 'x' },
      { jsonrpc: '2.0', method: 'textDocument/publishDiagnostics', params: { diagnostics: list, uri: 'file:///a', version: undefined } },
      { jsonrpc: '2.0', id: 1, result: list },
      { jsonrpc: '2.0', id: 1, result: null },
      { jsonrpc: '2.0', id: 1, error: { code: 1, message: 'x' } },
    ),
  );

  const read = (parts: readonly Uint8Array[]): unknown => JSON.parse(Buffer.concat(parts).toString('utf8'));

  it('read as JSON.stringify of it', () => {
    fc.assert(fc.property(message, (of) => assert.deepEqual(read(new MessageBytes().of(of as Message)), JSON.parse(JSON.stringify(of)))), { numRuns: 200 });
  });

  it('read so after any other list, of which parts are kept', () => {
    const pool: readonly object[] = Array.from({ length: 40 }, (_, i) => ({ message: `é’${i}`.repeat(i % 5), range: i }));
    const list = fc.tuple(fc.nat(40), fc.nat(10), fc.nat(5), fc.nat(40)).map(([at, dropped, added, to]) => {
      const items: object[] = pool.toSpliced(at, dropped, ...Array.from({ length: added }, (_, i) => ({ range: -i })));
      return (to % 3 === 0 ? items.toReversed() : items).slice(0, Math.max(to, 20));
    });
    fc.assert(
      fc.property(fc.array(list, { minLength: 2, maxLength: 5 }), (lists) => {
        const bytes = new MessageBytes();
        for (const items of lists) {
          const of = { jsonrpc: '2.0', id: 1, result: { items, kind: 'full' } };
          assert.deepEqual(read(bytes.of(of)), JSON.parse(JSON.stringify(of)));
        }
      }),
      { numRuns: 500 },
    );
  });
});
