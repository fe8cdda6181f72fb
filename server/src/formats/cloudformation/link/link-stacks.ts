import type { Condition, Variable } from '../../../core/model/condition.ts';
import type { Problem, Template, TemplateCall } from '../../../core/model/template.ts';
import type { Address, Value } from '../../../core/model/value.ts';
import type { SyntaxDocument } from '../../../syntax/tree.ts';
import { localTemplate } from '../calls.ts';
import { choice, relocate } from '../choices.ts';
import type { Inherited } from '../inherited.ts';
import { unknown } from '../reading.ts';
import { type TemplateMemory, withOldObjects } from '../memory.ts';
import { updateTemplate } from '../template.ts';
import { Carrier } from './carrier.ts';
import { substitute, substituteIn, type Reference } from './substitute.ts';

/** The document of a template; why there is none; or `unread`, where nobody has looked yet. */
export type Lookup = (key: string) => SyntaxDocument | { readonly why: string } | 'unread';

/** A template as one chain of calls deploys it. */
export interface StackInstance {
  readonly template: Template;
  readonly document: SyntaxDocument;
  /** The calls that lead to it, the outermost first; none for the root. */
  readonly through: readonly TemplateCall[];
}

/** A root template with all that it deploys. */
export interface LinkedStacks {
  /** Each caller before what it calls. */
  readonly instances: readonly StackInstance[];
  /** Templates that are called and unread. */
  readonly wants: readonly string[];
  /** What the next version of the root may take over. */
  readonly left: RootMemory | undefined;
}

/** A root as it was read, and as it was linked. */
export interface RootMemory {
  readonly read: TemplateMemory;
  readonly linked: Template;
}

/**
 * How far one root is followed. CloudFormation itself takes fewer nested stacks.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const limits = { stacks: 500, depth: 20, values: 200_000 };

/**
 * Follows the nested stacks of a root template inside of the project. Each template is read once for each call of it, with what the caller gives
 * for its parameters; what a caller reads of its outputs becomes the value there. Pure; never throws: a template that is missing, or that calls
 * itself, is a problem of the caller's, and the rest is followed.
 * `parameters`: values in place of the defaults of a template by its key; what a caller gives counts over them. `before`: what an earlier version of the root left.
 */
export function linkStacks(document: SyntaxDocument, lookup: Lookup, parameters: (key: string) => ReadonlyMap<string, string> | undefined, before?: RootMemory): LinkedStacks {
  const linking = new Linking(lookup, parameters, before);
  linking.stack(document, undefined, []);
  return { instances: linking.instances.flatMap((instance) => instance ?? []), wants: [...linking.wants], left: linking.left };
}

/** A call that was followed. */
interface Called {
  readonly template: Template;
  /** Carries values of the called template back to its caller. */
  readonly carrier: Carrier;
}

class Linking {
  readonly instances: (StackInstance | undefined)[] = [];
  readonly wants = new Set<string>();
  left: RootMemory | undefined;
  readonly #left = { stacks: limits.stacks, values: limits.values };

  constructor(
    private readonly lookup: Lookup,
    private readonly parameters: (key: string) => ReadonlyMap<string, string> | undefined,
    private readonly before: RootMemory | undefined,
  ) {}

