import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { profileNames, type ProfileName } from '../core/rule/rule.ts';
import { failOnLevels, type FailOn } from '../project/config.ts';

export const formats = ['text', 'json', 'sarif', 'junit', 'gitlab', 'github', 'cdk-validation'] as const;
export type Format = (typeof formats)[number];

/** What becomes of findings that could not be decided. */
export const unknownChoices = ['ignore', 'report', 'fail'] as const;
export type UnknownChoice = (typeof unknownChoices)[number];

/** The options of `check`, as given. */
export interface CheckArguments {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly profile?: ProfileName;
  readonly failOn?: FailOn;
  readonly fix: boolean;
  /** With `fix`: the fixes too that replace, interrupt or may fail on what already runs. */
  readonly unsafe: boolean;
  /** With `fix`: print what would change, and write nothing. */
  readonly dryRun: boolean;
  readonly unknown: UnknownChoice;
  readonly parameters?: string;
  /** The folder of the configuration that plans were made from. */
  readonly tfDir?: string;
  readonly root?: string;
  readonly output?: string;
  /** The file of the baseline that counts over that of the configuration; false for none. */
  readonly baseline?: string | false;
  /** The file to write what is found into, as the baseline of later runs. */
  readonly writeBaseline?: string;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly stdinFilename?: string;
}

export const diffFormats = ['text', 'json', 'sarif', 'markdown'] as const;
export type DiffFormat = (typeof diffFormats)[number];

/** What makes `diff` fail: something protected less; that, or a finding that was not there; nothing. */
export const diffFailOnChoices = ['weaker', 'new', 'none'] as const;
export type DiffFailOn = (typeof diffFailOnChoices)[number];

/** The options of `diff`, as given. */
export interface DiffArguments {
  /** The old and the new version; with `base` the paths to look at. */
  readonly paths: readonly string[];
  /** The old version is a commit of the repository, the new one what lies on disk. */
  readonly base?: string;
  readonly format: DiffFormat;
  readonly profile?: ProfileName;
  readonly failOn: DiffFailOn;
  readonly output?: string;
}

/** What the user asks for. `said`: nothing is left to do but to print it and to exit with this code. */
export type Request =
  | ({ readonly command: 'check' } & CheckArguments)
  | ({ readonly command: 'diff' } & DiffArguments)
  | { readonly command: 'rules'; readonly format: 'text' | 'json' }
  | { readonly command: 'explain'; readonly rule: string }
  | { readonly command: 'lsp' }
  | { readonly command: 'said'; readonly stdout: string; readonly stderr: string; readonly exitCode: 0 | 2 };

/** What counts for `check` where no option says otherwise. */
const checkDefaults = { format: 'text', unknown: 'ignore', fix: false, unsafe: false, dryRun: false, quiet: false, verbose: false } as const;

const commandNames: ReadonlySet<string> = new Set(['check', 'diff', 'rules', 'explain', 'lsp', 'help', '--help', '-h', '--version', '-V']);

/**
 * Reads a command line (without the program's own two words). The first argument is a command only if it equals one;
 * otherwise `check` is meant. A mistake is `said` with exit code 2.
 */
export function readArguments(argv: readonly string[], version: string): Request {
  const plain = plainCheck(argv);
  if (plain) return plain;
  let request: Request | undefined;
  let stdout = '';
  let stderr = '';
  const program = newProgram(version, (asked) => (request = asked));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().showHelpAfterError('(run dataward --help)');
    command.configureOutput({ writeOut: (text) => (stdout += text), writeErr: (text) => (stderr += text) });
  }
  const [first] = argv;
  const meant = first !== undefined && commandNames.has(first) ? argv : ['check', ...argv];
  try {
    program.parse([...meant], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { command: 'said', stdout, stderr, exitCode: error.exitCode === 0 || error.code === 'commander.help' ? 0 : 2 };
  }
  return request ?? { command: 'said', stdout, stderr, exitCode: 0 };
}

/** What is meant where there are no options: the usual case, which needs no parser (to load one takes as long as to judge a template). */
function plainCheck([first, ...others]: readonly string[]): Request | undefined {
  if (first === undefined || (first !== 'check' && commandNames.has(first))) return undefined;
  const paths = first === 'check' ? others : [first, ...others];
  if (paths.length === 0 || paths.some((path) => path.startsWith('-') || path === '')) return undefined;
  return { command: 'check', paths, ...checkDefaults };
}

