import { all, always, type Condition } from '../../core/model/condition.ts';
import type { Origin } from '../../core/model/origin.ts';
import type { Resource, Suppression } from '../../core/model/template.ts';
import type { Address, Scalar, Value } from '../../core/model/value.ts';
import { type Block, type Blocks, readBlocks } from './blocks.ts';
import { whenAny } from './conditions.ts';
import { type Cursor, itemsOf, textOf } from './cursor.ts';
import { print } from './expression/tree.ts';
import { parseTemplate } from './expression/parse.ts';
import { eachIn } from './each.ts';
import type { Named, Names, Use } from './names.ts';
import { readBody, readNode } from './nodes.ts';
import { policyOf } from './policy-data.ts';
import type { Problems } from './problems.ts';
import { localFolder, type ModuleSource } from './source.ts';
import { readDocumentSuppressions } from './suppressions.ts';
import { unknown } from './values.ts';
import { declareVariable, noteComparisons, plainValue, readGiven } from './variable-blocks.ts';
import type { VariableTable } from './variables.ts';

/** What all modules of one root share while they are read. */
export interface Shared {
  readonly table: VariableTable;
  readonly problems: Problems;
  readonly lookup: (folder: string) => ModuleSource | undefined;
  /** Folders that were asked for and not found. */
  readonly wants: Set<string>;
  /** Folders that are called. */
  readonly calls: Set<string>;
  readonly files: Set<string>;
  readonly suppressions: Suppression[];
  /** How many values, and modules, may still be made. */
  readonly left: { values: number; modules: number; depth: number };
}

/** How a module is called. */
interface Call {
  readonly prefix: string;
  readonly when: Condition;
  readonly multiplicity: string | undefined;
  readonly given: ReadonlyMap<string, Value>;
  /** The folders of the callers. */
  readonly callers: readonly string[];
}

const rootCall: Call = { prefix: '', when: always, multiplicity: undefined, given: new Map(), callers: [] };

/** Arguments that Terraform reads itself. Source: https://developer.hashicorp.com/terraform/language/meta-arguments */
const metaArguments: ReadonlySet<string> = new Set(['count', 'for_each', 'depends_on', 'provider', 'lifecycle', 'provisioner', 'connection', '//']);
const callArguments: ReadonlySet<string> = new Set(['source', 'version', 'providers', ...metaArguments]);
/** Data sources that fetch a secret. Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs */
const secretStores: ReadonlySet<string> = new Set(['aws_secretsmanager_secret_version', 'aws_secretsmanager_random_password', 'aws_kms_secrets']);
const attributeNames = ['lifecycle', 'provider', 'count', 'for_each'];

/** How long a chain of locals, variables and outputs may be. */
const maxChain = 150;

/** One instance of a module, read as it is asked for: names lead to locals, resources and to the modules that it calls. */
export class ModuleReading implements Names {
  readonly prefix: string;
  readonly blocks: Blocks;
  readonly #isOpen: boolean;
  readonly #source: ModuleSource;
  readonly #call: Call;
  readonly #shared: Shared;
  readonly #locals = new Map<string, Value>();
  readonly #open = new Set<string>();
  readonly #existence = new Map<string, Named>();
  readonly #data = new Map<string, Value>();
  readonly #modules = new Map<string, ModuleReading | undefined>();

  constructor(source: ModuleSource, shared: Shared, call: Call = rootCall) {
    this.#source = source;
    this.#shared = shared;
    this.#call = call;
    this.#isOpen = source.open ?? false;
    this.prefix = call.prefix;
    this.blocks = readBlocks(source.documents, shared.problems);
    for (const document of source.documents) {
      if (shared.files.has(document.file)) continue;
      shared.files.add(document.file);
      shared.suppressions.push(...readDocumentSuppressions(document, shared.problems));
    }
    if (call !== rootCall) return;
    const given = readGiven(source.values ?? [], shared.problems);
    for (const [name, block] of this.blocks.variable) declareVariable(name, block, given.get(name), shared.table);
    for (const text of textsIn(this.blocks)) noteComparisons(parseTemplate(text), shared.table);
  }

  /** Are there resources that cannot be seen: in files that we do not read, or in a module elsewhere that is handed a resource of ours? */
  get isOpen(): boolean {
    return this.#isOpen || [...this.blocks.module].some(([name, block]) => this.#module(name)?.isOpen ?? this.#handsOver(block));
  }