  /** Reads a template and all that it calls. */
  stack(document: SyntaxDocument, inherited: Inherited | undefined, through: readonly { readonly key: string; readonly call: TemplateCall }[]): Template {
    const key = document.file;
    const before = through.length === 0 ? this.before : undefined;
    const { template, memory } = updateTemplate(document, key, this.parameters(key), before?.read, inherited);
    const slot = this.instances.push(undefined) - 1;
    const problems: Problem[] = [];
    const known = new Map<Address, Called | undefined>();
    const calls = new Map(template.calls.map((call) => [call.address, call]));
    const called = (address: Address): Called | undefined => {
      const call = calls.get(address);
      if (!call || known.has(address)) return known.get(address);
      // Stacks that need each other's outputs cannot be deployed: the one that is asked for meanwhile is not known.
      known.set(address, undefined);
      const given = substitute(call.given, output);
      known.set(address, this.#follow({ ...call, given }, template, through, inherited, problems));
      return known.get(address);
    };
    const output = (reference: Reference): Value | undefined => {
      const name = /^Outputs\.(.+)$/.exec(reference.attribute)?.[1];
      const of = name === undefined || !calls.has(reference.to) ? undefined : called(reference.to);
      return of && name !== undefined ? outputOf(of, name, reference, problems) : undefined;
    };
    for (const address of calls.keys()) called(address);
    const linked = withObjectsOf(before?.linked, withOutputs(template, output, known.values(), problems));
    if (through.length === 0) this.left = memory && { read: memory, linked };
    this.instances[slot] = { template: linked, document, through: through.map(({ call }) => call) };
    return linked;
  }

  #follow(call: TemplateCall, caller: Template, through: readonly { readonly key: string; readonly call: TemplateCall }[], inherited: Inherited | undefined, problems: Problem[]): Called | undefined {
    const report = (code: string, message: string, severity: Problem['severity'] = 'warning'): undefined => {
      problems.push({ code, message, severity, at: { block: call.sourceAt.block, range: call.sourceAt.value } });
    };
    const target = localTemplate(caller.key, call.source);
    if (target === 'elsewhere') return undefined;
    if (target === 'outside') return report('nested-template-outside', `${call.source} leads out of the project: the stack ${call.address} is not judged.`);
    const { key } = target;
    const chain = [...through.map((one) => one.key), caller.key];
    if (chain.includes(key)) return report('nested-stack-cycle', `The stack ${call.address} deploys itself: ${[...chain.slice(chain.indexOf(key)), key].join(' → ')}.`, 'error');
    const document = this.lookup(key);
    if (document === 'unread') {
      this.wants.add(key);
      return undefined;
    }
    if ('why' in document) return report('nested-template-missing', `The template ${call.source} of the stack ${call.address} cannot be judged: ${document.why}.`);
    if (chain.length > limits.depth || --this.#left.stacks < 0) return report('too-many-nested-stacks', 'Stacks deploy each other too often to be judged wholly.', 'error');
    const template = this.stack(document, this.#handed(call, caller, inherited), [...through, { key: caller.key, call }]);
    const down = prefixOf(caller);
    const own = ({ id, label }: Variable): string => (id.startsWith(down) ? label : `${label} of the stack ${call.address}`);
    return { template, carrier: new Carrier(template, (name) => (name.startsWith(down) ? name.slice(down.length) : `${call.address}.${name}`), own, this.#left) };
  }

  /** What a call hands over, in the terms of the called template. */
  #handed(call: TemplateCall, caller: Template, inherited: Inherited | undefined): Inherited {
    const prefix = prefixOf(caller);
    const own = ({ id, label }: Variable): string => (inherited?.variables.has(id) ? label : `${label} of ${nameOf(caller.key)}`);
    const carrier = new Carrier(caller, (name) => prefix + name, own, this.#left);
    const { values, others } = entriesOf(call.given);
    const carried = new Map([...values].map(([name, value]) => [name, carrier.value(value)]));
    const constraints: readonly Condition[] = [call.when, ...caller.constraints].map((condition) => carrier.condition(condition)).filter(({ op }) => op !== 'const');
    return { values: carried, ...(others && { others: carrier.value(others) }), variables: carrier.variables, conditions: carrier.conditions, constraints };
  }
}

/** The file name of a template. */
const nameOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

/** What stands before the names of a caller in what it calls: no name of a template's own has a colon but those of AWS. */
const prefixOf = ({ key }: Template): string => `${nameOf(key)}:`;

/** The values by parameter. An Fn::If over whole maps gives a choice for each parameter of any of them. */
function entriesOf(given: Value): { readonly values: ReadonlyMap<string, Value>; readonly others?: Value } {
  switch (given.kind) {
    case 'absent':
      return { values: new Map() };
    case 'map':
      return { values: given.entries, ...(given.open && { others: unknown(given, 'it may be given by a macro', { maybeAbsent: true }) }) };
    case 'choice': {
      const cases = given.cases.map(({ when, value }) => ({ when, ...entriesOf(value) }));
      const names = new Set(cases.flatMap(({ values }) => [...values.keys()]));
      const at = (name: string | undefined): Value => choice(given, cases.map(({ when, values, others }) => ({ when, value: (name === undefined ? undefined : values.get(name)) ?? others ?? { kind: 'absent', at: given.at } })));
      return { values: new Map([...names].map((name) => [name, at(name)])), ...(cases.some(({ others }) => others) && { others: at(undefined) }) };
    }
    case 'scalar':
    case 'list':
    case 'text':
    case 'ref':
    case 'unknown':
      return { values: new Map(), others: unknown(given, 'what is given for the parameters cannot be read') };
  }
}

/** The value of an output where the caller reads it: as a stack gives it, a text. */
function outputOf({ template, carrier }: Called, name: string, reference: Reference, problems: Problem[]): Value | undefined {
  const output = template.outputs.get(name);
  const value = output?.kind === 'map' ? output.entries.get('Value') : undefined;
  if (value) return relocate(carrier.value(value), reference);
  if (!output && !template.open)
    problems.push({ code: 'dangling-reference', message: `The template of ${reference.to} has no output ${name}.`, severity: 'warning', at: { block: reference.at.block, range: reference.at.value } });
  return undefined;
}

function withOutputs(template: Template, output: (reference: Reference) => Value | undefined, called: Iterable<Called | undefined>, problems: Problem[]): Template {
  if (template.calls.length === 0) return template;
  const substituted = substituteIn(template, output);
  const variables = new Map(template.variables);
  const conditions = new Map(template.conditions);
  for (const { carrier } of [...called].flatMap((one) => one ?? [])) {
    for (const [id, variable] of carrier.variables) variables.set(id, grown(variables.get(id), variable));
    for (const [name, condition] of carrier.conditions) if (!conditions.has(name)) conditions.set(name, condition);
  }
  return { ...template, ...substituted, variables, conditions, problems: [...template.problems, ...problems] };
}

/** The same template with the objects of the one before where they say the same. */
function withObjectsOf(before: Template | undefined, now: Template): Template {
  if (!before) return now;
  const [resources, variables, conditions, outputs] = [withOldObjects(now.resources, before.resources), withOldObjects(now.variables, before.variables), withOldObjects(now.conditions, before.conditions), withOldObjects(now.outputs, before.outputs)];
  return { ...now, resources, variables, conditions, outputs };
}

/** The variable with the values that another template compares it with. */
function grown(own: Variable | undefined, other: Variable): Variable {
  return own ? { ...own, domain: [...new Set([...own.domain, ...(own.open ? other.domain : [])])] } : other;
}
