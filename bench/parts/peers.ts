import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { inputNamed, type Size } from '../inputs.ts';
import type { Measured, Row } from '../row.ts';
import { root, type Settings } from '../settings.ts';
import { median } from '../statistics.ts';
import { temporaryFolder } from '../temporary.ts';

/** Another tool that lints templates. It is measured where it is installed, on the PATH or in a folder that is given; nothing is ever downloaded. */
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

/** A run that takes longer is given up, as on 1 MB some tools need minutes; and no other round begins after the second time. */
const patienceMs = 60_000;
const enoughMs = 20_000;

/** AWS's package for Node: beside us, or in the folder that is given. It has no command: `bench/cloudformation-validate.cjs` runs it. */
const cloudFormationValidate = (folder: string | undefined): string =>
  [folder, root].filter((at) => at !== undefined).map((at) => join(at, 'node_modules', '@aws', 'cloudformation-validate')).find((at) => existsSync(at)) ?? 'nowhere';

const peers = (dist: string, folder: string | undefined): readonly Peer[] => [
  { name: 'dataward', command: process.execPath, before: [join(dist, 'cli.js')], version: ['--version'], check: (file) => ['check', '--profile', 'all', '--format', 'json', file], ruleSet: 'all rules' },
  { name: 'cfn-lint', command: 'cfn-lint', version: ['--version'], check: (file) => ['--format', 'json', file], ruleSet: 'its default rules: validity, hardly any of protection' },
  { name: 'checkov', command: 'checkov', version: ['--version'], check: (file) => ['-f', file, '--framework', 'cloudformation', '--output', 'json', '--quiet', '--skip-download'], ruleSet: 'all CloudFormation checks' },
  {
    name: 'cfn-guard', command: 'cfn-guard', version: ['--version'], check: (file) => ['validate', '--data', file, '--rules', guardRules ?? '', '--output-format', 'json', '--show-summary', 'none'], ruleSet: `the rules in ${guardRules ?? '$GUARD_RULES'}`,
    ...(guardRules === undefined ? { missing: 'GUARD_RULES names no folder of rules' } : {}),
  },
  { name: 'trivy', command: 'trivy', version: ['--version'], check: (file) => ['config', '--format', 'json', '--quiet', '--skip-check-update', file], ruleSet: 'its built-in misconfiguration checks' },
  { name: '@aws/cloudformation-validate', command: process.execPath, before: [join(root, 'bench', 'cloudformation-validate.cjs'), cloudFormationValidate(folder)], version: ['--version'], check: (file) => [file], ruleSet: 'all rules, by its CEL engine: mostly validity' },
  { name: 'cfn_nag', command: 'cfn_nag_scan', version: ['--version'], check: (file) => ['--input-path', file, '--output-format', 'json'], ruleSet: 'all rules' },
];

/** Wall time of other tools over the same files, each as its own command. Which tool is there, its version and what was run is said. */
export function measurePeers({ seed, quick, dist, peers: wanted, peersIn }: Settings): Promise<Measured> {
  if (!wanted) return Promise.resolve({ rows: [], notRun: ['peers: only with --peers'], raw: null });
  const folder = temporaryFolder();
  const sizes: readonly Size[] = quick ? ['5 KB', '60 KB'] : ['5 KB', '60 KB', '1 MB'];
  const files = sizes.flatMap((size) => (['yaml', 'json'] as const).map((syntax) => {
    const file = join(folder, `${size.replace(' ', '')}.${syntax}`);
    writeFileSync(file, inputNamed(size, syntax, seed).text);
    return { file, name: `${size} ${syntax.toUpperCase()}` };
  }));
  const env = peersIn === undefined ? process.env : { ...process.env, PATH: [join(peersIn, 'node_modules', '.bin'), join(peersIn, 'bin'), process.env['PATH'] ?? ''].join(delimiter) };
  const rows: Row[] = [];
  const notRun: string[] = [];
  for (const peer of peers(dist, peersIn)) {
    const version = versionOf(peer, env);
    if (version === undefined) notRun.push(`${peer.name}: not installed`);
    else if (peer.missing !== undefined) notRun.push(`${peer.name} ${version}: ${peer.missing}`);
    else
      for (const { file, name } of files) {
        const measured = rowOf(peer, version, { file, name, rounds: quick ? 1 : 3, env });
        if (typeof measured === 'string') notRun.push(measured);
        else rows.push(measured);
      }
  }
  return Promise.resolve({ rows, notRun, raw: null });
}

function versionOf({ command, before = [], version }: Peer, env: NodeJS.ProcessEnv): string | undefined {
  const { status, stdout } = spawnSync(command, [...before, ...version], { encoding: 'utf8', env });
  return status === 0 ? (stdout.trim().split('\n')[0] ?? '').replace(/^.* (?=v?\d)/, '') : undefined;
}

/** What was measured, or why nothing was. */
function rowOf({ name, command, before = [], check, ruleSet }: Peer, version: string, { file, name: size, rounds, env }: { readonly file: string; readonly name: string; readonly rounds: number; readonly env: NodeJS.ProcessEnv }): Row | string {
  const samples: number[] = [];
  let exit: number | null = 0;
  const begun = performance.now();
  while (samples.length < rounds && (samples.length === 0 || performance.now() - begun < enoughMs)) {
    const start = performance.now();
    const { status, error } = spawnSync(command, [...before, ...check(file)], { stdio: 'ignore', timeout: patienceMs, env });
    if (error) return `${name} ${version}, ${size}: ${'code' in error && error.code === 'ETIMEDOUT' ? `took more than ${patienceMs / 1000} s` : error.message}`;
    samples.push(performance.now() - start);
    exit = status;
  }
  const args = check(file).map((argument) => (argument === file ? 'FILE' : argument)).join(' ');
  return { name: `${name} ${version}, ${size}`, value: median(samples), unit: 'ms', detail: `\`${args}\`, ${ruleSet}, left with ${exit ?? 'a signal'} (${samples.length} ${samples.length === 1 ? 'round' : 'rounds'})` };
}
