import type { Diagnostic, Range as ProtocolRange } from 'vscode-languageserver';
import type { Finding } from '../core/engine/finding.ts';
import type { Place } from '../core/model/origin.ts';
import type { RuleRecord } from '../core/rule/rule.ts';
import type { Abilities } from './abilities.ts';
import type { CheckedDocument } from './checked-document.ts';
import { type DiagnosticData, findingDiagnostic, subjectPlace } from './convert.ts';

/**
 * The diagnostics of one document, kept from version to version: while a finding is the same object and stands on the same lines, so is its
 * diagnostic. The law: they equal what `findingDiagnostic` gives.
 */
export class DiagnosticMemory {
  #kept = new WeakMap<Finding, Diagnostic>();
  #secrets: readonly string[] = [];

  /** Begins a version, in which these texts are masked. */
  open(secrets: readonly string[]): void {
    if (secrets.length === this.#secrets.length && secrets.every((secret, i) => secret === this.#secrets[i])) return;
    this.#secrets = secrets;
    this.#kept = new WeakMap();
  }

  /** The diagnostic of a finding. */
  of(finding: Finding, at: CheckedDocument, rule: RuleRecord | undefined, client: Abilities): Diagnostic {
    const kept = this.#kept.get(finding);
    if (kept && isInPlace(kept, finding, at)) return kept;
    const diagnostic = findingDiagnostic(finding, at, rule, this.#secrets, client);
    this.#kept.set(finding, diagnostic);
    return diagnostic;
  }
}

function isInPlace({ range, relatedInformation, data }: Diagnostic, finding: Finding, at: CheckedDocument): boolean {
  if (!isAt(range, finding.place, at)) return false;
  const { subject } = data as DiagnosticData;
  const place = subjectPlace(finding, at);
  return (
    at.lines.lineAt(at.offsetOf(place.block, place.range.start)) === subject.first &&
    at.lines.lineAt(at.offsetOf(place.block, place.range.end)) === subject.last &&
    (relatedInformation === undefined || finding.related.every((related, i) => isAt(relatedInformation[i]?.location.range, related.place, at)))
  );
}

function isAt(shown: ProtocolRange | undefined, { block, range }: Place, at: CheckedDocument): boolean {
  return shown !== undefined && at.lines.isAt(shown.start, at.offsetOf(block, range.start)) && at.lines.isAt(shown.end, at.offsetOf(block, range.end));
}
