import type { Diagnostic, Range as ProtocolRange } from 'vscode-languageserver';
import type { Finding } from '../core/engine/finding.ts';
import { fileOf, type Place } from '../core/model/origin.ts';
import type { RuleRecord } from '../core/rule/rule.ts';
import { absoluteRange, type CheckedTemplate } from '../project/check.ts';
import { mask, secretsAmong, secretText } from '../project/secret-texts.ts';
import type { Abilities } from './abilities.ts';
import { BlockPlaces } from './block-places.ts';
import { type CheckedDocument, isShown } from './checked-document.ts';
import { type DiagnosticData, findingDiagnostic, subjectPlace } from './convert.ts';
import { KeptAnswers } from './kept-answers.ts';
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
  readonly #rules: ReadonlyMap<string, RuleRecord>;
  readonly #places = new BlockPlaces();
  /** What is shown of each finding: nothing, where it is no failure or suppressed. */
  readonly #shown = new KeptAnswers<Finding, Diagnostic | undefined>();
  readonly #texts = { ofPlaces: new KeptAnswers<Place, string>(), ofFindings: new KeptAnswers<Finding, string>() };
  #textsSeen: readonly (readonly string[])[] = [];
  readonly #kept = new WeakMap<Finding, Kept>();
  #secrets: readonly string[] = [];
  /** Those that came or went when the secrets changed last. */
  #changed: readonly string[] = [];
  #secretsAt = 0;

  constructor(rules: readonly RuleRecord[]) {
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
  }

  /** The diagnostics of a version's failures, in the order of the file. */
  of(at: CheckedDocument, checked: CheckedTemplate, client: Abilities): readonly Diagnostic[] {
    if (!this.#places.next(checked.document, at.lines)) for (const list of [this.#shown, this.#texts.ofPlaces, this.#texts.ofFindings]) list.clear();
    this.#noteSecrets(checked);
    const { report: { findings }, held } = checked;
    const shown = this.#shown.of(
      findings,
      this.#places,
      (finding) => [finding.place.block, subjectPlace(finding, at).block, ...finding.related.map(({ place }) => place.block)],
      (finding) => (isShown(finding) ? this.#diagnostic(finding, at, client) : undefined),
    );
    // What is held back hangs on other files too, and is not kept.
    const visible = held ? shown.filter((_, i) => findings[i] && !held.has(findings[i])) : shown;
    return visible.filter((diagnostic) => diagnostic !== undefined);
  }

  #noteSecrets({ document, report }: CheckedTemplate): void {
    const { ofPlaces, ofFindings } = this.#texts;
    const textAt = (place: Place): string => secretText(document.text, absoluteRange(document, place));
    const texts = [
      ofPlaces.of(report.sensitive, this.#places, ({ block }) => [block], textAt),
      ofFindings.of(report.findings, this.#places, ({ place }) => [place.block], ({ sensitive, place }) => (sensitive ? textAt(place) : '')),
    ];
    if (texts.every((list, i) => list === this.#textsSeen[i])) return;
    this.#textsSeen = texts;
    const secrets = secretsAmong(texts.flat());
    const [old, now] = [new Set(this.#secrets), new Set(secrets)];
    const changed = [...secrets.filter((secret) => !old.has(secret)), ...this.#secrets.filter((secret) => !now.has(secret))];
    this.#secrets = secrets;
    if (changed.length === 0) return;
    this.#changed = changed;
    this.#secretsAt++;
    this.#shown.clear();
  }

  #diagnostic(finding: Finding, at: CheckedDocument, client: Abilities): Diagnostic {
    const kept = this.#kept.get(finding);
    if (kept && this.#isRight(kept, finding) && isInPlace(kept.diagnostic, finding, at)) return kept.diagnostic;
    const diagnostic = findingDiagnostic(finding, at, this.#rules.get(finding.rule), this.#secrets, client);
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
