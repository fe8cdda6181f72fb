/** How well stored data is protected, weakest first. */
export const levels = ['none', 'aws-owned', 'aws-managed', 'customer-managed', 'hsm'] as const;
export type Level = (typeof levels)[number];

/** Versions of TLS, weakest first; `none` is plain text. */
export const tlsVersions = ['none', 'ssl3', '1.0', '1.1', '1.2', '1.3'] as const;
export type TlsVersion = (typeof tlsVersions)[number];

/** Is `level` at least `floor`? */
export const levelAtLeast = (level: Level, floor: Level): boolean => levels.indexOf(level) >= levels.indexOf(floor);

/** Is `version` at least `floor`? */
export const tlsVersionAtLeast = (version: TlsVersion, floor: TlsVersion): boolean => tlsVersions.indexOf(version) >= tlsVersions.indexOf(floor);

/** A level in words, for messages. */
export const levelLabel: Readonly<Record<Level, string>> = {
  none: 'not encrypted',
  'aws-owned': 'encrypted with a key that AWS owns',
  'aws-managed': 'encrypted with a key that AWS manages',
  'customer-managed': 'encrypted with a key of your own',
  hsm: 'encrypted with a key of your own in an HSM',
};
