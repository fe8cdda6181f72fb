import assert from 'node:assert/strict';
import { rules } from '../../../rules/index.ts';
import { compareTemplates, type Comparison } from '../../../server/src/core/compare/compare.ts';
import { plainPath } from '../../../server/src/core/compare/compare-rule.ts';
import type { Template } from '../../../server/src/core/model/template.ts';
import { readDocument } from '../../../server/src/formats/index.ts';
import { losses, type Loss } from '../../../server/src/impact/losses.ts';
import { wholeChange } from '../../../server/src/impact/whole-change.ts';

/** The template in a text: YAML, or JSON where it starts with a brace. `Resources:` and the version are put before what has no `Resources`. */
export function templateOf(text: string): Template {
  const isJson = text.trimStart().startsWith('{');
  const whole = isJson || /^Resources:/m.test(text) ? text : `Resources:\n${text.replace(/^/gm, '  ')}`;
  const read = readDocument(isJson ? whole : `AWSTemplateFormatVersion: '2010-09-09'\n${whole}`, isJson ? 'stack.json' : 'stack.yaml');
  assert(read.kind === 'template', read.kind === 'not-ours' ? read.why : '');
  assert.deepEqual(read.template.problems.filter(({ severity }) => severity === 'error'), []);
  return read.template;
}

/** Both halves of a diff. */
export function diffOf(before: Template, after: Template): { readonly comparison: Comparison; readonly losses: readonly Loss[] } {
  const comparison = compareTemplates(before, after, rules);
  assert.deepEqual(comparison.errors, []);
  return { comparison, losses: losses(before, after, comparison, wholeChange(before, after)) };
}

/** A diff as short lines: `weaker Bucket VersioningConfiguration.Status`, `deleted Bucket kept`. */
export function linesOf(before: Template, after: Template): readonly string[] {
  const diff = diffOf(before, after);
  return [
    ...diff.comparison.changes.map(({ direction, subject, path, when }) => [direction, subject, plainPath(path), ...(when.length > 0 ? [`(${when.join(', ')})`] : [])].filter((word) => word !== '').join(' ')),
    ...diff.losses.map(({ fate, address, becomes, outcome, when }) => [fate, address, ...(becomes === undefined ? [] : [`to ${becomes}`]), outcome, ...(when.length > 0 ? [`(${when.join(', ')})`] : [])].join(' ')),
  ].sort();
}
