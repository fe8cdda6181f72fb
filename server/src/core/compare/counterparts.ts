import { intersect, type Cube } from '../engine/worlds.ts';

interface World {
  readonly cube: Cube;
  readonly isDefault: boolean;
}

/**
 * The worlds of the new version that a world of the old one is compared with: those with which it has a deployment in common. A default world that has no
 * default one among them, since a default changed, is compared with the new default worlds besides.
 */
export function counterparts<T extends World>(world: World, news: readonly T[]): readonly T[] {
  const common = news.filter(({ cube }) => intersect(world.cube, cube));
  if (!world.isDefault || common.some(({ isDefault }) => isDefault)) return common;
  return [...common, ...news.filter((one) => one.isDefault)];
}
