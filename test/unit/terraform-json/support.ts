import { fileOf } from '../../../server/src/core/model/origin.ts';
import type { Template } from '../../../server/src/core/model/template.ts';
import type { Value } from '../../../server/src/core/model/value.ts';
import { readModule, type ModuleRead } from '../../../server/src/formats/terraform-json/module.ts';
import type { ModuleSource } from '../../../server/src/formats/terraform-json/source.ts';
import { parseJson } from '../../../server/src/syntax/json/parse.ts';
import { absolute } from '../../../server/src/syntax/walk.ts';

/** Files by path; text, or data that is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

/** Folders with their files; `*.tfvars.json` are values. */
export function sourcesOf(files: Files): ReadonlyMap<string, ModuleSource> {
  const found = new Map<string, { folder: string; documents: ReturnType<typeof parseJson>[]; values: ReturnType<typeof parseJson>[] }>();
  for (const [path, content] of Object.entries(files)) {
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    const source = found.get(folder) ?? { folder, documents: [], values: [] };
    found.set(folder, source);
    const document = parseJson(typeof content === 'string' ? content : JSON.stringify(content, null, 2), path);
    (path.endsWith('.tfvars.json') ? source.values : source.documents).push(document);
  }
  return found;
}

/** Reads the root module of files; those of one file may be given as data. */
export function read(files: Files, root = ''): ModuleRead {
  const sources = sourcesOf(files);
  return readModule(sources.get(root) ?? { folder: root, documents: [] }, (folder) => sources.get(folder));
}

/** The template of one file `main.tf.json`. */
export function template(data: unknown, more: Files = {}): Template {
  return read({ 'main.tf.json': data, ...more }).template;
}

/** An argument of a resource. */
export function argument(of: Template, address: string, name: string): Value | undefined {
  const properties = of.resources.get(address)?.properties;
  return properties?.kind === 'map' ? properties.entries.get(name) : undefined;
}

/** Each problem as `code: the text that it is about`. */
export function problemsOf(of: Template, files: Files): readonly string[] {
  const documents = [...sourcesOf(files).values()].flatMap(({ documents: own, values = [] }) => [...own, ...values]);
  return of.problems.map(({ code, at }) => {
    const document = documents.find(({ file }) => file === fileOf(at));
    const { start, end } = document ? absolute(document, at) : { start: 0, end: 0 };
    return `${code}: ${document?.text.slice(start, end) ?? '?'}`;
  });
}
