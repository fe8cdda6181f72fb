// Lets the tests, which run in the extension host, press keys in the page that shows the workbench: a tiny HTTP door on 127.0.0.1.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const actionLimitMs = 10_000;

/** Moves the mouse to the middle of what the selector finds, whatever lies above it: a squiggle is drawn below its text. */
async function hover(page, { selector }) {
  const box = await page.locator(selector).first().boundingBox({ timeout: actionLimitMs });
  if (box === null) throw new Error(`${selector} is not visible`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
}

/** What a test may ask of the page. `keys` are Playwright's key names ("Control+.", "Enter"). */
const actions = {
  press: (page, { keys }) => page.keyboard.press(keys),
  type: (page, { keys }) => page.keyboard.type(keys),
  click: (page, { selector }) => page.locator(selector).first().click({ timeout: actionLimitMs }),
  hover,
  count: (page, { selector }) => page.locator(selector).count(),
  text: (page, { selector }) => page.locator(selector).allInnerTexts(),
  screenshot: async (page, { path }) => {
    await page.screenshot({ path, animations: 'disabled' });
  },
};

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

async function answerTo(page, request) {
  const wish = await bodyOf(request);
  const action = Object.hasOwn(actions, wish.action) ? actions[wish.action] : undefined;
  if (action === undefined) throw new Error(`unknown action ${wish.action}`);
  return { value: (await action(page, wish)) ?? null };
}

/** Opens the door; `serve(page)` says which page it acts on. Gives the URL (with a secret path) and a function that closes it. */
export async function startPageDriver() {
  const secret = `/${randomUUID()}`;
  let page;
  const server = createServer((request, response) => {
    const reply = (status, body) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method !== 'POST' || request.url !== secret || page === undefined) {
      reply(404, { error: 'nothing here' });
      return;
    }
    answerTo(page, request).then((body) => reply(200, body), (error) => reply(500, { error: String(error) }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${secret}`,
    serve: (shown) => {
      page = shown;
    },
    close: () => server.close(),
  };
}
