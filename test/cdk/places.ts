import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rules } from '../../rules/index.ts';
import { adviceFor } from '../../server/src/formats/cdk/advice.ts';
import { readAssembly, type Assembly } from '../../server/src/formats/cdk/assembly.ts';
import { searchConstruct, type Source } from '../../server/src/formats/cdk/construct-search.ts';
import type { Lookup } from '../../server/src/formats/cdk/lookup.ts';
import { placeInSource } from '../../server/src/formats/cdk/source-place.ts';
import { absoluteRange, checkText } from '../../server/src/project/check.ts';

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
const broken = ['rds-storage-encrypted', 'rds-deletion-protection', 'sqs-queue-encrypted', 'dynamodb-pitr', 's3-bucket-tls-only'];
const chosen = rules.filter(({ id }) => broken.includes(id)).map((rule) => ({ rule, severity: rule.severity }));

/** A line per finding of these rules: `template logical id rule | file:line:column precision | advice`, with lines and columns from 1. */
export function placedFindings(assembly: Assembly, project: string): readonly string[] {
  const sources = sourcesOf(project);
  return assembly.templates.flatMap((template) => {
    const checked = checkText(onDisk(template.templateFile) ?? '', template.templateFile, { rules: chosen, profile: 'default' });
    if (checked.kind !== 'template') return [`${template.templateFile}: ${checked.why}`];
    return checked.report.findings
      .filter(({ verdict }) => verdict === 'fail')
      .map((finding) => {
        const file = relative(assembly.folder, template.templateFile);
        const construct = template.constructOf(finding.subject);
        if (construct === undefined) return `${file} ${finding.subject} ${finding.rule} | no construct`;
        const advice = adviceFor({ rule: finding.rule, type: finding.type, property: finding.path }, construct);
        const range = absoluteRange(checked.document, finding.place);
        const value = scalarIn(checked.document.text.slice(range.start, range.end));
        const found = placeInSource(construct, { property: finding.path, project, ...(advice.target ? { target: advice.target } : {}), ...(value === undefined ? {} : { value }) }, onDisk);
        const place = (found.kind === 'read' ? found.value : undefined) ?? searchConstruct(construct, sources);
        const shown = place === undefined ? 'nowhere' : `${relative(project, place.file)}:${place.from.line + 1}:${place.from.character + 1} ${place.precision}`;
        return `${file} ${construct.path} ${finding.rule} | ${shown} | ${advice.text}`;
      });
  });
}

function sourcesOf(project: string): readonly Source[] {
  const files = ['bin', 'lib'].flatMap((folder) => readdirSync(join(project, folder)).map((name) => join(project, folder, name)));
  return files.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}

function scalarIn(text: string): boolean | number | undefined {
  return text === 'true' || text === 'false' ? text === 'true' : /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}
