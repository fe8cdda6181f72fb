import type { Finding } from '../core/engine/finding.ts';
import { fileOf, type BlockId, type Place } from '../core/model/origin.ts';
import type { Template } from '../core/model/template.ts';
import { LineIndex } from '../core/text/line-index.ts';
import type { Range } from '../core/text/range.ts';
import { absoluteRange } from '../project/check.ts';
import type { Checked } from '../project/check.ts';
import type { LoweredFix } from '../core/rule/view.ts';
import { waysOf, type Way } from '../impact/safety.ts';
import { among } from '../project/hold-back.ts';
import { offerFix } from './offer-fix.ts';
import type { FixOffer } from './offer-fix.ts';
import type { OpenDocument } from './open-document.ts';

/** Gives the newest version of an open document, checked; undefined where it is not open. */
export type CheckedAt = (uri: string) => Promise<CheckedDocument | undefined>;

/** One version of an open document and what is known of it. Answers about it stay true whatever is typed meanwhile. */
export class CheckedDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  readonly lines: LineIndex;
  readonly #offers = new Map<LoweredFix | Finding, FixOffer>();
  readonly #ways = new Map<Finding, readonly Way[]>();
  #findings: readonly Finding[] | undefined;
  #isHeld: ((finding: Finding) => boolean) | undefined;

  constructor(
    document: OpenDocument,
    readonly checked: Checked,
    /** The same check over another text. */
    readonly check: (text: string) => Checked,
    /** The template in another text of this document, not judged; undefined where it is none. */
    readonly read: (text: string) => Template | undefined,
  ) {
    this.uri = document.uri;
    this.version = document.version;
    this.text = document.text;
    this.lines = document.lines;
  }

  /** The same, without what a baseline holds back. */
  holding(held: ReadonlySet<Finding>): CheckedDocument {
    return this.checked.kind === 'template' ? new CheckedDocument(this, { ...this.checked, held }, this.check, this.read) : this;
  }

  /** Is this what a baseline holds back, in this version or in another? */
  get isHeld(): (finding: Finding) => boolean {
    return this.#isHeld ??= among(this.#held);
  }

  get #held(): ReadonlySet<Finding> {
    return (this.checked.kind === 'template' ? this.checked.held : undefined) ?? new Set();
  }

  /** The failures that are shown: neither suppressed, nor unknown, nor held back by a baseline. In the order of the file. */
  get findings(): readonly Finding[] {
    if (this.checked.kind !== 'template') return [];
    return this.#findings ??= this.checked.report.findings.filter((finding) => isShown(finding) && !this.#held.has(finding));
  }

  /** The failure with this identity and rank. */
  find(identity: string, ordinal: number): Finding | undefined {
    return this.findings.find((finding) => finding.identity === identity && finding.ordinal === ordinal);
  }

  /** The failures whose underlined range touches `range` (absolute offsets). */
  findingsAt(range: Range): readonly Finding[] {
    return this.findings.filter((finding) => {
      const shown = this.rangeOf(finding.place);
      return shown.start <= range.end && range.start <= shown.end;
    });
  }

  /** A place of this document as absolute offsets. */
  rangeOf(place: Place): Range {
    return this.checked.kind === 'template' ? absoluteRange(this.checked.document, place) : { start: 0, end: 0 };
  }

  /** Where a place of the template is shown: in this document, or in another file of the project. */
  locationOf(place: Place): { readonly uri: string; readonly range: Range; readonly lines: LineIndex } {
    const file = fileOf(place);
    const other = this.checked.kind === 'template' && file !== this.checked.file ? this.checked.documents.get(file) : undefined;
    if (!other) return { uri: this.uri, range: this.rangeOf(place), lines: this.lines };
    return { uri: siblingUri(this.uri, this.checked.file, file), range: absoluteRange(other, place), lines: new LineIndex(other.text) };
  }

  /** An offset in a block as an absolute one. */
  offsetOf(block: BlockId, offset: number): number {
    return this.checked.kind === 'template' ? (this.checked.document.blocks.get(block) ?? 0) + offset : 0;
  }

  /** The ways to mend a failure, its rule's own first; worked out once. */
  waysFor(finding: Finding): readonly Way[] {
    const known = this.#ways.get(finding);
    if (known !== undefined) return known;
    const ways = this.checked.kind === 'template' ? waysOf(finding, this.checked.template) : [];
    this.#ways.set(finding, ways);
    return ways;
  }

  /** What can be offered to mend a failure, in one of its ways; worked out once. */
  offerFor(finding: Finding, way: Way | undefined = this.waysFor(finding)[0]): FixOffer {
    const known = this.#offers.get(way?.fix ?? finding);
    if (known !== undefined) return known;
    const offer: FixOffer = this.checked.kind === 'template' ? offerFix(finding, way, this.checked, this.text, this.check) : { kind: 'none' };
    this.#offers.set(way?.fix ?? finding, offer);
    return offer;
  }
}

/** Is it a failure, and not suppressed? */
export function isShown({ verdict, suppressed }: Finding): boolean {
  return verdict === 'fail' && suppressed === undefined;
}

/** The URI of a file, from that of another one, both with their project-relative paths. */
function siblingUri(uri: string, file: string, other: string): string {
  const root = uri.split('/').slice(0, -file.split('/').length);
  return [...root, ...other.split('/').map(encodeURIComponent)].join('/');
}
