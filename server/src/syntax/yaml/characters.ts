/** The characters that the YAML readers look at, by name. */
export const tab = 9;
export const lineFeed = 10;
export const carriageReturn = 13;
export const space = 32;
export const bang = 33;
export const doubleQuote = 34;
export const hash = 35;
export const percent = 37;
export const ampersand = 38;
export const singleQuote = 39;
export const asterisk = 42;
export const comma = 44;
export const dash = 45;
export const dot = 46;
export const colon = 58;
export const greater = 62;
export const question = 63;
export const at = 64;
export const openBracket = 91;
export const closeBracket = 93;
export const backtick = 96;
export const openBrace = 123;
export const pipe = 124;
export const closeBrace = 125;
export const byteOrderMark = 0xfeff;

/** Blank, line break, or the end of the text. */
export function isBlank(code: number): boolean {
  return code === space || code === lineFeed || code === carriageReturn || code === tab || Number.isNaN(code);
}

/** `,` and brackets, which end a plain scalar inside of a flow collection. */
export function isFlowIndicator(code: number): boolean {
  return code === comma || code === openBracket || code === closeBracket || code === openBrace || code === closeBrace;
}
