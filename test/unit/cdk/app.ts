import { rules } from '../../../rules/index.ts';
import { checkCdkApp, type CheckedApp } from '../../../server/src/project/check-cdk-app.ts';
import { absoluteRange } from '../../../server/src/project/check.ts';
import type { CheckOptions } from '../../../server/src/project/check.ts';
import type { FolderHost } from '../../../server/src/project/host.ts';

type Files = Readonly<Record<string, unknown>>;

/** Files in memory; texts as they are, everything else as JSON. All were changed at the same time, but for those of `times`. */
export function hostOf(files: Files, times: Readonly<Record<string, number>> = {}): FolderHost {
  const texts = new Map(Object.entries(files).map(([path, content]) => [path, typeof content === 'string' ? content : JSON.stringify(content)]));
  return {
    readFile: (path) => Promise.resolve(texts.has(path) ? new TextEncoder().encode(texts.get(path)) : undefined),
    factsOf(path) {
      const isFolder = [...texts.keys()].some((one) => one.startsWith(`${path}/`));
      return Promise.resolve(texts.has(path) || isFolder ? { kind: isFolder ? 'folder' : 'file', timeMs: times[path] ?? 0, sizeBytes: texts.get(path)?.length ?? 0, real: path } : undefined);
    },
    entriesOf(path) {
      const below = [...texts.keys()].filter((one) => one.startsWith(`${path}/`)).map((one) => one.slice(path.length + 1));
      return Promise.resolve([...new Map(below.map((one) => [one.split('/')[0] ?? '', one.includes('/')])).entries()].map(([name, isFolder]) => ({ name, kind: isFolder ? 'folder' : 'file' })));
    },
  };
}

/** Judges the app at /app by these rules. `skip`: templates that are not judged. */
export function check(files: Files, ids: readonly string[], more: Partial<CheckOptions> = {}, skip: readonly string[] = []): Promise<CheckedApp> {
  const chosen = rules.filter(({ id }) => ids.includes(id)).map((rule) => ({ rule, severity: rule.severity }));
  return checkCdkApp({ project: '/app', output: '/app/cdk.out' }, { host: hostOf(files), keyOf: (path) => path.slice('/app/'.length), optionsOf: (path) => Promise.resolve(skip.includes(path) ? undefined : { rules: chosen, catalogue: rules, profile: 'default', ...more }) });
}

/** Each finding as `file: the text that it stands at`. */
export const found = ({ files }: CheckedApp): readonly string[] =>
  files.flatMap(({ checked }) =>
    checked.report.findings.map(({ place, verdict }) => {
      const { start, end } = absoluteRange(checked.document, place);
      return `${verdict} ${checked.file}: ${checked.document.text.slice(start, end)}`;
    }),
  );

/** A manifest of one stack, whose template is `a.json`. */
export const manifest = (metadata: object = {}, parameters: object = {}): object => ({ version: '38.0.1', artifacts: { A: { type: 'aws:cloudformation:stack', properties: { templateFile: 'a.json', parameters }, metadata } } });
