import { readFileSync, statSync } from 'node:fs';
import { decodeText, type Encoding } from './decode.ts';
import { whyOf } from './walk.ts';

/** A file's text and the bytes that it was read from, or why there is none. */
export type ReadFile =
  | { readonly kind: 'text'; readonly text: string; readonly bytes: Uint8Array; readonly encoding: Encoding }
  | { readonly kind: 'binary'; readonly why: string }
  /** `lossy`: as much of its text as can be told. */
  | { readonly kind: 'unreadable'; readonly why: string; readonly lossy?: string }
  | { readonly kind: 'too-large'; readonly why: string };

/** No template is this large: CloudFormation takes 1 MB (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html). */
const maxMegabytes = 64;

/** Reads a file of at most so many megabytes. Never throws. */
export function readTextFile(path: string, megabytes = maxMegabytes): ReadFile {
  try {
    if (statSync(path).size > megabytes * 1024 * 1024) return { kind: 'too-large', why: `it is larger than ${megabytes} MB` };
    return decodeFile(readFileSync(path));
  } catch (error) {
    return { kind: 'unreadable', why: whyOf(error) };
  }
}

/** The same for bytes that came from elsewhere. */
export function decodeFile(bytes: Uint8Array): ReadFile {
  const decoded = decodeText(bytes);
  if (decoded.kind === 'text') return { ...decoded, bytes };
  return decoded.kind === 'binary' ? decoded : { kind: 'unreadable', why: decoded.why, lossy: decoded.lossy };
}
