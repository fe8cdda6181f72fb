/** One line of the table: what was measured, against what, and what is aimed at. */
export interface Row {
  /** What was measured, in words; unique among all rows. */
  readonly name: string;
  /** The figure that the target speaks of, with its unit: a ratio has none. */
  readonly value: number;
  readonly unit: 'x' | 'MB' | 'ms' | 'MB/s';
  /** At most this. Without it the row only informs. */
  readonly target?: number;
  /** The absolute figures behind the value. */
  readonly detail: string;
}

/** What one benchmark gives back. `notRun`: why some of it was left out. */
export interface Measured {
  readonly rows: readonly Row[];
  readonly notRun: readonly string[];
  /** Samples and facts for the JSON file. */
  readonly raw: unknown;
}

/** Is the target met? Undefined where there is none. */
export function isMet({ value, target }: Row): boolean | undefined {
  return target === undefined ? undefined : value <= target;
}

/** A row for the ratio of two medians, or of one percentile to a median: `1/60` reads better than 0.017. */
export function ratioText(value: number): string {
  return value < 0.2 ? `1/${Math.round(1 / value)}` : value.toFixed(2);
}

/** The value with its unit. */
export function valueText({ value, unit }: Pick<Row, 'value' | 'unit'>): string {
  if (unit === 'x') return ratioText(value);
  return `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`;
}
