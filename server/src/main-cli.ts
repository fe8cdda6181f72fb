import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rules } from '../../rules/index.ts';
import manifest from '../../package.json';
import { readArguments } from './cli/arguments.ts';
import { checkCommand } from './cli/check-command.ts';
import { wantsColors } from './cli/colors.ts';
import { explainText } from './cli/explain-command.ts';
import { rulesText } from './cli/rules-command.ts';
import { streamSink, type Sink } from './cli/sink.ts';
import { rulePage } from './core/rule/page.ts';

/** The command: reads what is asked, has it done, and leaves with its exit code. */
async function main(): Promise<number> {
  const request = readArguments(process.argv.slice(2), manifest.version);
  if (request.command === 'lsp') return startServer();
  const stdout = streamSink(process.stdout);
  const stderr = streamSink(process.stderr);
  switch (request.command) {
    case 'said':
      stdout.write(request.stdout);
      stderr.write(request.stderr);
      return request.exitCode;
    case 'rules':
      stdout.write(rulesText(rules, request.format));
      return 0;
    case 'explain': {
      const answer = explainText(request.rule, rules, rulePage);
      if ('pages' in answer) stdout.write(answer.pages);
      else stderr.write(`dataward: ${answer.why}\n`);
      return 'pages' in answer ? 0 : 2;
    }
    case 'check':
      return checkCommand(request, surroundings(stdout, stderr));
  }
}

function surroundings(stdout: Sink, stderr: Sink): Parameters<typeof checkCommand>[1] {
  return {
    cwd: process.cwd(),
    version: manifest.version,
    rules,
    today: new Date().toISOString().slice(0, 10),
    page: rulePage,
    stdout,
    say: stderr.write,
    readStdin,
    colors: wantsColors(process.env, process.stdout.isTTY),
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  };
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The server stands beside the command in the package; it talks on standard input and output until the client leaves. */
async function startServer(): Promise<number> {
  await import(pathToFileURL(join(__dirname, 'server.js')).href);
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
