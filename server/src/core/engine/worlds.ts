import type { Condition, Variable } from '../model/condition.ts';
import type { Template } from '../model/template.ts';

/** Stands for every value outside of a variable's domain. */
export const OTHER = '\u0000other';

/**
 * What is decided of a deployment: for each variable that was asked about, the values it may still have.
 * A variable that is missing may have any. The cubes of one enumeration are disjoint, and together cover everything.
 */
export type Cube = ReadonlyMap<string, ReadonlySet<string>>;

/** Nothing is decided. */
export const undecided: Cube = new Map();

/** The values that a variable may take, `OTHER` among them where it is open. An unknown id has none: its conditions are false. */
export function valuesOf(variable: Variable | undefined): ReadonlySet<string> {
  if (!variable) return new Set();
  const values = new Set(variable.domain);
  if (variable.preset !== undefined && (variable.open || values.size === 0)) values.add(variable.preset);
  if (variable.open || values.size === 0) values.add(OTHER);
  return values;
}

/** Does the cube hold a deployment that gives every variable its default, and that satisfies the constraints? */
export function holdsDefaults(cube: Cube, template: Template): boolean {
  for (const [id, values] of cube) {
    const variable = template.variables.get(id);
    if (variable?.preset !== undefined && valuesOf(variable).has(variable.preset) && !values.has(variable.preset)) return false;
  }
  if (template.constraints.length === 0) return true;
  const narrowed = new Map(cube);
  for (const [id, variable] of template.variables)
    if (variable.preset !== undefined && valuesOf(variable).has(variable.preset)) narrowed.set(id, new Set([variable.preset]));
  return deployable(template, narrowed);
}

/** One path through the choices of a template: answers conditions, and decides a variable the first time that it is asked for. */
export class World {
  readonly #template: Template;
  readonly #others: Cube[];
  #cube: Cube;
  /** The names of the conditions that are being answered. */
  #open: Set<string> | undefined;

  /** Every cube that is left aside is added to `others`. */
  constructor(template: Template, cube: Cube, others: Cube[]) {
    this.#template = template;
    this.#cube = cube;
    this.#others = others;
  }

  /** What was decided so far. */
  get cube(): Cube {
    return this.#cube;
  }

  /** Does the condition hold here? A condition that names itself, or an unknown one, does not. */
  holds(condition: Condition): boolean {
    switch (condition.op) {
      case 'const':
        return condition.value;
      case 'is':
        return this.#is(condition.variable, condition.value);
      case 'not':
        return !this.holds(condition.of);
      case 'all':
        return condition.of.every((c) => this.holds(c));
      case 'any':
        return condition.of.some((c) => this.holds(c));
      case 'named': {
        const named = this.#template.conditions.get(condition.name);
        const open = (this.#open ??= new Set());
        if (!named || open.has(condition.name)) return false;
        open.add(condition.name);
        const holds = this.holds(named);
        open.delete(condition.name);
        return holds;
      }
    }
  }

  #is(id: string, value: string): boolean {
    const variable = this.#template.variables.get(id);
    const values = this.#cube.get(id) ?? valuesOf(variable);
    if (!values.has(value)) return false;
    if (values.size === 1) return true;
    const without = new Set(values);
    without.delete(value);
    const preset = variable?.preset;
    const takeIt = preset === undefined || preset === value || !values.has(preset);
    const [taken, left] = takeIt ? [new Set([value]), without] : [without, new Set([value])];
    this.#others.push(new Map(this.#cube).set(id, left));
    this.#cube = new Map(this.#cube).set(id, taken);
    return takeIt;
  }
}

/**
 * Runs `visit` once per world, deciding only what is asked for. Stops after `budget` worlds.
 * Returns whether every world was visited.
 */
export function forEachWorld(template: Template, from: Cube, budget: number, visit: (world: World) => 'go on' | 'stop'): boolean {
  const waiting: Cube[] = [from];
  for (let runs = 0; runs < budget; runs++) {
    const cube = waiting.pop();
    if (!cube) return true;
    if (visit(new World(template, cube, waiting)) === 'stop') return true;
  }
  return waiting.length === 0;
}

/** Can a deployment within the cube satisfy the template's constraints? Taken to be so where the search is too long. */
export function deployable(template: Template, cube: Cube): boolean {
  if (template.constraints.length === 0) return true;
  let found = false;
  const complete = forEachWorld(template, cube, 256, (world) => {
    found = template.constraints.every((c) => world.holds(c));
    return found ? 'stop' : 'go on';
  });
  return found || !complete;
}

/** Do the two cubes have a world in common? */
export function intersect(a: Cube, b: Cube): boolean {
  for (const [id, values] of a) {
    const others = b.get(id);
    if (others && ![...values].some((v) => others.has(v))) return false;
  }
  return true;
}