function newProgram(version: string, ask: (request: Request) => void): Command {
  const program = new Command('dataward')
    .description('Lints AWS infrastructure as code for the protection of data.')
    .usage('[command] [options] [path...]')
    .version(version)
    .addHelpText('after', exitCodes);

  program
    .command('check')
    .description('judge templates (this is meant when no command is named)')
    .argument('[path...]', 'files, folders or globs; - for standard input; the current folder if none is given')
    .addOption(new Option('--format <format>', 'how to report').choices(formats).default(checkDefaults.format))
    .addOption(new Option('--profile <profile>', 'which rules, over the configuration (else: default)').choices(profileNames))
    .addOption(new Option('--fail-on <severity>', 'exit with 1 from this severity on, over the configuration (else: low)').choices(failOnLevels))
    .addOption(new Option('--unknown <choice>', 'what could not be decided').choices(unknownChoices).default(checkDefaults.unknown))
    .option('--fix', 'apply the fixes that are safe for what already runs', checkDefaults.fix)
    .option('--unsafe', 'with --fix: also the fixes that replace or interrupt what runs, or that it may refuse', checkDefaults.unsafe)
    .option('--dry-run', 'with --fix: print a unified diff, secrets masked, and write nothing', checkDefaults.dryRun)
    .option('--parameters <file>', 'values for parameters: JSON or YAML')
    .option('--tf-dir <dir>', "the Terraform configuration of plans and states, to place findings in (else: the plan's own folder)", nonEmpty)
    .option('--root <dir>', 'the folder that reported paths are relative to (else: the root of the git repository)', nonEmpty)
    .option('--output <file>', 'write the report to a file', nonEmpty)
    .option('--baseline <file>', 'hold back the findings that this baseline holds, over the configuration', nonEmpty)
    .option('--no-baseline', 'hold nothing back, whatever the configuration says')
    .option('--write-baseline <file>', 'write the findings into a baseline, which holds them back from now on', nonEmpty)
    .option('--stdin-filename <name>', 'the name of what comes on standard input', nonEmpty)
    .option('--quiet', 'one line for each finding, no summary', checkDefaults.quiet)
    .option('--verbose', 'also say what was suppressed, and why files are not judged', checkDefaults.verbose)
    .addHelpText('after', exitCodes)
    .action((paths: string[], options: Omit<CheckArguments, 'paths'>, command: Command) => {
      const problem = contradiction(paths, options);
      if (problem !== undefined) command.error(`error: ${problem}`);
      ask({ command: 'check', ...options, paths: paths.length > 0 ? paths : ['.'] });
    });

  program
    .command('diff')
    .description('say what protection of data a change makes weaker or stronger, and which data stores it deletes or replaces')
    .argument('[path...]', 'OLD NEW: two files or two folders; with --base the files and folders to look at (else: all)')
    .addOption(new Option('--base <ref>', 'compare what lies on disk with where it left this commit or branch of the git repository').argParser(nonEmpty))
    .addOption(new Option('--format <format>', 'how to report').choices(diffFormats).default('text'))
    .addOption(new Option('--profile <profile>', 'which rules make it fail, over the configuration (else: default); all are compared').choices(profileNames))
    .addOption(new Option('--fail-on <choice>', 'exit with 1 where something is protected less; or for new findings, too').choices(diffFailOnChoices).default('weaker'))
    .option('--output <file>', 'write the report to a file', nonEmpty)
    .addHelpText('after', exitCodes)
    .action((paths: string[], options: Omit<DiffArguments, 'paths'>, command: Command) => {
      if (options.base === undefined && paths.length !== 2) command.error('error: diff takes two paths, OLD and NEW, or --base');
      ask({ command: 'diff', ...options, paths });
    });

  program
    .command('rules')
    .description('list the rules')
    .addOption(new Option('--format <format>', 'how to list').choices(['text', 'json']).default('text'))
    .action(({ format }: { format: 'text' | 'json' }) => ask({ command: 'rules', format }));

  program
    .command('explain')
    .description('the page of a rule')
    .addArgument(new Argument('<rule>', 'its id, or the name of the same check elsewhere'))
    .action((rule: string) => ask({ command: 'explain', rule }));

  program
    .command('lsp')
    .description('run the language server')
    .requiredOption('--stdio', 'talk on standard input and output')
    .action(() => ask({ command: 'lsp' }));

  return program;
}

const exitCodes = `
Exit codes: 0 clean, 1 findings at or over --fail-on, 2 bad usage, unreadable input or an internal error (2 beats 1).`;

function nonEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

function contradiction(paths: readonly string[], { fix, unsafe, dryRun, format, stdinFilename, baseline, writeBaseline, quiet, verbose }: Omit<CheckArguments, 'paths'>): string | undefined {
  const fromStdin = paths.includes('-');
  if ((unsafe || dryRun) && !fix) return `${unsafe ? '--unsafe' : '--dry-run'} needs --fix`;
  if (dryRun && format !== 'text') return '--dry-run prints a diff: it has no other format';
  if (fromStdin && fix && !dryRun) return '--fix needs files: standard input cannot be written';
  if (stdinFilename !== undefined && !fromStdin) return '--stdin-filename needs - among the paths';
  if (writeBaseline !== undefined && baseline !== undefined) return '--write-baseline takes all findings, whatever another baseline holds: leave out --baseline';
  if (writeBaseline !== undefined && dryRun) return '--dry-run writes nothing, and no baseline';
  if (writeBaseline !== undefined && fromStdin && stdinFilename === undefined) return '--write-baseline needs --stdin-filename: a baseline says which file a finding is in';
  if (quiet && verbose) return '--quiet and --verbose exclude each other';
  return undefined;
}
