import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputNamed, type Size } from '../inputs.ts';
import type { Measured, Row } from '../row.ts';
import { root, type Settings } from '../settings.ts';
import { median } from '../statistics.ts';
import { temporaryFolder } from '../temporary.ts';

/** Another tool that lints templates. It is measured where it is installed; nothing is ever downloaded. */
interface Peer {
  readonly name: string;
  readonly command: string;
  readonly before?: readonly string[];
  readonly version: readonly string[];
  /** What is run over a file: its nearest rule set to ours. */
  readonly check: (file: string) => readonly string[];
  readonly ruleSet: string;
  /** Why it cannot be run although it is installed. */
  readonly missing?: string;
}

const guardRules = process.env['GUARD_RULES'];

const peers = (dist: string): readonly Peer[] => [
  { name: 'dataward', command: process.execPath, before: [join(dist, 'cli.js')], version: ['--version'], check: (file) => ['check', '--profile', 'all', '--format', 'json', file], ruleSet: 'all rules' },
  { name: 'cfn-lint', command: 'cfn-lint', version: ['--version'], check: (file) => ['--format', 'json', file], ruleSet: 'its default rules: validity, hardly any of protection' },
  { name: 'checkov', command: 'checkov', version: ['--version'], check: (file) => ['-f', file, '--framework', 'cloudformation', '--output', 'json', '--quiet', '--skip-download'], ruleSet: 'all CloudFormation checks' },
  {
    name: 'cfn-guard', command: 'cfn-guard', version: ['--version'], check: (file) => ['validate', '--data', file, '--rules', guardRules ?? '', '--output-format', 'json', '--show-summary', 'none'], ruleSet: `the rules in ${guardRules ?? '$GUARD_RULES'}`,
    ...(guardRules === undefined ? { missing: 'GUARD_RULES names no folder of rules' } : {}),
  },
  { name: 'trivy', command: 'trivy', version: ['--version'], check: (file) => ['config', '--format', 'json', '--quiet', '--skip-check-update', file], ruleSet: 'its built-in misconfiguration checks' },
  { name: 'cfn_nag', command: 'cfn_nag_scan', version: ['--version'], check: (file) => ['--input-path', file, '--output-format', 'json'], ruleSet: 'all rules' },
];

/** Wall time of other tools over the same files, each as its own command. Which tool is there, its version and what was run is said. */
export function measurePeers({ seed, quick, dist, peers: wanted }: Settings): Promise<Measured> {
  if (!wanted) return Promise.resolve({ rows: [], notRun: ['peers: only with --peers'], raw: null });
  const folder = temporaryFolder();
  const sizes: readonly Size[] = quick ? ['5 KB', '60 KB'] : ['5 KB', '60 KB', '1 MB'];
  const files = sizes.flatMap((size) => (['yaml', 'json'] as const).map((syntax) => {
    const file = join(folder, `${size.replace(' ', '')}.${syntax}`);
    writeFileSync(file, inputNamed(size, syntax, seed).text);
    return { file, name: `${size} ${syntax.toUpperCase()}` };
  }));
  const rows: Row[] = [];
  const notRun: string[] = [];
  for (const peer of peers(dist)) {
    const version = versionOf(peer);
    if (version === undefined) notRun.push(`${peer.name}: not installed`);
    else if (peer.missing !== undefined) notRun.push(`${peer.name} ${version}: ${peer.missing}`);
    else for (const { file, name } of files) rows.push(rowOf(peer, version, file, name, quick ? 1 : 3));
  }
  if (!existsSync(join(root, 'node_modules', '@aws', 'cloudformation-validate'))) notRun.push('@aws/cloudformation-validate: not installed');
  return Promise.resolve({ rows, notRun, raw: null });
}

function versionOf({ command, before = [], version }: Peer): string | undefined {
  const { status, stdout } = spawnSync(command, [...before, ...version], { encoding: 'utf8' });
  return status === 0 ? (stdout.trim().split('\n')[0] ?? '') : undefined;
}

function rowOf({ name, command, before = [], check, ruleSet }: Peer, version: string, file: string, size: string, rounds: number): Row {
  const samples: number[] = [];
  let exit: number | null = 0;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    exit = spawnSync(command, [...before, ...check(file)], { stdio: 'ignore' }).status;
    samples.push(performance.now() - start);
  }
  const args = check(file).map((argument) => (argument === file ? 'FILE' : argument)).join(' ');
  return { name: `${name} ${version}, ${size}`, value: median(samples), unit: 'ms', detail: `\`${args}\`, ${ruleSet}, left with ${exit ?? 'a signal'} (${rounds} rounds)` };
}
