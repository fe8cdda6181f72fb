import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** The root of the checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** What is measured and how often. */
export interface Settings {
  readonly seed: number;
  readonly quick: boolean;
  /** Are other tools run? */
  readonly peers: boolean;
  /** A folder into which other tools were installed (`npm install` there, or with a `bin`); they are also looked for on the PATH. */
  readonly peersIn: string | undefined;
  /** Only benchmarks whose name holds one of these; all if there are none. */
  readonly parts: readonly string[];
  /** Where the built server and command lie. */
  readonly dist: string;
  /** Where results.json is written to. */
  readonly output: string;
}

/** Reads the command line. Throws a sentence on a mistake. */
export function readSettings(argv: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: 'boolean', default: false },
      peers: { type: 'boolean', default: false },
      'peers-in': { type: 'string' },
      seed: { type: 'string', default: '1' },
      part: { type: 'string', multiple: true, default: [] },
      dist: { type: 'string', default: join(root, 'dist') },
      output: { type: 'string', default: join(root, 'bench', 'results.json') },
    },
  });
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) throw new Error(`--seed ${values.seed} is no whole number.`);
  const dist = resolve(values.dist);
  if (!existsSync(join(dist, 'server.js'))) throw new Error(`${dist} holds no server.js: npm run build makes it.`);
  const peersIn = values['peers-in'] === undefined ? undefined : resolve(values['peers-in']);
  return { seed, quick: values.quick, peers: values.peers || peersIn !== undefined, peersIn, parts: values.part, dist, output: resolve(values.output) };
}
