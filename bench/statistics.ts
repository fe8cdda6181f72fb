/** What is kept of many samples. Milliseconds, unless its name says otherwise. */
export interface Summary {
  readonly n: number;
  readonly min: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** The summary of at least one sample. */
export function summaryOf(samples: readonly number[]): Summary {
  if (samples.length === 0) throw new Error('There is no sample to sum up.');
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
  return { n: sorted.length, min: at(1 / sorted.length), p50: at(0.5), p95: at(0.95), max: at(1) };
}

/** The median of at least one sample. */
export function median(samples: readonly number[]): number {
  return summaryOf(samples).p50;
}
