/** How a file's text is stored. The mark is not part of the encoding's name. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** A file's bytes as text. A byte order mark stays in the text as its first character (U+FEFF), so that nothing is lost on the way back. */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: Encoding }
  /** It holds NUL characters: no text at all. */
  | { readonly kind: 'binary'; readonly why: string }
  /** `lossy`: the text with what could not be read as U+FFFD, to tell whether it might have been ours. */
  | { readonly kind: 'broken'; readonly why: string; readonly lossy: string };

/** The text of a file: UTF-8, or UTF-16 where a byte order mark says so. */
export function decodeText(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-8' && bytes.includes(0)) return { kind: 'binary', why: 'a binary file' };
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    return encoding !== 'utf-8' && text.includes('\0') ? { kind: 'binary', why: 'a binary file' } : { kind: 'text', text, encoding };
  } catch {
    const lossy = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
    return { kind: 'broken', why: `it is not valid ${encoding === 'utf-8' ? 'UTF-8' : 'UTF-16'}`, lossy };
  }
}

/** The bytes of a text. Decoding and encoding again gives the same bytes. */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), encoding === 'utf-16le');
  return bytes;
}

function encodingOf([first, second]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
