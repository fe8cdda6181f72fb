import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Binding, ListProperty, PathStep, Property } from '../server/src/core/rule/property.ts';
import type { RuleRecord } from '../server/src/core/rule/rule.ts';

const { types } = JSON.parse(readFileSync(join(import.meta.dirname, 'encryption-surface.json'), 'utf8')) as { readonly types: Readonly<Record<string, Readonly<Record<string, string>>>> };

/** docs/coverage.md: which of CloudFormation's properties about encryption are read by which rule, and which by none yet. */
export function coverage(rules: readonly RuleRecord[]): string {
  const readers = readersOf(rules);
  let judged = 0;
  let all = 0;
  const rows = Object.entries(types).flatMap(([type, properties]) => {
    const read: string[] = [];
    const unread: string[] = [];
    for (const path of Object.keys(properties).sort()) {
      all++;
      const by = readers.get(`${type} ${plain(path)}`);
      if (by) {
        judged++;
        read.push(`\`${path}\`: ${[...by].sort().map((id) => `[${id}](rules/${id}.md)`).join(', ')}`);
      } else unread.push(`\`${path}\``);
    }
    return read.length > 0 ? [`| ${type} | ${read.join('<br>')} | ${unread.join(', ')} |`] : [];
  });
  const untouched = Object.keys(types).filter((type) => !rows.some((row) => row.startsWith(`| ${type} |`)));
  return `# Coverage

${judged} of CloudFormation's ${all} properties about encryption are read by a rule. Source of the list: the resource specification (scripts/encryption-surface.json).
A property may decide without being read: a key without its switch, say. The rules read more than this list holds: exposure, policies, backups, audit.

| resource type | read by | not read yet |
|---|---|---|
${rows.join('\n')}

## Types with such properties that no rule reads yet

${untouched.map((type) => `\`${type}\``).join(', ')}
`;
}

function readersOf(rules: readonly RuleRecord[]): ReadonlyMap<string, ReadonlySet<string>> {
  const readers = new Map<string, Set<string>>();
  for (const rule of rules) {
    const named = new Set<Property>();
    collect(rule.require, named);
    collect(rule.applies, named);
    for (const type of rule.on.cfn)
      for (const path of pathsOf(Object.values((rule.on as Binding).props), named)) {
        const key = `${type} ${path}`;
        readers.set(key, (readers.get(key) ?? new Set()).add(rule.id));
      }
  }
  return readers;
}

/** Every property anywhere below: a requirement names its properties itself. */
function collect(of: unknown, into: Set<Property>): void {
  if (typeof of !== 'object' || of === null || into.has(of as Property)) return;
  if ('places' in of) into.add(of as Property);
  for (const below of Object.values(of)) collect(below, into);
}

function pathsOf(properties: readonly Property[], named: ReadonlySet<Property>, above = ''): readonly string[] {
  return properties.flatMap((property) => {
    const own = (property.places.cfn ?? []).map((path) => above + dotted(path));
    const items = 'items' in property ? own.flatMap((path) => pathsOf(Object.values((property as ListProperty).items), named, `${path}.`)) : [];
    return [...(named.has(property) ? own : []), ...items];
  });
}

const dotted = (path: readonly PathStep[]): string => path.flatMap((step) => (step.kind === 'key' ? [step.key] : [])).join('.');
const plain = (path: string): string => path.replaceAll(/\[[^\]]*\]/g, '');
