import type { Requirement } from './requirement.ts';

/** The last keys of the properties whose secrets a requirement asks about: `MasterUserPassword`. */
export function secretKeysIn(requirement: Requirement): readonly string[] {
  switch (requirement.op) {
    case 'secretChannel':
      return Object.values(requirement.fact.places).flatMap((places) => places.flatMap((path) => {
        const last = path.findLast((step) => step.kind === 'key');
        return last ? [last.key] : [];
      }));
    case 'all':
    case 'any':
      return requirement.of.flatMap(secretKeysIn);
    case 'not':
      return secretKeysIn(requirement.of);
    case 'forEach':
    case 'forSome':
      return secretKeysIn(requirement.require);
    case 'cases':
      return requirement.of.flatMap((c) => secretKeysIn(c.require));
    default:
      return [];
  }
}
