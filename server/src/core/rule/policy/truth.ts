/** An answer of which we may not know enough. */
export type Truth = 'yes' | 'no' | 'unknown';

/** A statement in code as a truth. */
export const truth = (holds: boolean): Truth => (holds ? 'yes' : 'no');

/** No if one of them is no; else unknown if one of them is. Stops asking at the first no. */
export function every<T>(of: Iterable<T>, ask: (one: T) => Truth): Truth {
  let result: Truth = 'yes';
  for (const one of of) {
    const answer = ask(one);
    if (answer === 'no') return 'no';
    if (answer === 'unknown') result = 'unknown';
  }
  return result;
}

/** Yes if one of them is yes; else unknown if one of them is. Stops asking at the first yes. */
export function some<T>(of: Iterable<T>, ask: (one: T) => Truth): Truth {
  let result: Truth = 'no';
  for (const one of of) {
    const answer = ask(one);
    if (answer === 'yes') return 'yes';
    if (answer === 'unknown') result = 'unknown';
  }
  return result;
}
