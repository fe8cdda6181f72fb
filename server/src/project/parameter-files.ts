import { parse, TomlError } from 'smol-toml';
import type { Problem } from '../core/model/template.ts';
import { LineIndex } from '../core/text/line-index.ts';
import { parseJson } from '../syntax/json/parse.ts';
import type { SyntaxDocument } from '../syntax/tree.ts';
import { parseYaml } from '../syntax/yaml/parse.ts';
import { localTemplate } from '../formats/cloudformation/calls.ts';
import { plainData } from './plain-data.ts';

/** The values that one deployment gives to the parameters of a template. */
export interface GivenParameters {
  /** How a person knows it: `samconfig.toml [prod]`, `deployments/prod.yaml`. */
  readonly label: string;
  readonly values: ReadonlyMap<string, string>;
}

/** What a file says about the deployments of templates, and what is wrong with it. */
export interface ParameterFile {
  readonly document: SyntaxDocument;
  readonly problems: readonly Problem[];
  /** Project-relative paths of the templates that it is about, as far as it can be read. */
  readonly templates: readonly string[];
  /** `templates`: project-relative paths, of which the first that exists is meant. */
  readonly deployments: readonly (GivenParameters & { readonly templates: readonly string[] })[];
}

/** The names of SAM's configuration, of which the first counts. Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html */
export const samConfigNames = ['samconfig.toml', 'samconfig.yaml', 'samconfig.yml'] as const;

/** What SAM deploys where nothing else is named. */
const samTemplates = ['template.yaml', 'template.yml', 'template.json'];

const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

/** Reads a file if it is named or written as one that gives parameters: SAM's configuration, or a deployment file of Git sync. Never throws. */
export function readParameterFile(text: string, file: string): ParameterFile | undefined {
  if (isSamConfig(file)) return readSamConfig(text, file);
  return text.includes(deploymentMark) ? readDeploymentFile(text, file) : undefined;
}

/** Is it a configuration of SAM, by its name? */
export function isSamConfig(file: string): boolean {
  return samConfigNames.some((name) => name === nameOf(file));
}

/** What stands in every deployment file of Git sync. */
export const deploymentMark = 'template-file-path';

/**
 * A deployment file of Git sync: `template-file-path`, from the root of the repository, and `parameters`.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/git-sync-concepts-terms.html
 */
