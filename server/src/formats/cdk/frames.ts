import { isAbsolute, normalized } from './paths.ts';

/** One line of a trace. Line and column count from 1; the column is 0 where none is told. */
export interface Frame {
  readonly name: string;
  /** Normalized. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * The frames of a trace, innermost first, without those of libraries and of the runtime: in `node_modules`, `site-packages`,
 * `node:` and jsii's own. Lines that are no frames (`...node internals...`, `(no user code …)`) are left out, and what
 * follows them is read: a host language's frames stand there.
 */
export function userFrames(trace: readonly string[]): readonly Frame[] {
  return trace.flatMap((line) => {
    const frame = frameOf(line);
    return frame === undefined || isLibrary(frame.file) ? [] : [frame];
  });
}

/** `name (file:line:column)`, `file:line:column`; the column may be missing; the file may be a `file:` URL. Java: `pkg.Class.method(Class.java:12)`. */
function frameOf(line: string): Frame | undefined {
  const text = line.trim().replace(/^at /, '');
  const inner = /^(.*?)\s?\(([^()]*(?:\([^()]*\)[^()]*)*)\)$/.exec(text);
  const [name, place] = inner ? [inner[1] ?? '', inner[2] ?? ''] : ['', text];
  const found = /^(.+?):(\d{1,9})(?::(\d{1,9}))?$/.exec(place);
  const [, file, at, column] = found ?? [];
  if (file === undefined || at === undefined || text.startsWith('...')) return undefined;
  return { name, file: pathOf(file), line: Number(at), column: Number(column ?? 0) };
}

function pathOf(file: string): string {
  const path = file.startsWith('file://') ? decoded(file.slice('file://'.length)).replace(/^\/([A-Za-z]:)/, '$1') : file;
  return path.startsWith('node:') || path.startsWith('<') ? path : normalized(path);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Code of others. A frame without a folder is kept where it may be a source of Java; `evalmachine`, `native` and the like are not. */
function isLibrary(file: string): boolean {
  if (/(?:^|\/)(?:node_modules|site-packages|dist-packages|\.venv)\//.test(file) || /^(?:node:|<|internal\/)/.test(file) || /\/jsii-(?:runtime|kernel)/.test(file)) return true;
  return !isAbsolute(file) && !/\.(?:[cm]?[jt]sx?|py|java|kt|scala|go|cs)$/.test(file);
}
