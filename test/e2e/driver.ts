// How the tests, which run in the extension host, act on the page that shows the workbench. Only the web host offers it.
import * as vscode from 'vscode';

interface Wish {
  readonly action: 'press' | 'type' | 'click' | 'hover' | 'count' | 'text' | 'screenshot';
  readonly selector?: string;
  readonly keys?: string;
  readonly path?: string;
}

const pollMs = 100;
const limitMs = 20_000;
const menuPatienceMs = 4_000;
const observationMs = 1_500;

async function ask(wish: Wish): Promise<unknown> {
  const url = process.env['DATAWARD_E2E_DRIVER'];
  if (url === undefined) throw new Error('This VS Code has no page driver.');
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(wish) });
  const answer = (await response.json()) as { readonly value?: unknown; readonly error?: string };
  if (answer.error !== undefined) throw new Error(`${wish.action}: ${answer.error}`);
  return answer.value;
}

/** Whether the page can be driven: false in a desktop VS Code, where a keystroke test must skip itself. */
export function canDrive(): boolean {
  return process.env['DATAWARD_E2E_DRIVER'] !== undefined;
}

/** Presses one key or chord, in Playwright's names: `Control+.`, `Enter`, `Escape`. */
export async function press(keys: string): Promise<void> {
  await ask({ action: 'press', keys });
}

/** Types text into what has the focus. */
export async function type(keys: string): Promise<void> {
  await ask({ action: 'type', keys });
}

/** Clicks the first element that the selector finds; waits for it, at most 10 s. */
export async function click(selector: string): Promise<void> {
  await ask({ action: 'click', selector });
}

/** Moves the mouse over the first element that the selector finds; waits for it, at most 10 s. */
export async function hover(selector: string): Promise<void> {
  await ask({ action: 'hover', selector });
}

/** How many elements the selector finds now. */
export async function count(selector: string): Promise<number> {
  return Number(await ask({ action: 'count', selector }));
}

/** The visible text of each element that the selector finds now. */
export async function texts(selector: string): Promise<readonly string[]> {
  const value = await ask({ action: 'text', selector });
  return Array.isArray(value) ? value.map(String) : [];
}

/** Writes what the workbench shows now into a PNG file. */
export async function screenshot(path: string): Promise<void> {
  await ask({ action: 'screenshot', path });
}

/** Asks again until the answer satisfies `isDone` and gives that answer; throws, naming `what` and the last answer, after 20 s. */
export async function until<T>(what: string, question: () => T | PromiseLike<T>, isDone: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const answer = await question();
    if (isDone(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`No ${what} within ${limitMs / 1000} s; the last answer was ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** Asks again for one and a half seconds; throws as soon as an answer does not satisfy `isSo`: for what must not happen. */
export async function stays<T>(what: string, question: () => T | PromiseLike<T>, isSo: (answer: T) => boolean): Promise<void> {
  const deadline = Date.now() + observationMs;
  while (Date.now() < deadline) {
    const answer = await question();
    if (!isSo(answer)) throw new Error(`${what} was expected; then the answer was ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/**
 * Opens the quick-fix menu at the cursor of the active editor by Ctrl+. and gives the titles in it, groups' headers not among them.
 * Presses again only when nothing opened, for a second Ctrl+. applies the first entry of an open menu.
 */
export async function openQuickFixes(): Promise<readonly string[]> {
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  const deadline = Date.now() + limitMs;
  while (Date.now() < deadline) {
    await press('Control+.');
    const patience = Date.now() + menuPatienceMs;
    while (Date.now() < patience) {
      const titles = await texts('.action-widget .monaco-list-row.action');
      if (titles.length > 0) return titles.map((title) => title.trim());
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }
  throw new Error(`No quick-fix menu opened within ${limitMs / 1000} s`);
}