  #handsOver(block: Block): boolean {
    const use = this.#useIn(block);
    return [...block.entries].some(([name, cursor]) => !callArguments.has(name) && holdsReference(readNode(cursor, use, this)));
  }

  variable(name: string, use: Use): Value {
    const block = this.blocks.variable.get(name);
    const id = `var.${name}`;
    if (this.#call === rootCall) {
      if (this.#shared.table.has(id)) return this.#shared.table.valueOf(id, use.at);
    } else {
      const given = this.#call.given.get(name);
      if (given) return given;
      const byDefault = block?.entries.get('default');
      if (byDefault) return plainValue(byDefault);
    }
    if (!block && !this.#isOpen) this.#shared.problems.add('dangling-reference', `There is no variable ${name} in this module.`, use.at, 'warning');
    return unknown(use.at, `${this.prefix}${id} is not declared here`, { symbol: this.prefix + id });
  }

  local(name: string, use: Use): Value {
    const cursor = this.blocks.locals.get(name);
    if (!cursor) {
      if (!this.#isOpen) this.#shared.problems.add('dangling-reference', `There is no local ${name} in this module.`, use.at, 'warning');
      return unknown(use.at, `local.${name} is not declared here`, { symbol: `${this.prefix}local.${name}` });
    }
    return this.#once(this.#locals, `local.${name}`, cursor.at, () => readNode(cursor, { local: new Map() }, this));
  }

  resource(type: string, name: string, use: Use): Named {
    const block = this.blocks.resource.get(`${type}.${name}`);
    if (block) return this.#named(block);
    if (!this.#isOpen) this.#shared.problems.add('dangling-reference', `There is no resource ${type}.${name} in this module.`, use.at, 'warning');
    return { address: `${this.prefix}${type}.${name}`, type, when: always, isMany: false };
  }

  passedOn(type: string, name: string, argument: string): readonly Address[] {
    const cursor = this.blocks.resource.get(`${type}.${name}`)?.entries.get(argument);
    if (!cursor || metaArguments.has(argument) || !/^\$\{[^{}]*\}$/.test(textOf(cursor) ?? '')) return [];
    const value = this.#once(this.#locals, `${type}.${name}.${argument}`, cursor.at, () => readNode(cursor, { local: new Map() }, this));
    return value.kind === 'ref' ? [value.to, ...(value.passedOn ?? [])] : [];
  }

  data(type: string, name: string, attribute: string, use: Use): Value | undefined {
    const block = this.blocks.data.get(`${type}.${name}`);
    if (!block && !this.#isOpen) this.#shared.problems.add('dangling-reference', `There is no data source ${type}.${name} in this module.`, use.at, 'warning');
    if (secretStores.has(type)) {
      const symbol = `${this.prefix}data.${type}.${name}.${attribute}`;
      return unknown(use.at, `${symbol} is kept in a secret store`, { channel: 'secretsmanager', symbol });
    }
    if (type !== 'aws_iam_policy_document' || (attribute !== 'json' && attribute !== 'minified_json') || !block) return undefined;
    return this.#once(this.#data, `data.${type}.${name}`, block.at, () => policyOf(readBody(block.at, block.entries, metaArguments, this.#useIn(block), this)));
  }

  output(module: string, name: string, use: Use): Value | undefined {
    const called = this.#module(module);
    if (!this.blocks.module.has(module) && !this.#isOpen) this.#shared.problems.add('dangling-reference', `There is no call of a module ${module} here.`, use.at, 'warning');
    return called?.outputValue(name);
  }

  /** What the module gives under a name to its caller. */
  outputValue(name: string): Value | undefined {
    const block = this.blocks.output.get(name);
    const value = block?.entries.get('value');
    return block && value && this.#once(this.#locals, `output.${name}`, block.at, () => readNode(value, { local: new Map() }, this));
  }

  is(variable: string, value: Scalar | null): Condition | undefined {
    return this.#shared.table.has(variable) ? this.#shared.table.is(variable, value) : undefined;
  }

  undecided(text: string): Condition {
    return this.#shared.table.opaque(text);
  }

  spend(amount: number): boolean {
    this.#shared.left.values -= amount;
    return this.#shared.left.values > 0;
  }

  /** The resources of the module and of those that it calls. */
  *resources(): Iterable<Resource> {
    for (const block of this.blocks.resource.values()) yield this.#resource(block);
    for (const block of this.blocks.data.values()) if (block.labels[0] === 'http') yield this.#subject(block, 'data');
    // A module that is called keeps no state of its own.
    if (this.#call === rootCall) for (const block of this.blocks.backend.values()) yield this.#subject(block, 'backend');
    for (const block of this.blocks.provider.values()) if (block.labels[0] === 'aws') yield this.#subject(block, 'provider');
    for (const name of this.blocks.module.keys()) yield* this.#module(name)?.resources() ?? [];
  }

  #resource(block: Block): Resource {
    const { entries, at, typeAt } = block;
    const [type = ''] = block.labels;
    const { address, when } = this.#named(block);
    const use = this.#useIn(block);
    const multiplicity = this.#multiplicity(block) ?? this.#call.multiplicity;
    const attributes = new Map<string, Value>();
    for (const name of attributeNames) {
      const cursor = entries.get(name);
      if (cursor) attributes.set(name, readNode(cursor, use, this));
    }
    return {
      address,
      type,
      at,
      typeAt,
      when,
      ...(multiplicity !== undefined && { multiplicity }),
      properties: readBody(at, entries, metaArguments, use, this),
      attributes,
      dependsOn: this.#dependsOn(entries.get('depends_on'), use),
    };
  }

  /** What is no resource, and is judged like one: its type is `@data.TYPE`, `@backend.TYPE` or `@provider.NAME`. */
  #subject(block: Block, kind: 'data' | 'backend' | 'provider'): Resource {
    const { entries, at, typeAt, labels } = block;
    return {
      address: `${this.prefix}${kind}.${labels.join('.')}`,
      type: `@${kind}.${labels[0] ?? ''}`,
      at,
      typeAt,
      when: all([this.#call.when, this.#existenceOf(block)]),
      properties: readBody(at, entries, metaArguments, this.#useIn(block), this),
      attributes: new Map(),
      dependsOn: [],
    };
  }

  #named(block: Block): Named {
    const name = block.labels.join('.');
    const known = this.#existence.get(name);
    if (known) return known;
    const [type = ''] = block.labels;
    const named = { address: this.prefix + name, type, isMany: this.#multiplicity(block) !== undefined };
    // A count that depends on the resource itself is read as if it were there.
    this.#existence.set(name, { ...named, when: this.#call.when });
    const when = all([this.#call.when, this.#existenceOf(block)]);
    this.#existence.set(name, { ...named, when });
    return { ...named, when };
  }

  #existenceOf({ entries }: Block): Condition {
    const source = entries.get('count') ?? entries.get('for_each');
    if (!source) return always;
    return whenAny(readNode(source, { local: new Map() }, this), this) ?? always;
  }

  /** The text of `count` or `for_each`. */
  #multiplicity({ entries }: Block): string | undefined {
    const source = entries.get('count') ?? entries.get('for_each');
    if (!source) return undefined;
    const text = textOf(source);
    return text === undefined ? (entries.has('count') ? 'count' : 'for_each') : this.prefix + print(parseTemplate(text));
  }

  /** What `each` and `count` mean in the block: a choice over the keys where they are known. */
  #useIn(block: Block): Omit<Use, 'at'> {
    const { entries } = block;
    const forEach = entries.get('for_each');
    const count = entries.get('count');
    const text = this.#multiplicity(block);
    if (text === undefined) return { local: new Map() };
    if (forEach) return { local: new Map([['each', eachIn(readNode(forEach, { local: new Map() }, this), text, forEach.at, this.#shared.table)]]) };
    const at = count?.at ?? block.at;
    return { local: new Map([['count', { kind: 'map', at, open: false, entries: new Map([['index', unknown(at, 'count.index differs from instance to instance', { symbol: `count.index in ${text}` })]]) }]]) };
  }

  #dependsOn(cursor: Cursor | undefined, use: Omit<Use, 'at'>): readonly Address[] {
    if (!cursor) return [];
    const items = itemsOf(cursor);
    if (!items) this.#shared.problems.add('wrong-type', '`depends_on` takes a list of addresses.', cursor.at);
    return (items ?? []).flatMap((item) => {
      const [, type, name] = /^(?:\$\{)?([a-z][\w-]*)\.([\w-]+)(?:\[[^\]]*\])?\}?$/.exec(textOf(item) ?? '') ?? [];
      if (type === undefined || name === undefined || type === 'module' || type === 'data') return [];
      const found = this.blocks.resource.has(`${type}.${name}`);
      if (!found) this.resource(type, name, { ...use, at: item.at });
      return found ? [`${this.prefix}${type}.${name}`] : [];
    });
  }

  #module(name: string): ModuleReading | undefined {
    if (this.#modules.has(name)) return this.#modules.get(name);
    this.#modules.set(name, undefined);
    const block = this.blocks.module.get(name);
    const called = block && this.#callOf(name, block);
    this.#modules.set(name, called);
    return called;
  }

  #callOf(name: string, block: Block): ModuleReading | undefined {
    const { entries } = block;
    const { problems, lookup, wants, calls, left } = this.#shared;
    const written = entries.get('source');
    const source = textOf(written);
    if (source === undefined) {
      problems.add('missing-source', `The module ${name} has no source.`, written?.at ?? block.at, 'error', 'key');
      return undefined;
    }
    const folder = localFolder(this.#source.folder, source);
    if (folder === undefined) return undefined;
    const callers = [...this.#call.callers, this.#source.folder];
    if (callers.includes(folder)) {
      problems.add('module-cycle', `The module ${name} calls itself: ${[...callers.slice(callers.indexOf(folder)), folder].join(' → ')}.`, written?.at ?? block.at);
      return undefined;
    }
    if (callers.length > 30 || --left.modules < 0) {
      problems.add('too-many-modules', 'Modules call each other too often to be read wholly.', written?.at ?? block.at);
      return undefined;
    }
    const found = lookup(folder);
    if (!found) {
      wants.add(folder);
      return undefined;
    }
    calls.add(folder);
    const given = new Map<string, Value>();
    const use = this.#useIn(block);
    for (const [argument, cursor] of entries) if (!callArguments.has(argument)) given.set(argument, readNode(cursor, use, this));
    const when = all([this.#call.when, this.#existenceOf(block)]);
    return new ModuleReading(found, this.#shared, { prefix: `${this.prefix}module.${name}.`, when, multiplicity: this.#multiplicity(block) ?? this.#call.multiplicity, given, callers });
  }

  /** The value of a name, made once. A name that leads back to itself is a problem, and unknown. */
  #once(into: Map<string, Value>, name: string, at: Origin, make: () => Value): Value {
    const known = into.get(name);
    if (known) return known;
    const { left, problems } = this.#shared;
    if (this.#open.has(name)) {
      problems.add('cycle', `${name} depends on itself.`, at, 'error', 'key');
      return unknown(at, `${name} depends on itself`);
    }
    if (left.depth >= maxChain) return unknown(at, `${name} stands at the end of a chain that is too long`);
    this.#open.add(name);
    left.depth++;
    const value = make();
    left.depth--;
    this.#open.delete(name);
    into.set(name, value);
    return value;
  }
}

function holdsReference(value: Value): boolean {
  switch (value.kind) {
    case 'ref':
      return true;
    case 'list':
      return value.items.some(holdsReference);
    case 'map':
      return [...value.entries.values()].some(holdsReference);
    case 'text':
      return value.parts.some((part) => typeof part !== 'string' && holdsReference(part));
    case 'choice':
      return value.cases.some((c) => holdsReference(c.value));
    case 'scalar':
    case 'absent':
    case 'unknown':
      return false;
  }
}

/** Every text in which expressions may stand. */
function* textsIn(blocks: Blocks): Iterable<string> {
  const { resource, data, module, output, locals } = blocks;
  const bodies = [resource, data, module, output].flatMap((kind) => [...kind.values()].flatMap(({ entries }) => [...entries.values()]));
  const waiting: Cursor['node'][] = [...bodies, ...locals.values()].map(({ node }) => node);
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind === 'scalar' && typeof node.value === 'string' && node.value.includes('${')) yield node.value;
    if (node.kind === 'sequence') waiting.push(...node.items);
    if (node.kind === 'mapping') waiting.push(...node.pairs.map((pair) => pair.value));
  }
}
