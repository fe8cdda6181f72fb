import type { BlockId, Place } from '../core/model/origin.ts';
import type { Problem } from '../core/model/template.ts';
import { profileNames, severities, type ProfileName, type RuleRecord, type Severity } from '../core/rule/rule.ts';
import { rulesNamed } from '../core/rule/rules-named.ts';
import { parseJson } from '../syntax/json/parse.ts';
import type { Node, SyntaxDocument } from '../syntax/tree.ts';
import { parseYaml } from '../syntax/yaml/parse.ts';
import { folderOf, joined } from '../formats/cdk/paths.ts';
import { didYouMean } from '../core/text/nearest-name.ts';

/** From which severity on a finding makes the command exit with 1. */
export type FailOn = 'none' | Severity;
export const failOnLevels = ['none', ...severities] as const satisfies readonly FailOn[];

/** Values for the parameters of templates; with `glob` only for the files that it matches, gitignore-style, from the configuration's folder. */
export interface ParameterSet {
  readonly glob?: string;
  readonly values: ReadonlyMap<string, string>;
}

/** What a `dataward.config.{json,yaml,yml}` says. What it does not say is left to the caller's defaults. */
export interface Config {
  /** The configuration's own path, with forward slashes. */
  readonly file: string;
  readonly root: boolean;
  readonly profile?: ProfileName;
  readonly failOn?: FailOn;
  /** By rule id. */
  readonly rules: ReadonlyMap<string, Severity | 'off'>;
  /** Gitignore-style, from the configuration's folder. */
  readonly exclude: readonly string[];
  readonly parameters: readonly ParameterSet[];
  /** The path of the baseline that holds back what was there when it was written. */
  readonly baseline?: string;
}

/** A configuration as far as it could be read, and what is wrong with it, placed in `document`. */
export interface ReadConfig {
  readonly config: Config;
  readonly problems: readonly Problem[];
  readonly document: SyntaxDocument;
}

/** The names that a configuration may have; the first found in a folder counts. */
export const configNames = ['dataward.config.json', 'dataward.config.yaml', 'dataward.config.yml'] as const;

interface Found {
  readonly node: Node;
  readonly block: BlockId;
}

type Report = (code: string, message: string, at: Place) => void;

/**
 * Reads a configuration. Never throws: what is wrong is a problem with a place, and the rest still counts.
 * A rule may be named by its id or by an alias (which then means every rule that has it).
 */
export function readConfig(text: string, file: string, rules: readonly RuleRecord[]): ReadConfig {
  const document = file.endsWith('.json') ? parseJson(text, file) : parseYaml(text, file);
  const problems: Problem[] = [...document.problems];
  const report: Report = (code, message, at) => problems.push({ code, message, severity: 'error', at });
  const config: { -readonly [K in keyof Config]: Config[K] } = { file, root: false, rules: new Map(), exclude: [], parameters: [] };
  const known = ['$schema', 'root', 'profile', 'failOn', 'rules', 'exclude', 'parameters', 'baseline'];

  const root = document.root && { node: document.root, block: `${file}#` };
  if (root && !isNothing(root)) {
    for (const { name, key, value } of entries(root, 'the configuration', report)) {
      if (name === 'root') config.root = expectBoolean(value, name, report) ?? false;
      else if (name === 'profile') setIfGiven(config, 'profile', expectOneOf(value, name, profileNames, report));
      else if (name === 'failOn') setIfGiven(config, 'failOn', expectOneOf(value, name, failOnLevels, report));
      else if (name === 'rules') config.rules = readRules(value, rules, report);
      else if (name === 'exclude') config.exclude = expectTexts(value, name, report);
      else if (name === 'parameters') config.parameters = readParameterSets(value, report);
      else if (name === 'baseline') setIfGiven(config, 'baseline', baselinePath(value, file, report));
      else if (name !== '$schema') report('config-unknown-key', `Dataward's configuration has no \`${name}\`${didYouMean(name, known)}.`, key);
    }
  }
  return { config, problems, document };
}

function setIfGiven<K extends 'profile' | 'failOn' | 'baseline'>(config: { -readonly [P in K]?: Config[P] }, name: K, value: Config[K] | undefined): void {
  if (value !== undefined) config[name] = value;
}

