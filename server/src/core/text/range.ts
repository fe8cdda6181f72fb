/** A span of text: UTF-16 code units, 0-based, `end` exclusive. Relative to the block it is stored with, unless said otherwise. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A place as an editor counts: 0-based line, 0-based UTF-16 column. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** One splice: `range` (absolute offsets in the document) is replaced by `newText`. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}
