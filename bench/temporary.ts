import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for generated files; it goes when this process leaves. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dataward-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
