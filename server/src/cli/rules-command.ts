import { holdsRule, profileNames, type ProfileName, type RuleRecord } from '../core/rule/rule.ts';

/** A rule as `dataward rules --format json` lists it. */
export interface RuleRow extends Pick<RuleRecord, 'id' | 'title' | 'category' | 'severity' | 'standards' | 'aliases' | 'source' | 'since'> {
  /** The profiles that hold it, and the standards that cite it. */
  readonly profiles: readonly ProfileName[];
  /** The formats that it is judged in. */
  readonly formats: readonly string[];
  readonly fixable: boolean;
}

/** The rules as rows, in the order of their ids. */
export function ruleRows(rules: readonly RuleRecord[]): readonly RuleRow[] {
  return [...rules]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((rule) => ({
      id: rule.id,
      title: rule.title,
      category: rule.category,
      severity: rule.severity,
      profiles: profileNames.filter((name) => holdsRule(name, rule)),
      standards: rule.standards,
      aliases: rule.aliases,
      source: rule.source,
      formats: [...(rule.on.cfn.length > 0 ? ['cloudformation'] : []), ...(rule.on.tf.length > 0 ? ['terraform-json', 'terraform-plan'] : [])],
      fixable: rule.fix !== undefined,
      since: rule.since,
    }));
}

/** What `dataward rules` prints. */
export function rulesText(rules: readonly RuleRecord[], format: 'text' | 'json'): string {
  const rows = ruleRows(rules);
  if (format === 'json') return `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;
  const width = Math.max(0, ...rows.map((row) => row.id.length));
  const lines = rows.map((row) => `${row.id.padEnd(width)}  ${row.severity.padEnd(8)}  ${(row.profiles[0] ?? '').padEnd(7)}  ${row.fixable ? 'fix' : '   '}  ${row.title}`);
  return `${lines.join('\n')}\n\n${rows.length} rules. dataward explain RULE shows the page of one.\n`;
}
