import type { Finding } from '../core/engine/finding.ts';
import type { Template } from '../core/model/template.ts';
import { encodeText } from '../project/decode.ts';
import { checkText, type Checked, type CheckMemory, type CheckedTemplate, type CheckOptions } from '../project/check.ts';
import type { FailOn } from '../project/config.ts';
import { fixAll } from '../project/fix-all.ts';
import { among } from '../project/hold-back.ts';
import type { ReadFile } from '../project/read-file.ts';
import { replaceFile } from '../project/replace-file.ts';
import { sniff } from '../formats/detect.ts';
import { impactOfFix } from '../impact/safety.ts';
import type { FileName, Outcome } from './outcome.ts';

/** Which fixes are applied, and whether the file is written. Absent: none are. */
export interface FixChoice {
  readonly unsafe: boolean;
  readonly dryRun: boolean;
}

/** How one file is judged. */
export interface CheckFileOptions {
  readonly check: CheckOptions;
  /** How its text, or another in its place, is judged; by itself where not given. */
  readonly judge?: (text: string) => Checked;
  readonly memory?: CheckMemory;
  readonly failOn: FailOn;
  readonly fix: FixChoice | undefined;
  /** What a baseline holds back of files that are judged together: it is not mended. */
  readonly held?: (files: readonly CheckedTemplate[]) => ReadonlySet<Finding>;
  /** It was asked for by its own name: then it must be readable. */
  readonly named: boolean;
}

/** Judges a file that was read, and mends it if asked. The one boundary for our own bugs: they become an outcome. */
export function checkFile(read: ReadFile, name: FileName, options: CheckFileOptions): Outcome {
  try {
    return outcomeOf(read, name, options);
  } catch (error) {
    return crash(name, error);
  }
}

/** The outcome of a bug of ours. */
export function crash(name: FileName, error: unknown): Outcome {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'crashed', name, message, stack };
}

function outcomeOf(read: ReadFile, name: FileName, options: CheckFileOptions): Outcome {
  if (read.kind !== 'text') return unreadOutcome(read, name, options.named);
  const check = options.judge ?? ((text: string): Checked => checkText(text, name.key, options.check, options.memory));
  const checked = check(read.text);
  if (checked.kind === 'not-ours') {
    return { kind: 'not-ours', name, why: checked.why, sniffed: sniff(read.text, name.key).maybe, excluded: false };
  }
  const judged: Outcome = { kind: 'template', name, checked, failOn: options.failOn, mended: [] };
  const { fix } = options;
  if (!fix) return judged;
  const held = options.held?.([checked]);
  const isWanted = wantedBy(fix, held);
  const fixed = fixAll(read.text, checked, check, isWanted);
  const left = unwanted(fixed.checked, fix, held);
  if (fixed.mended.length === 0) return { ...judged, unsafeLeft: left };
  const notWritten = fix.dryRun ? undefined : replaceFile(name.absolute, read.bytes, encodeText(fixed.text, read.encoding));
  return notWritten === undefined ? { ...judged, checked: fixed.checked, mended: fixed.mended, before: checked, unsafeLeft: left } : { ...judged, notWritten };
}

/** Which fixes are applied: the safe ones, or all; none of what is held back, for what is not reported is not mended. */
export function wantedBy(fix: FixChoice, held: ReadonlySet<Finding> = new Set()): (finding: Finding, template: Template) => boolean {
  const isHeld = among(held);
  return (finding, template) => !isHeld(finding) && (fix.unsafe || impactOfFix(finding, template)?.safe === true);
}

/** How many failures have a fix that is left because of what deploying it does. */
export function unwanted({ report, template }: CheckedTemplate, fix: FixChoice, held: ReadonlySet<Finding> | undefined): number {
  const [isMended, isReported] = [wantedBy(fix, held), wantedBy({ ...fix, unsafe: true }, held)];
  return report.findings.filter((f) => f.verdict === 'fail' && !f.suppressed && f.fix && isReported(f, template) && !isMended(f, template)).length;
}

/** What could not be read might have been a template: it is no template only where nothing speaks for it. */
function unreadOutcome(read: Exclude<ReadFile, { kind: 'text' }>, name: FileName, named: boolean): Outcome {
  const isOurs = read.kind === 'unreadable' && (named || read.lossy === undefined || sniff(read.lossy, name.key).maybe);
  if (isOurs || (read.kind === 'too-large' && named)) return { kind: 'unreadable', name, why: read.why };
  return { kind: 'not-ours', name, why: read.why, sniffed: false, excluded: false };
}
