import { configNames } from '../project/config.ts';

/** Is this document a configuration of ours? */
export function isConfig(uri: string): boolean {
  return configNames.some((name) => uri.endsWith(`/${name}`));
}
