import assert from 'node:assert/strict';

import { pathOf } from '../../../server/src/core/model/origin.ts';
import type { Suppression } from '../../../server/src/core/model/template.ts';
import { read, showProblems } from './show.ts';

function showScope({ scope }: Suppression): string {
  return scope.kind === 'node' ? pathOf(scope.origin).join('.') : scope.kind === 'resource' ? `resource ${scope.address}` : 'file';
}

describe('a suppression', () => {
  const yaml = (lines: readonly string[]): string => lines.join('\n');
  const comments: readonly (readonly [string, readonly string[], string])[] = [
    ['at the logical id covers the resource', ['Resources:', '  A: # dataward-ignore r-one: why', '    Type: X::Y'], 'resource A'],
    ['above the logical id covers the resource', ['Resources:', '  # dataward-ignore r-one: why', '  A:', '    Type: X::Y'], 'resource A'],
    ['at a property covers it', ['Resources:', '  A:', '    Type: X::Y', '    Properties:', '      K: 1 # dataward-ignore r-one: why'], 'Resources.A.Properties.K'],
    ['in an item of a list covers it', ['Resources:', '  A:', '    Type: X::Y', '    Properties:', '      K:', '        # dataward-ignore r-one: why', '        - L: 1'], 'Resources.A.Properties.K.0'],
    ['of the file covers the file', ['# dataward-ignore-file r-one: why', 'Resources:', '  A:', '    Type: X::Y'], 'file'],
  ];
  for (const [title, lines, scope] of comments) {
    it(`as a comment ${title}`, () => {
      const { template } = read(yaml(lines));
      assert.deepEqual(template.suppressions.map((s) => [s.rules, s.reason, showScope(s)]), [[['r-one'], 'why', scope]]);
      assert.deepEqual(template.problems, []);
    });
  }

  it('as a comment that names no rule, or covers nothing, is a problem', () => {
    const shown = read('Resources:\n  A: # dataward-ignore\n    Type: X::Y\n# dataward-ignore r-one: why\n');
    assert.deepEqual(showProblems(shown), ['suppression-syntax: # dataward-ignore', 'suppression-syntax: # dataward-ignore r-one: why']);
    assert.deepEqual(shown.template.suppressions, []);
  });

  const entries: readonly (readonly [string, unknown, string])[] = [
    ['a rule', 'r-one', 'resource A'],
    ['a record', { rule: 'r-one', reason: 'why' }, 'resource A'],
    ['a record with several rules and an end', { rules: ['r-one', 'r-two'], until: '2027-01-31' }, 'resource A'],
    ['a record with a path', { rule: 'r-one', path: 'K.L[0]' }, 'Resources.A.Properties.K.L.0'],
  ];
  for (const [title, entry, scope] of entries) {
    it(`in Metadata may be ${title}`, () => {
      const shown = read(JSON.stringify({ Resources: { A: { Type: 'X::Y', Metadata: { dataward: { ignore: [entry] } }, Properties: { K: { L: [1] } } } } }));
      assert.deepEqual(shown.template.suppressions.map(showScope), [scope]);
      const [suppression] = shown.template.suppressions;
      const { rule, rules, reason, until } = typeof entry === 'object' ? (entry as Record<string, unknown>) : { rule: entry };
      assert.deepEqual([suppression?.rules, suppression?.reason, suppression?.until], [rules ?? [rule], reason, until]);
      assert.deepEqual(showProblems(shown), []);
    });
  }

  it('in Metadata of the template covers the file', () => {
    const { template } = read(JSON.stringify({ Metadata: { dataward: { ignore: ['r-one'] } }, Resources: {} }));
    assert.deepEqual(template.suppressions.map(showScope), ['file']);
  });

  for (const entry of [{}, { rule: '' }, { rule: 'r', until: 'soon' }, { rule: 'r', path: 'Nowhere' }, null, [1]]) {
    it(`in Metadata that is ${JSON.stringify(entry)} is a problem`, () => {
      const shown = read(JSON.stringify({ Resources: { A: { Type: 'X::Y', Metadata: { dataward: { ignore: [entry] } } } } }));
      assert.deepEqual(showProblems(shown), [`suppression-syntax: ${JSON.stringify(entry)}`]);
      assert.deepEqual(shown.template.suppressions, []);
    });
  }
});
