import type { Fate, Loss } from './losses.ts';

/** What a sentence about a loss is made of. */
export interface LossInWords extends Pick<Loss, 'type' | 'holds' | 'properties' | 'outcome'> {
  readonly fate: Fate;
  readonly resource: string;
  readonly becomes?: string;
  readonly nets: readonly string[];
}

/** What becomes of a store, in a sentence without its end. */
export function lossWords({ fate, resource, becomes, properties, type }: LossInWords): string {
  const named = properties.length > 0 ? ` (${properties.join(', ')})` : '';
  switch (fate) {
    case 'deleted':
      return `${type} ${resource} is deleted`;
    case 'renamed':
      return `${type} ${resource} is renamed to ${becomes ?? ''}: it is deleted, and a new one is made`;
    case 'replaced':
      return `${type} ${resource} is replaced by a new one${named}`;
    case 'may-be-replaced':
      return `${type} ${resource} may be replaced by a new one${named}`;
    case 'refused':
      return `${type} ${resource} cannot be changed so: the deployment fails${named}`;
    case 'unknown':
      return `what the change does to ${type} ${resource} is not known${named}`;
  }
}

/** What becomes of the data, in a phrase. */
export function outcomeWords({ outcome, holds, fate, nets }: LossInWords): string {
  const because = nets.length > 0 ? `: ${nets.join('; ')}` : '';
  switch (outcome) {
    case 'kept':
      return fate === 'refused' ? `${holds}: not touched` : `${holds}: kept${because}`;
    case 'recoverable':
      return `${holds}: lost after a while${because}`;
    case 'lost':
      return `${holds}: ${fate === 'may-be-replaced' ? 'lost if so' : 'lost'}, no safety net`;
    case 'unknown':
      return `${holds}: nobody can tell`;
  }
}

/** A loss as sentences are made of it. */
export function lossInWords({ fate, address, becomes, type, holds, properties, outcome, nets }: Loss): LossInWords {
  return { fate, resource: address, ...(becomes === undefined ? {} : { becomes }), type, holds, properties, outcome, nets: nets.map(({ words }) => words) };
}
