import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** VS Code calls this in its extension host: runs the bundled suites beside it; rejects, so that VS Code ends with 1, when a test fails. */
export async function run(): Promise<void> {
  const folder = join(__dirname, process.env['DATAWARD_E2E_SUITE'] ?? 'suite');
  // Imported, not required: mocha is an ES module, which the oldest supported extension host cannot require.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: join(__dirname, '..', '..', 'scripts', 'mocha-counts.cjs') });
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(join(folder, name));
  }
  const failed = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failed > 0) throw new Error(`${failed} of the end-to-end tests failed`);
}
