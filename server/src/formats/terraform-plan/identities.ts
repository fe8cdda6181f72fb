import type { Instance } from './instance.ts';
import { own, textOf } from './json.ts';

/** ARNs, URLs, UUIDs and ids with a prefix (`fs-0123abcd`): nobody gives one to two things. A name may be given twice. */
const unique = /^(?:arn:|https:\/\/|[a-z]{1,12}-[0-9a-f]{8,17}$|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-)/;

/** What a text names, where it is the ARN, id or URL of an instance that exists already. */
export type Identities = ReadonlyMap<string, { readonly instance: Instance; readonly attribute: string }>;

/**
 * The instances by their known ARN, id and URL, so that values that are known already join as references do. Companions without an ARN carry the id
 * of what they belong to, and are left out.
 */
export function identitiesOf(instances: readonly Instance[]): Identities {
  const found = new Map<string, { readonly instance: Instance; readonly attribute: string }>();
  const twice = new Set<string>();
  for (const instance of instances) {
    if (instance.mode === 'data' || textOf(own(instance.values, 'arn')) === undefined) continue;
    for (const attribute of ['arn', 'id', 'url', 'key_id']) {
      const name = textOf(own(instance.values, attribute));
      if (name === undefined || !unique.test(name)) continue;
      const known = found.get(name);
      if (known && known.instance !== instance) twice.add(name);
      else if (!known) found.set(name, { instance, attribute });
    }
  }
  for (const name of twice) found.delete(name);
  return found;
}
