import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Message } from 'vscode-languageserver';
import { MessageText } from '../../server/src/lsp/message-text.ts';

describe('the text of a message', () => {
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

  it('reads as JSON.stringify of it, the second time too', () => {
    const texts = new MessageText();
    fc.assert(
      fc.property(message, (of) => {
        for (let time = 0; time < 2; time++) assert.deepEqual(JSON.parse(texts.of(of as Message)), JSON.parse(JSON.stringify(of)));
      }),
      { numRuns: 500 },
    );
  });
});
