import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { Finding } from '../core/engine/finding.ts';
import type { Template } from '../core/model/template.ts';
import { LineIndex } from '../core/text/line-index.ts';
import type { TextEdit } from '../core/text/range.ts';
import { fileThrough, filesThrough, isModuleFile, judgeRoots, rootsWith, type ModuleFolder } from '../project/check-module.ts';
import { findCdkApps } from '../project/find-cdk-apps.ts';
import { fixAll } from '../project/fix-all.ts';
import { fixModuleFile } from '../project/fix-module.ts';
import { among } from '../project/hold-back.ts';
import { pathWithin } from '../project/host.ts';
import type { Abilities } from './abilities.ts';
import { editsOfRounds, isSafe } from './action-edits.ts';
import type { CheckedDocuments } from './checked-documents.ts';
import { protocolEdits } from './convert.ts';
import type { ServerHost } from './host.ts';
import { manyEdits, type DocumentEdits } from './workspace-edit.ts';

/** Where the workspace is. */
export interface Workspace {
  readonly host: ServerHost;
  /** Paths of its folders, with forward slashes. */
  readonly folders: () => readonly string[];
}

/** How many files are looked into. */
const maxFiles = 20_000;

/** What is safe to mend in the workspace. */
interface Fixes {
  readonly documents: DocumentEdits[];
  mended: number;
  /** Findings whose fix needs a decision. */
  left: number;
}

/** The Terraform modules of a folder of the workspace. */
interface ModulesOf {
  readonly folder: string;
  readonly mended: Map<string, string>;
}

type Wanted = (finding: Finding, template: Template) => boolean;

/**
 * Mends everything in the workspace that is safe to mend, or what one rule finds, by one edit that the client shows first; one that cannot is asked by a
 * question. What a configuration leaves out and what is generated is left alone. Answers whether an edit was applied.
 */
export async function fixWorkspace(rule: string | undefined, documents: CheckedDocuments, workspace: Workspace, client: Abilities, connection: Connection, token: CancellationToken): Promise<boolean> {
  const progress = await connection.window.createWorkDoneProgress();
  progress.begin('Dataward: looking for what is safe to fix', 0, undefined, true);
  const isCancelled = (): boolean => token.isCancellationRequested || progress.token.isCancellationRequested;
  let fixes: Fixes | undefined;
  try {
    fixes = await findFixes(rule, documents, workspace, isCancelled, (share) => progress.report(Math.round(100 * share)));
  } finally {
    progress.done();
  }
  if (!fixes) return false;
  const { mended, left } = fixes;
  const rest = left === 0 ? '' : ` ${counted(left, 'finding')} ${left === 1 ? 'needs' : 'need'} a decision of yours and ${left === 1 ? 'is' : 'are'} left: deploying the fix replaces or interrupts something, adds a resource, or does what nobody knows.`;
  if (mended === 0) {
    connection.window.showInformationMessage(`Dataward: nothing in the workspace can be fixed without a decision of yours.${rest}`);
    return false;
  }
  const what = `${counted(mended, 'finding')} in ${counted(fixes.documents.length, 'file')}`;
  if (!client.previewsEdits && (await connection.window.showInformationMessage(`Dataward: fix ${what}?${rest}`, { title: 'Fix' }))?.title !== 'Fix') return false;
  const label = client.previewsEdits ? `Dataward: fix ${what}` : undefined;
  const { applied } = await connection.workspace.applyEdit({ label: 'Dataward', edit: manyEdits(fixes.documents, label, client) });
  // Who is shown the edit may take a part of it, and does not say which.
  const done = client.previewsEdits ? `what you chose of ${what} is fixed` : `${what} fixed`;
  if (applied) connection.window.showInformationMessage(`Dataward: ${done}.${rest}`);
  return applied;
}