function readDeploymentFile(text: string, file: string): ParameterFile | undefined {
  const document = /^\uFEFF?\s*\{/.test(text) ? parseJson(text, file) : parseYaml(text, file);
  const data = mapOf(document.root && plainData(document.root));
  if (!data || !('template-file-path' in data)) return undefined;
  const path = data['template-file-path'];
  const target = typeof path === 'string' ? localTemplate('deployment', path.replace(/^\/+/, '')) : 'outside';
  if (typeof target === 'string') return { document, problems: [problem(document, '`template-file-path` is the path of a template from the root of the repository.')], templates: [], deployments: [] };
  const values = valuesOf(data.parameters ?? {});
  if (!values) return { document, problems: [problem(document, '`parameters` is a map of texts, numbers and booleans.')], templates: [target.key], deployments: [] };
  return { document, problems: document.problems.filter(({ severity }) => severity === 'error'), templates: [target.key], deployments: [{ templates: [target.key], label: file, values }] };
}

/** `samconfig.{toml,yaml}`: the overrides that `sam deploy` takes, by environment. */
function readSamConfig(text: string, file: string): ParameterFile {
  const { document, data, problems } = file.endsWith('.toml') ? fromToml(text, file) : fromYaml(text, file);
  const folder = file.slice(0, file.length - nameOf(file).length);
  const deployments = Object.entries(data).flatMap(([environment, commands]): ParameterFile['deployments'] => {
    const global = at(commands, 'global', 'parameters');
    const deploy = at(commands, 'deploy', 'parameters');
    if (!global && !deploy) return [];
    const said = { ...global, ...deploy };
    const values = overridesOf(said.parameter_overrides);
    if (!values) {
      problems.push(problem(document, `\`parameter_overrides\` of ${environment} is a text, a list or a map of values.`));
      return [];
    }
    return [{ templates: templatesOf(said.template_file ?? said.template, folder), label: `${file} [${environment}]`, values }];
  });
  // What is broken may have named another template; the usual one is told then.
  const templates = deployments.length > 0 ? deployments.flatMap((one) => one.templates) : templatesOf(undefined, folder);
  return { document, problems, templates, deployments: deployments.some(({ values }) => values.size > 0) ? deployments : [] };
}

/** A template that a build made stands for the one it was made of. */
function templatesOf(named: unknown, folder: string): readonly string[] {
  const target = typeof named === 'string' && !/(^|\/)\.aws-sam\//.test(named) ? localTemplate(`${folder}samconfig`, named) : undefined;
  return typeof target === 'object' ? [target.key] : samTemplates.map((name) => folder + name);
}

/**
 * Overrides as SAM takes them: `A=1 B="x y"`, `ParameterKey=A,ParameterValue=1`, a list of such, or a map.
 * Undefined for anything else.
 */
function overridesOf(written: unknown): ReadonlyMap<string, string> | undefined {
  if (written === undefined) return new Map();
  const texts = typeof written === 'string' ? words(written) : Array.isArray(written) ? written : undefined;
  if (!texts) return valuesOf(written);
  const values = new Map<string, string>();
  for (const text of texts) {
    if (typeof text !== 'string') return undefined;
    for (const word of Array.isArray(written) ? [text] : words(text)) {
      const [, key, value] = /^ParameterKey=([^,]+),ParameterValue=(.*)$/s.exec(word) ?? /^([^=]+)=(.*)$/s.exec(word) ?? [];
      if (key !== undefined && value !== undefined) values.set(unquoted(key), unquoted(value));
    }
  }
  return values;
}

/** The words of a command line; blanks inside of quotes, or after a backslash, are part of a word. */
function words(text: string): readonly string[] {
  return text.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/gs) ?? [];
}

function unquoted(text: string): string {
  const [, , inner] = /^(["'])(.*)\1$/s.exec(text.trim()) ?? [];
  return (inner ?? text.trim()).replace(/\\(["'\\ ])/g, '$1');
}

function valuesOf(written: unknown): ReadonlyMap<string, string> | undefined {
  const map = mapOf(written);
  if (!map) return undefined;
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(map)) {
    if (value === null || value === undefined) continue;
    const texts = (Array.isArray(value) ? value : [value]).map(scalarText);
    if (!texts.every((text) => text !== undefined)) return undefined;
    values.set(name, texts.join(','));
  }
  return values;
}

function scalarText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) ? { ...value } : undefined;
}

function at(value: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  return path.reduce<Readonly<Record<string, unknown>> | undefined>((map, key) => mapOf(map?.[key]), mapOf(value));
}

interface Loaded {
  readonly document: SyntaxDocument;
  readonly data: Readonly<Record<string, unknown>>;
  readonly problems: Problem[];
}

function fromYaml(text: string, file: string): Loaded {
  const document = parseYaml(text, file);
  return { document, data: mapOf(document.root && plainData(document.root)) ?? {}, problems: document.problems.filter(({ severity }) => severity === 'error') };
}

function fromToml(text: string, file: string): Loaded {
  const document: SyntaxDocument = { file, text, syntax: 'yaml', root: undefined, byEntry: false, blocks: new Map([[`${file}#`, 0]]), comments: [], problems: [] };
  try {
    return { document, data: parse(text.replace(/^\uFEFF/, ' ')), problems: [] };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const start = new LineIndex(text).offsetAt({ line: error.line - 1, character: Math.max(0, error.column - 1) });
    return { document, data: {}, problems: [problem(document, 'This is no valid TOML from here on.', start)] };
  }
}

function problem({ file }: SyntaxDocument, message: string, start = 0): Problem {
  return { code: 'parameter-file', message, severity: 'error', at: { block: `${file}#`, range: { start, end: start } } };
}
