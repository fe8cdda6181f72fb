import { hash } from './hash.ts';

/** `Finding.identity`. `address`: of the resource, or what it is made from (a construct's path in a CDK app). */
export function identityOf(rule: string, address: string, path: string): string {
  return hash(`${rule}\n${address}\n${path}`);
}
