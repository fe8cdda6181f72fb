#!/usr/bin/env node
// `npm run screenshots`: writes docs/images/*.png from the real VS Code. `npm test` never does.
import { runMain, setUp } from './setup.mjs';

await runMain(async () => {
  await setUp();
  const { takeScreenshots } = await import('../test/e2e/run.mjs');
  const { failed } = await takeScreenshots();
  return failed === 0 ? 0 : 1;
});
