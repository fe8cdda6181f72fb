// A headless Chromium: the one that comes as an npm package, else one of the system.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const quietArguments = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

async function importFrom(host, name) {
  const file = createRequire(join(host, 'package.json')).resolve(name);
  const loaded = await import(pathToFileURL(file).href);
  // A CommonJS build keeps its own default one level further down.
  return loaded.default.default ?? loaded.default;
}

/**
 * The packaged Chromium: unpacks itself, and the libraries that it needs, where it believes to run in AWS Lambda. It unpacks into the
 * temporary folder: one inside the host, so that no other checkout, and no other user, has left files of its own there.
 */
async function packagedBrowser(host) {
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
  const before = process.env.TMPDIR;
  process.env.TMPDIR = join(host, 'node_modules', '.chromium');
  mkdirSync(process.env.TMPDIR, { recursive: true });
  try {
    const chromium = await importFrom(host, '@sparticuz/chromium');
    const executablePath = await chromium.executablePath();
    const fonts = join(process.env.TMPDIR, 'fonts', 'fonts.conf');
    writeFileSync(fonts, readFileSync(fonts, 'utf8').replaceAll('>/tmp/', `>${process.env.TMPDIR}/`));
    // It brings one proportional font; code is shown in this one, so that screenshots look the same everywhere.
    await chromium.font(join(host, 'node_modules', 'dejavu-fonts-ttf', 'ttf', 'DejaVuSansMono.ttf'));
    return { executablePath, args: [...chromium.args, ...quietArguments] };
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

async function launchFirst(playwright, candidates) {
  const complaints = [];
  for (const candidate of candidates) {
    try {
      return await playwright.launch({ headless: true, ...(await candidate()) });
    } catch (error) {
      complaints.push(String(error));
    }
  }
  throw new Error(`No Chromium starts:\n${complaints.join('\n')}`);
}

/** Starts a browser; throws, with each candidate's complaint, when none starts. DATAWARD_CHROMIUM names one to use instead. */
export async function launchBrowser(host) {
  const { chromium } = await importFrom(host, 'playwright-core');
  const named = process.env.DATAWARD_CHROMIUM;
  const onSystem = named === undefined ? systemBrowsers.filter((file) => existsSync(file)) : [named];
  const candidates = onSystem.map((executablePath) => () => Promise.resolve({ executablePath, args: quietArguments }));
  return await launchFirst(chromium, named === undefined ? [() => packagedBrowser(host), ...candidates] : candidates);
}
