import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rules } from '../../rules/index.ts';

/** The built command. DATAWARD_CLI names another build of it. */
export const cli = process.env.DATAWARD_CLI ?? join(__dirname, '..', '..', 'dist', 'cli.js');

/** What a run of the command gave. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command as a child process, without colours unless the environment asks for them. */
export function run(args: readonly string[], options: { readonly cwd?: string; readonly input?: string | Uint8Array; readonly env?: Record<string, string> } = {}): Ran {
  const inherited = Object.entries(process.env).filter(([name]) => name !== 'FORCE_COLOR' && name !== 'NO_COLOR');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: options.cwd,
    input: options.input ?? '',
    env: { ...Object.fromEntries(inherited), ...options.env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout, stderr };
}

/** A new folder with these files (paths with forward slashes), and a way to take it away. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): { readonly path: string; readonly remove: () => void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'dataward-')));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Runs in a new folder with these files. */
export function runIn(files: Readonly<Record<string, string | Uint8Array>>, args: readonly string[], options: Omit<Parameters<typeof run>[1] & object, 'cwd'> = {}): Ran {
  const folder = folderOf(files);
  try {
    return run(args, { ...options, cwd: folder.path });
  } finally {
    folder.remove();
  }
}

/** A configuration in which only these rules are on, whatever their profile, so that a test is not about the others. */
export function only(ids: readonly string[], more: object = {}): string {
  const said = rules.map(({ id, severity }) => [id, ids.includes(id) ? severity : 'off'] as const);
  return JSON.stringify({ rules: Object.fromEntries(said), ...more });
}

/** A database whose storage is not encrypted: one finding of `rds-storage-encrypted`, whose fix replaces it. */
export const unencrypted = `Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: mysql
      StorageEncrypted: false
      DeletionProtection: false
`;

/** Only the rules that `unencrypted` is about. */
export const twoRules = only(['rds-storage-encrypted', 'rds-deletion-protection']);

/** A template that no rule is about. */
export const clean = `Resources:
  Handle:
    Type: AWS::CloudFormation::WaitConditionHandle
`;