function readRules(value: Found, rules: readonly RuleRecord[], report: Report): ReadonlyMap<string, Severity | 'off'> {
  const set = new Map<string, Severity | 'off'>();
  for (const entry of entries(value, '`rules`', report)) {
    const named = rulesNamed(entry.name, rules);
    if (named.length === 0) {
      report('config-unknown-rule', `There is no rule \`${entry.name}\`${didYouMean(entry.name, rules.map((rule) => rule.id))}.`, entry.key);
      continue;
    }
    const severity = expectOneOf(entry.value, entry.name, ['off', ...severities], report);
    if (severity !== undefined) for (const rule of named) set.set(rule.id, severity);
  }
  return set;
}

function readParameterSets(value: Found, report: Report): readonly ParameterSet[] {
  const everywhere = new Map<string, string>();
  const sets: ParameterSet[] = [];
  for (const entry of entries(value, '`parameters`', report)) {
    if (target(entry.value).node.kind === 'mapping') {
      const values = new Map<string, string>();
      for (const inner of entries(entry.value, `\`${entry.name}\``, report)) {
        const text = expectParameter(inner.value, inner.name, report);
        if (text !== undefined) values.set(inner.name, text);
      }
      sets.push({ glob: entry.name, values });
    } else {
      const text = expectParameter(entry.value, entry.name, report);
      if (text !== undefined) everywhere.set(entry.name, text);
    }
  }
  return everywhere.size > 0 ? [{ values: everywhere }, ...sets] : sets;
}

function expectParameter(value: Found, name: string, report: Report): string | undefined {
  const { node, block } = target(value);
  const text = parameterText(node);
  if (text === undefined) report('config-type', `The value of the parameter \`${name}\` is text, a number, a boolean, or a list of these.`, { block, range: node.range });
  return text;
}

/** The text that CloudFormation would be given for a parameter: a list is joined by commas. Undefined for null, maps and nested lists. */
export function parameterText(node: Node): string | undefined {
  if (node.kind === 'alias') return node.target && parameterText(node.target.node);
  if (node.kind === 'scalar') return node.value === null ? undefined : String(node.value);
  if (node.kind === 'mapping') return undefined;
  const items = node.items.map((item) => (item.kind === 'sequence' ? undefined : parameterText(item)));
  return items.some((item) => item === undefined) ? undefined : items.join(',');
}

function baselinePath(value: Found, file: string, report: Report): string | undefined {
  const { node, block } = target(value);
  if (node.kind === 'scalar' && typeof node.value === 'string' && node.value !== '') return joined(folderOf(file), node.value);
  report('config-type', '`baseline` is the path of a baseline, from the folder of this configuration.', { block, range: node.range });
  return undefined;
}

function expectBoolean(value: Found, name: string, report: Report): boolean | undefined {
  const { node, block } = target(value);
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  report('config-type', `\`${name}\` is true or false.`, { block, range: node.range });
  return undefined;
}

/** YAML 1.1 reads a bare `off` as false. */
function expectOneOf<T extends string>(value: Found, name: string, allowed: readonly T[], report: Report): T | undefined {
  const { node, block } = target(value);
  const text = node.kind !== 'scalar' ? undefined : node.value === false ? 'off' : String(node.value);
  const found = allowed.find((one) => one === text);
  if (found !== undefined) return found;
  const hint = text === undefined ? '' : didYouMean(text, allowed);
  report('config-value', `\`${name}\` is one of ${allowed.map((one) => `\`${one}\``).join(', ')}${hint}.`, { block, range: node.range });
  return undefined;
}

function expectTexts(value: Found, name: string, report: Report): readonly string[] {
  const { node, block } = target(value);
  if (node.kind !== 'sequence') {
    report('config-type', `\`${name}\` is a list of texts.`, { block, range: node.range });
    return [];
  }
  const texts: string[] = [];
  for (const item of node.items) {
    if (item.kind === 'scalar' && typeof item.value === 'string' && item.value !== '') texts.push(item.value);
    else report('config-type', `Each item of \`${name}\` is a text that is not empty.`, { block, range: item.range });
  }
  return texts;
}

function entries(of: Found, what: string, report: Report): readonly { readonly name: string; readonly key: Place; readonly value: Found }[] {
  const { node, block } = target(of);
  if (node.kind !== 'mapping') {
    report('config-type', `${what} is a map, with a value for each name.`.replace(/^./, (first) => first.toUpperCase()), { block, range: node.range });
    return [];
  }
  return node.pairs.map((pair) => {
    const inner = pair.block ?? block;
    return { name: pair.name, key: { block: inner, range: pair.key.range }, value: { node: pair.value, block: inner } };
  });
}

function target(of: Found): Found {
  return of.node.kind === 'alias' && of.node.target ? target(of.node.target) : of;
}

function isNothing({ node }: Found): boolean {
  return node.kind === 'scalar' && node.value === null;
}
