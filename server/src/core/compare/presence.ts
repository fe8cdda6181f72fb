import { witness } from '../engine/witness.ts';
import { forEachWorld, holdsDefaults, type Cube } from '../engine/worlds.ts';
import type { Resource, Template } from '../model/template.ts';
import { counterparts } from './counterparts.ts';

interface Lived {
  readonly cube: Cube;
  readonly isThere: boolean;
  readonly isDefault: boolean;
}

/**
 * In which deployments a resource that both templates declare was there and is there no longer: `when` as a smallest choice, empty where it is so
 * in all of them. Undefined where there is none.
 */
export function vanishes(before: Resource, after: Resource, old: Template, now: Template): { readonly when: readonly string[]; readonly byDefault: boolean } | undefined {
  const news = presences(after, now);
  const pairs = presences(before, old)
    .filter(({ isThere }) => isThere)
    .flatMap((a) => counterparts(a, news).map((b) => ({ cube: b.cube, isGone: !b.isThere, isDefault: a.isDefault && b.isDefault })));
  const gone = pairs.filter(({ isGone }) => isGone).sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  const [first] = gone;
  if (!first) return undefined;
  const others = pairs.filter(({ isGone }) => !isGone).map(({ cube }) => cube);
  return { when: others.length === 0 ? [] : witness(first.cube, others, now), byDefault: first.isDefault };
}

function presences(resource: Resource, template: Template): readonly Lived[] {
  const found: Lived[] = [];
  forEachWorld(template, new Map(), 128, (world) => {
    const isThere = world.holds(resource.when);
    found.push({ cube: world.cube, isThere, isDefault: holdsDefaults(world.cube, template) });
    return 'go on';
  });
  return found;
}
