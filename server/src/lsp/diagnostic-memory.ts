import type { Diagnostic, Range as ProtocolRange } from 'vscode-languageserver';
import type { Finding } from '../core/engine/finding.ts';
import { fileOf, type Place } from '../core/model/origin.ts';
import type { RuleRecord } from '../core/rule/rule.ts';
import { mask } from '../project/secret-texts.ts';
import type { Abilities } from './abilities.ts';
import type { CheckedDocument } from './checked-document.ts';
import { type DiagnosticData, findingDiagnostic, subjectPlace } from './convert.ts';
import { messageOf } from './message.ts';

interface Kept {
  readonly diagnostic: Diagnostic;
  /** The state of the secrets under which its message is right. */
  secretsAt: number;
}

/**
 * The diagnostics of one document, kept from version to version: while a finding is the same object and stands on the same lines, so is its
 * diagnostic. The law: they equal what `findingDiagnostic` gives.
 */
export class DiagnosticMemory {
  readonly #kept = new WeakMap<Finding, Kept>();
  #secrets: readonly string[] = [];
  /** Those that came or went when the secrets changed last. */
  #changed: readonly string[] = [];
  #secretsAt = 0;

  /** Begins a version, in which these texts are masked. */
  open(secrets: readonly string[]): void {
    const [old, now] = [new Set(this.#secrets), new Set(secrets)];
    const changed = [...secrets.filter((secret) => !old.has(secret)), ...this.#secrets.filter((secret) => !now.has(secret))];
    this.#secrets = secrets;
    if (changed.length === 0) return;
    this.#changed = changed;
    this.#secretsAt++;
  }

  /** The diagnostic of a finding. */
  of(finding: Finding, at: CheckedDocument, rule: RuleRecord | undefined, client: Abilities): Diagnostic {
    const kept = this.#kept.get(finding);
    if (kept && this.#isRight(kept, finding) && isInPlace(kept.diagnostic, finding, at)) return kept.diagnostic;
    const diagnostic = findingDiagnostic(finding, at, rule, this.#secrets, client);
    this.#kept.set(finding, { diagnostic, secretsAt: this.#secretsAt });
    return diagnostic;
  }

  /** Would the message be the same? It is, if it holds nothing of what came or went. */
  #isRight(kept: Kept, finding: Finding): boolean {
    if (kept.secretsAt === this.#secretsAt) return true;
    if (kept.secretsAt !== this.#secretsAt - 1) return false;
    const open = messageOf(finding, []);
    if (this.#changed.some((secret) => open.includes(secret) || secret.includes(mask.charAt(0)))) return false;
    kept.secretsAt = this.#secretsAt;
    return true;
  }
}

function isInPlace({ range, relatedInformation, data }: Diagnostic, finding: Finding, at: CheckedDocument): boolean {
  if (!isAt(range, finding.place, at)) return false;
  const { subject } = data as DiagnosticData;
  const place = subjectPlace(finding, at);
  return (
    at.lines.lineAt(at.offsetOf(place.block, place.range.start)) === subject.first &&
    at.lines.lineAt(at.offsetOf(place.block, place.range.end)) === subject.last &&
    (relatedInformation === undefined || finding.related.every(({ place: other }, i) => fileOf(other) === fileOf(place) && isAt(relatedInformation[i]?.location.range, other, at)))
  );
}

function isAt(shown: ProtocolRange | undefined, { block, range }: Place, at: CheckedDocument): boolean {
  return shown !== undefined && at.lines.isAt(shown.start, at.offsetOf(block, range.start)) && at.lines.isAt(shown.end, at.offsetOf(block, range.end));
}
