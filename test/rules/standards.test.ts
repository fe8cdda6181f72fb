import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../rules/index.ts';
import { standards, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import { sharedDir } from '../shared.ts';

interface Row {
  readonly id: string;
  readonly peers: 'none' | Readonly<Record<string, readonly (string | { readonly rule?: string; readonly ids?: readonly string[] })[]>>;
  readonly standards: Readonly<Record<string, readonly string[]>>;
}

/** How the catalogue calls a standard. What it marks as unverified stands under another name, and does not count. */
const names = { 'aws-fsbp': 'SecurityHub', 'cis-aws': 'CIS', 'pci-dss-4': 'PCI-DSS-4.0', 'nist-800-53-r5': 'NIST-800-53-r5', hipaa: 'HIPAA' } as const;

/** Rules that judge another subject of a row than its name says. */
const siblings: Readonly<Record<string, string>> = {
  'dynamodb-global-table-deletion-protection': 'dynamodb-deletion-protection',
  'emr-cluster-local-disk': 'emr-local-disk-encrypted',
  'iam-inline-kms-decrypt-all-keys': 'iam-kms-decrypt-all-keys',
  'pca-root-authority-disabled': 'pca-root-disabled',
  'sg-rule-database-port-open': 'sg-database-port-open',
  'sg-older-rule-database-port-open': 'sg-database-port-open',
};

/** A rule is about the row of its name, or of the longest beginning of it; else about those that know its aliases. */
function rowsOf(rule: RuleRecord, catalogue: readonly Row[]): readonly Row[] {
  const byAlias = catalogue.filter((row) => checksOf(row).some((check) => rule.aliases.includes(check)));
  for (let id = siblings[rule.id] ?? rule.id; id.includes('-'); id = id.slice(0, id.lastIndexOf('-'))) {
    const row = catalogue.find((one) => one.id === id);
    if (row) return [row, ...byAlias];
  }
  return byAlias;
}

function checksOf({ peers }: Row): readonly string[] {
  if (peers === 'none') return [];
  return Object.values(peers).flat().flatMap((peer) => (typeof peer === 'string' ? peer : [peer.rule ?? [], peer.ids ?? []].flat()));
}

describe('the standards that rules cite', () => {
  it('are those that the catalogue has verified', () => {
    if (sharedDir === undefined) {
      console.log('      not run: no ../shared');
      return;
    }
    const catalogue = JSON.parse(readFileSync(join(sharedDir, 'reference', 'catalogue.json'), 'utf8')) as readonly Row[];
    let cited = 0;
    const strange = rules.flatMap((rule) => {
      const rows = rowsOf(rule, catalogue);
      return standards.flatMap((standard) => {
        const verified = new Set(rows.flatMap((row) => row.standards[names[standard]] ?? []));
        const controls = rule.standards[standard] ?? [];
        cited += controls.length;
        return controls.filter((control) => !verified.has(control)).map((control) => `${rule.id} ${standard} ${control}`);
      });
    });
    assert.deepEqual(strange, []);
    assert(cited > 1000, `only ${cited} controls are cited`);
  });
});
