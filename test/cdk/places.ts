import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { rules } from '../../rules/index.ts';
import { LineIndex } from '../../server/src/core/text/line-index.ts';
import { readAssembly, type Assembly } from '../../server/src/formats/cdk/assembly.ts';
import type { Lookup } from '../../server/src/formats/cdk/lookup.ts';
import { checkCdkApp, type CheckedApp } from '../../server/src/project/check-cdk-app.ts';
import { absoluteRange } from '../../server/src/project/check.ts';
import { disk } from '../../server/src/project/disk.ts';

/** A lookup on disk: nothing is left to be wanted. */
export const onDisk = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

/** The assembly in a folder; throws where it could not be read at once. */
export function assemblyIn(folder: string, lookup: Lookup = onDisk): Assembly {
  const read = readAssembly(folder, lookup);
  if (read.kind === 'wants') throw new Error(`not read: ${read.paths.join(', ')}`);
  return read.value;
}

/** The rules that the example app breaks, whatever profile they belong to. */
export const broken = ['rds-storage-encrypted', 'rds-deletion-protection', 'sqs-queue-encrypted', 'dynamodb-pitr', 's3-bucket-tls-only'];
const chosen = rules.filter(({ id }) => broken.includes(id)).map((rule) => ({ rule, severity: rule.severity }));

/** The output of an app, judged by these rules. */
export function checkApp(project: string, output: string): Promise<CheckedApp> {
  return checkCdkApp({ project, output }, { host: disk, keyOf: (path) => relative(isInside(path, output) ? output : project, path), optionsOf: () => Promise.resolve({ rules: chosen, profile: 'default' }) });
}

/** A line per finding and resource: `template construct rule | file:line:column precision | advice`, with lines and columns from 1. */
export function placedFindings({ files }: CheckedApp): readonly string[] {
  return files.flatMap(({ checked }) => {
    const lines = new LineIndex(checked.document.text);
    return checked.report.findings.flatMap((finding) => {
      const source = checked.sources?.get(finding);
      const { line, character } = lines.positionAt(absoluteRange(checked.document, finding.place).start);
      const shown = source?.precision === 'unknown' ? 'nowhere' : `${checked.file}:${line + 1}:${character + 1} ${source?.precision ?? ''}`;
      return (source?.made ?? []).map(({ template, construct }) => `${template} ${construct?.path ?? ''} ${finding.rule} | ${shown} | ${source?.advice ?? ''}`);
    });
  });
}

const isInside = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);
