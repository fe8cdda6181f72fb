/** An edit that is not written, and why: a whole sentence for the user. */
export interface Refused {
  readonly refused: string;
}

/** A refusal with its reason. */
export function refuse(reason: string): Refused {
  return { refused: reason };
}

/** Was it refused? */
export function isRefused(result: object): result is Refused {
  return 'refused' in result;
}
