import type { Place } from '../core/model/origin.ts';
import type { CdkConstruct } from '../formats/cdk/construct.ts';

/** What made the resource of a finding, in the app that the template was synthesised from. */
export interface MadeResource {
  /** Undefined where nothing tells. */
  readonly construct?: CdkConstruct;
  /** The template's path in the output of the app. */
  readonly template: string;
  readonly logicalId: string;
  /** Where the finding stands in the template. */
  readonly place: Place;
}

/** What ties a finding in a synthesised template to the app that it came from. */
export interface FindingSource {
  /** `exact`: the property itself. `approximate`: the line that makes the construct. `unknown`: no line is known, the finding stands in the template. */
  readonly precision: 'exact' | 'approximate' | 'unknown';
  /** How to mend it in the app: `set \`encryption\` on the Bucket`, a phrase. */
  readonly advice?: string;
  /** The line that makes the construct, where the finding stands on another line of the same file. */
  readonly madeAt?: Place;
  /** `stale since …`: why the app may say something else by now. */
  readonly stale?: string;
  /** The finding's own resource, then those that have the same finding at the same place: a class that is used in two stacks. */
  readonly made: readonly [MadeResource, ...MadeResource[]];
}

const howSure: Readonly<Record<FindingSource['precision'], string>> = {
  exact: 'the place is exact',
  approximate: 'the place is approximate, the line that makes it',
  unknown: 'its line in the app is not known, this is the template',
};

/** The construct's path, else the logical id. */
export function nameOfMade({ construct, logicalId }: MadeResource): string {
  return construct?.path ?? logicalId;
}

/** What is said of a finding's source beside its message, as sentences without a period: the advice, how sure the place is, staleness. */
export function sourceNotes({ precision, advice, made: [first] }: FindingSource, stale: string | undefined): readonly string[] {
  const name = nameOfMade(first);
  return [...(advice === undefined ? [] : [`in the app: ${advice}`]), `${name}: ${howSure[precision]}`, ...(stale === undefined ? [] : [stale])];
}

/** A phrase as the start of a sentence. */
export const capitalized = (phrase: string): string => phrase.charAt(0).toUpperCase() + phrase.slice(1);
