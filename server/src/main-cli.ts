import { fstatSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rules } from '../../rules/index.ts';
import { version } from '../../package.json';
import { readArguments } from './cli/arguments.ts';
import { checkCommand } from './cli/check-command.ts';
import { wantsColors } from './cli/colors.ts';
import type { diffCommand } from './cli/diff/diff-command.ts';
import { explainText } from './cli/explain-command.ts';
import { rulesText } from './cli/rules-command.ts';
import { descriptorSink, streamSink, type Sink } from './cli/sink.ts';
import { pageWithImpact } from './impact/fix-page.ts';

export { restoreFlags } from './cli/optimize-late.ts';

/** The command: reads what is asked, has it done, and leaves with its exit code. */
async function main(): Promise<number> {
  const request = readArguments(process.argv.slice(2), version);
  if (request.command === 'lsp') return startServer();
  const terminal = terminalAt(1, () => process.stdout);
  const stdout = terminal ? streamSink(terminal) : sinkAt(1, () => process.stdout);
  const stderr = sinkAt(2, () => process.stderr);
  switch (request.command) {
    case 'said':
      stdout.write(request.stdout);
      stderr.write(request.stderr);
      return request.exitCode;
    case 'rules':
      stdout.write(rulesText(rules, request.format));
      return 0;
    case 'explain': {
      const answer = explainText(request.rule, rules, pageWithImpact);
      if ('pages' in answer) stdout.write(answer.pages);
      else stderr.write(`dataward: ${answer.why}\n`);
      return 'pages' in answer ? 0 : 2;
    }
    case 'check':
      return checkCommand(request, surroundings(stdout, stderr, terminal));
    case 'diff':
      return diffModule().diffCommand(request, surroundings(stdout, stderr, terminal));
  }
}

function surroundings(stdout: Sink, stderr: Sink, terminal: NodeJS.WriteStream | undefined): Parameters<typeof checkCommand>[1] {
  return {
    cwd: process.cwd(),
    version,
    rules,
    today: new Date().toISOString().slice(0, 10),
    page: pageWithImpact,
    stdout,
    say: stderr.write,
    readStdin,
    colors: wantsColors(process.env, terminal !== undefined),
    columns: terminal?.columns,
  };
}

/** The stream of a descriptor if it is a terminal. Streams take time to start: only a device that may be one is asked. */
function terminalAt(descriptor: number, stream: () => NodeJS.WriteStream): NodeJS.WriteStream | undefined {
  if (process.platform !== 'win32') {
    const device = fstatSync(descriptor);
    if (!device.isCharacterDevice() || device.rdev === statSync('/dev/null').rdev) return undefined;
  }
  return stream().isTTY ? stream() : undefined;
}

function sinkAt(descriptor: number, stream: () => NodeJS.WriteStream): Sink {
  return process.platform === 'win32' ? streamSink(stream()) : descriptorSink(descriptor);
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The comparison of two versions stands beside the command, with what it alone needs: what every resource type replaces. */
function diffModule(): { readonly diffCommand: typeof diffCommand } {
  return createRequire(__filename)(join(__dirname, 'diff.js')) as { readonly diffCommand: typeof diffCommand };
}

/** The server stands beside the command in the package; it talks on standard input and output until the client leaves. */
function startServer(): number {
  createRequire(__filename)(join(__dirname, 'server.js'));
  return 0;
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.stderr.write(`dataward: internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 2;
  },
);
