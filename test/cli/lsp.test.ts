import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, it } from 'mocha';
import { cli } from './command.ts';

describe('dataward lsp --stdio', () => {
  it('answers a client and leaves when told to', async () => {
    const child = spawn(process.execPath, [cli, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    let stdout = '';
    const answered = new Promise<void>((done) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
        if (stdout.includes('"id":1')) done();
      });
    });
    const send = (message: object): void => {
      const body = JSON.stringify({ jsonrpc: '2.0', ...message });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    const left = new Promise<number | null>((done) => child.once('close', done));
    send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    await Promise.race([answered, left]);
    assert.match(stdout, /^Content-Length: \d+\r\n[^]*"capabilities"/);
    send({ id: 2, method: 'shutdown' });
    send({ method: 'exit' });
    assert.equal(await left, 0);
  });
});
