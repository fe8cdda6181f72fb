import type { CdkApp, CheckedApp } from '../project/check-cdk-app.ts';
import type { FailOn } from '../project/config.ts';
import type { FolderHost } from '../project/host.ts';
import type { FileName, Outcome } from './outcome.ts';

/** How a file is reported: its name, and from which severity on the command fails. */
interface Reported {
  readonly name: FileName;
  readonly failOn: FailOn;
}

/** What came of an app as outcomes of its files. `reportedAs` is undefined for a file that the configuration leaves out. `isWhole`: all of the output was asked for. */
export async function appOutcomes({ files, broken, notOurs, isUnreadable }: CheckedApp, reportedAs: (path: string) => Promise<Reported | undefined>, isWhole: boolean): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const add = async (path: string, outcome: (as: Reported) => Outcome): Promise<void> => {
    const as = await reportedAs(path);
    if (as) outcomes.push(outcome(as));
  };
  if (isWhole || isUnreadable) for (const { path, document, problems } of broken) await add(path, ({ name }) => ({ kind: 'broken', name, document, problems }));
  for (const { path, why } of notOurs) await add(path, ({ name }) => ({ kind: 'not-ours', name, why, sniffed: false, excluded: false }));
  for (const { path, checked } of files) await add(path, ({ name, failOn }) => ({ kind: 'template', name, checked, failOn, mended: [] }));
  return outcomes;
}

/**
 * The files below an output that are judged by themselves: those that were asked for by name and are no template of the app, and every template there
 * where the manifest could not be read. What else lies there (an asset, what an earlier synthesis left) is no part of the app.
 */
export async function strayFiles({ templates, isUnreadable }: CheckedApp, { output }: CdkApp, found: ReadonlySet<string>, named: ReadonlySet<string>, host: FolderHost): Promise<readonly string[]> {
  const known = new Set([...templates, `${output}/manifest.json`]);
  const wanted = isUnreadable ? [...found, ...(await templatesIn(output, host))] : [...named];
  return [...new Set(wanted)].filter((path) => !known.has(path));
}

/** What is named as a template in a folder of output, and in those of its stages. */
async function templatesIn(folder: string, host: FolderHost): Promise<readonly string[]> {
  const below: string[] = [];
  for (const { name, kind } of await host.entriesOf(folder)) {
    if (kind === 'file' && name.endsWith('.template.json')) below.push(`${folder}/${name}`);
    else if (kind === 'folder' && name.startsWith('assembly-')) below.push(...(await templatesIn(`${folder}/${name}`, host)));
  }
  return below;
}
