import type { Scalar, Settled } from '../model/value.ts';

/** Are the two the same to CloudFormation and Terraform? "true" is true, "7" is 7. */
export function sameScalar(a: Scalar, b: Scalar): boolean {
  if (a === b) return true;
  if (typeof a === 'boolean' || typeof b === 'boolean') return String(a).toLowerCase() === String(b).toLowerCase();
  if (typeof a === 'number' || typeof b === 'number') {
    const [x, y] = [toNumber(a), toNumber(b)];
    return x !== undefined && x === y;
  }
  return false;
}

/** The number that a scalar stands for. */
export function toNumber(value: Scalar): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean' || !/^\s*[-+]?\d+(\.\d+)?\s*$/.test(value)) return undefined;
  return Number(value);
}

/** Empty counts as not written: `""`, `[]`, `{}`. */
export function isEmpty(value: Settled): boolean {
  switch (value.kind) {
    case 'absent':
      return true;
    case 'scalar':
      return value.value === '';
    case 'list':
      return !value.open && value.items.length === 0;
    case 'map':
      return !value.open && value.entries.size === 0;
    case 'ref':
    case 'text':
    case 'unknown':
      return false;
  }
}

/** A scalar as a message shows it: short, in code quotes. */
export function show(value: Scalar): string {
  const text = String(value);
  return `\`${text.length > 60 ? `${text.slice(0, 57)}…` : text}\``;
}
