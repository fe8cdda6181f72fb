import { spawnSync } from 'node:child_process';

/** Wall milliseconds of one run of a Node program to its end, its output thrown away. Throws unless it leaves with one of `fine`. */
export function runMs(args: readonly string[], fine: readonly number[] = [0]): number {
  const start = performance.now();
  const { status, error } = spawnSync(process.execPath, [...args], { stdio: 'ignore' });
  const ms = performance.now() - start;
  if (error) throw error;
  if (status === null || !fine.includes(status)) throw new Error(`node ${args.join(' ')} left with ${status ?? 'a signal'}.`);
  return ms;
}

/** Runs programs in turn, in an order that turns with each round, so that load falls on all alike: the samples of each. */
export function interleaved<Name extends string>(rounds: number, programs: Readonly<Record<Name, () => number>>): Readonly<Record<Name, readonly number[]>> {
  const names = Object.keys(programs) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (const name of names) programs[name]();
  for (let round = 0; round < rounds; round++)
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length];
      if (name !== undefined) samples[name].push(programs[name]());
    }
  return samples;
}
