import type { RuleRecord } from '../server/src/core/rule/rule.ts';
import { changesOf } from '../server/src/impact/fix-page.ts';

/** docs/fix-impact.md: every property that a fix may change, and what deploying that does to a resource that runs. */
export function fixImpact(rules: readonly RuleRecord[]): string {
  const rows = rules.flatMap((rule) => changesOf(rule).map(({ type, path, impact }) => ({ rule: rule.id, type, path, impact })));
  const lines = rows.map(({ rule, type, path, impact }) => `| [${rule}](rules/${rule}.md) | \`${type}\` | \`${path}\` | ${impact} |`);
  const counts = new Map<string, number>();
  for (const { impact } of rows) counts.set(impact, (counts.get(impact) ?? 0) + 1);
  return `# What fixes do to what runs

${rows.length} changes by the fixes of ${new Set(rows.map(({ rule }) => rule)).size} rules: ${[...counts].sort(([, a], [, b]) => b - a).map(([impact, count]) => `${count} ${impact}`).join(', ')}.
Where the table is not from AWS's resource specification, \`server/src/impact/exceptions.ts\` has the page that it rests on; of a type of SAM
it is what happens to what SAM makes of the property (\`server/src/impact/sam.ts\`). A property of Terraform does what its
equivalent here does, but that the provider replaces what AWS cannot update. What a fix adds (a key, a policy, a companion) is not listed: it replaces nothing.

| rule | type | property | impact |
|---|---|---|---|
${lines.join('\n')}
`;
}