const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** Undefined where it was cancelled. */
async function findFixes(rule: string | undefined, documents: CheckedDocuments, { host, folders }: Workspace, isCancelled: () => boolean, report: (share: number) => void): Promise<Fixes | undefined> {
  const wanted: Wanted = (finding, template) => (rule === undefined || finding.rule === rule) && isSafe(finding, template);
  const fixes: Fixes = { documents: [], mended: 0, left: 0 };
  const seen = new Set<string>();
  const isNew = (path: string): boolean => seen.size < seen.add(path).size;
  for (const folder of folders()) {
    const outputs = (await findCdkApps(folder, host)).map(({ output }) => output);
    const isGenerated = (path: string): boolean => outputs.some((output) => pathWithin(path, output) !== undefined);
    const paths = (await host.findFiles(folder)).slice(0, maxFiles).filter((path) => !isModuleFile(path) && !isGenerated(path) && isNew(path));
    const modules = [...(await documents.modulesIn(folder))];
    const of: ModulesOf = { folder, mended: new Map() };
    const steps = [
      ...paths.map((path) => () => fixFile(path, rule, wanted, documents, fixes)),
      ...modules.map(([module, roots]) => () => fixModule(module, roots, of, rule, wanted, documents, fixes, isNew)),
    ];
    for (const [done, step] of steps.entries()) {
      if (isCancelled()) return undefined;
      await step();
      if (done % 20 === 0) report(done / steps.length);
    }
  }
  return fixes;
}

async function fixFile(path: string, rule: string | undefined, wanted: Wanted, documents: CheckedDocuments, fixes: Fixes): Promise<void> {
  const at = await documents.fileAt(path);
  if (at?.checked.kind !== 'template') return;
  const { checked, mended, rounds } = fixAll(at.text, at.checked, at.check, (finding, template) => !at.isHeld(finding) && wanted(finding, template));
  fixes.left += unsafeIn(checked.report.findings.filter((finding) => !at.isHeld(finding)), checked.template, rule);
  note(fixes, at.uri, documents.versionOf(at.uri), at.lines, editsOfRounds(at.text, rounds), mended.length);
}

/** Mends the files of a module through the root modules that lead to it. `mended`: what became of files before, by path from the folder; it grows. */
async function fixModule(module: string, roots: readonly string[], { folder, mended }: ModulesOf, rule: string | undefined, wanted: Wanted, documents: CheckedDocuments, fixes: Fixes, isNew: (path: string) => boolean): Promise<void> {
  const found = await documents.modulesBeside(`${module}/`, roots, folder);
  const read = (of: string): ModuleFolder | undefined => {
    const known = found.folders.get(of);
    return known && { ...known, texts: new Map([...known.texts].map(([key, text]) => [key, mended.get(key) ?? text])) };
  };
  for (const [key, text] of found.folders.get(module)?.texts ?? []) {
    const options = isNew(`${folder}/${key}`) ? await documents.optionsFor(`${folder}/${key}`) : undefined;
    if (!options) continue;
    const through = rootsWith(options, found.roots);
    const asFound = judgeRoots(through, read);
    const isHeld = among(await documents.held.of(filesThrough(asFound).map(({ file, report }) => ({ path: `${folder}/${file}`, findings: report.findings }))));
    const fixed = fixModuleFile(key, through, read, (finding, template) => !isHeld(finding) && wanted(finding, template), asFound);
    if (fixed) {
      mended.set(key, fixed.text);
      const uri = documents.uriOf(`${folder}/${key}`);
      note(fixes, uri, documents.versionOf(uri), new LineIndex(text), editsOfRounds(text, fixed.rounds), fixed.mended.length);
    }
    const checked = fileThrough(key, judgeRoots(through, read));
    if (checked) fixes.left += unsafeIn(checked.report.findings.filter((finding) => !isHeld(finding)), checked.template, rule);
  }
}

function note(fixes: Fixes, uri: string, version: number | null, lines: LineIndex, edits: readonly TextEdit[], mended: number): void {
  if (edits.length === 0) return;
  fixes.documents.push({ uri, version, edits: protocolEdits(edits, lines) });
  fixes.mended += mended;
}

function unsafeIn(findings: readonly Finding[], template: Template, rule: string | undefined): number {
  return findings.filter((finding) => finding.verdict === 'fail' && !finding.suppressed && finding.fix && (rule === undefined || finding.rule === rule) && !isSafe(finding, template)).length;
}
