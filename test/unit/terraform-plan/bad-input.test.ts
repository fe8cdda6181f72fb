import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { judge } from '../../../server/src/core/engine/judge.ts';
import type { Value } from '../../../server/src/core/model/value.ts';
import { readPlan } from '../../../server/src/formats/terraform-plan/plan.ts';
import { rules } from '../../../rules/index.ts';
import { decodeText } from '../../../server/src/project/decode.ts';
import { sharedDir } from '../../shared.ts';
import { change, configured, plan, read, show } from './support.ts';

const sample = {
  ...plan(
    Array.from({ length: 12 }, (_, i) => ({ type: i % 2 ? 'aws_s3_bucket' : 'aws_ebs_volume', name: `r${i}`, index: i, after: { bucket: `b${i} "}{[]\\`, encrypted: true, rule: [{ on: [1, null, 'x'] }] }, unknown: { id: true, rule: [{ key: true }] }, sensitive: { bucket: true } })),
    { resources: [configured('aws_s3_bucket', { rule: [{ key: { references: ['var.x', 'aws_ebs_volume.r0.id'] } }] })], variables: { x: { sensitive: true } }, module_calls: { m: { source: './m', module: {} } } },
  ),
  variables: { x: { value: 's' } },
  planned_values: { outputs: { o: { sensitive: true, value: 's' } }, root_module: { resources: [], child_modules: [] } },
};

/** Reads, judges and asks for every place: nothing may throw, and every place is inside of the text. */
function exercise(text: string): ReturnType<typeof readPlan> {
  const made = readPlan(text, 'p.json');
  if (made.kind === 'not-ours') return made;
  const check = (value: Value): void => {
    const { start, end } = value.at.value;
    assert(start >= 0 && start <= end && end <= text.length, `${start}..${end} of ${text.length}`);
    if (value.kind === 'map') [...value.entries.values()].forEach(check);
    if (value.kind === 'list') value.items.forEach(check);
  };
  for (const resource of made.template.resources.values()) check(resource.properties);
  for (const at of made.sensitive) assert(at.value.end <= text.length);
  const report = judge(made.template, { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'all' });
  assert.deepEqual(report.errors, []);
  return made;
}

describe('a plan that breaks off', () => {
  it('is never clean, and what was whole is judged, wherever it ends', () => {
    for (const text of [JSON.stringify(sample), JSON.stringify(sample, null, 2)])
      for (let part = 1; part < 50; part++) {
        const cut = text.slice(0, Math.floor((text.length * part) / 50));
        const made = exercise(cut);
        assert(made.kind === 'template', cut);
        assert.deepEqual(made.template.problems.map((p) => [p.code, p.severity]), [['plan-truncated', 'error']], cut);
        assert.equal(made.template.problems[0]?.at.range.end, cut.length);
        const whole = [...cut.matchAll(/"address":\s*"(aws_(?:s3_bucket|ebs_volume)\.r\d+\[\d+\])"/g)].map((m) => m[1]);
        const known = [...made.template.resources.values()].filter((r) => !r.type.startsWith('@')).map((r) => r.address);
        assert(known.length >= whole.length - 1 && known.every((address, i) => address === whole[i]), `${known.join()} of ${whole.join()}`);
        assert.equal(made.template.open, true);
      }
  });

  it('is told from one that is broken at every single character', () => {
    const text = JSON.stringify(plan([{ type: 'aws_x', after: { a: [1, 'x'] } }], { resources: [] }), null, 1);
    for (let end = text.indexOf(':') + 1; end < text.length; end++)
      for (const tail of ['', ' ']) {
        const made = readPlan(text.slice(0, end) + tail, 'p.json');
        assert(made.kind === 'template', text.slice(0, end));
        assert.deepEqual(made.template.problems.map((p) => p.code), ['plan-truncated'], text.slice(0, end));
      }
  });

  it('is read in a moment at 50 MB', function () {
    this.timeout(60_000);
    const one = JSON.stringify(change({ type: 'aws_ebs_volume', after: { encrypted: false, tags: { Name: 'x'.repeat(900) } } }));
    const count = Math.ceil(50e6 / one.length);
    const text = `{"format_version":"1.2","terraform_version":"1.9.0","resource_changes":[${Array.from({ length: count }, () => one).join(',')}`.slice(0, -30);
    assert(text.length > 49e6);
    const start = process.cpuUsage();
    const made = readPlan(text, 'p.json');
    const { user, system } = process.cpuUsage(start);
    assert(made.kind === 'template');
    assert.deepEqual(made.template.problems.map((p) => p.code), ['plan-truncated']);
    assert((user + system) / 1e6 < 15, `${(user + system) / 1e6} s`);
  });
});

describe('what is no plan', () => {
  for (const [title, text] of [
    ['nothing', ''],
    ['a template', '{"AWSTemplateFormatVersion":"2010-09-09","Resources":{}}'],
    ['a package', '{"name":"x","version":"1.0.0"}'],
    ['a configuration', '{"terraform":{"required_version":"1"},"resource":{}}'],
    ['another format with a version', '{"format_version":"1.0","things":[]}'],
    ['a schema of providers', '{"format_version":"1.0","provider_schemas":{}}'],
    ['a list', '[{"format_version":"1.2"}]'],
    ['binary', 'PK\u0003\u0004 "format_version"\0'],
  ] as const)
    it(`is none of ours: ${title}`, () => assert.equal(readPlan(text, 'x.json').kind, 'not-ours'));
});

describe('a plan with faults', () => {
  const codes = (data: unknown): readonly string[] => read(data).template.problems.map((p) => p.code);

  const marked = { tags: 'DEEP' };
  for (const [title, of] of Object.entries({ before: { actions: ['update'], before: marked }, after: { after: { encrypted: false, ...marked } }, before_sensitive: { before: { tags: [1] }, beforeSensitive: marked }, after_unknown: { unknown: marked }, after_sensitive: { sensitive: marked } }))
    it(`is judged however deep ${title} nests`, () => {
      const text = JSON.stringify(plan([{ type: 'aws_ebs_volume', after: { encrypted: false, tags: [1, [2]] }, ...of }])).replace('"DEEP"', `${'['.repeat(100_000)}${']'.repeat(100_000)}`);
      const made = exercise(text);
      assert(made.kind === 'template');
      const properties = made.template.resources.get('aws_ebs_volume.this')?.properties;
      assert(properties?.kind === 'map' && properties.entries.has('encrypted'));
    });

  it('has a problem with a place for each', () => {
    assert.deepEqual(codes({ ...sample, resource_changes: {} }), ['plan-shape']);
    assert.deepEqual(codes({ ...sample, resource_changes: [null, 1, { address: 'a.b' }, { address: 'aws_x.b', type: 'aws_x', name: 'b', change: [] }] }), ['plan-shape', 'plan-shape', 'plan-shape', 'plan-shape']);
    assert.deepEqual(codes({ ...sample, format_version: '7.0' }), ['plan-version']);
    assert.deepEqual(codes({ ...sample, errored: true }), ['plan-errored']);
    assert.deepEqual(codes({ version: 3, terraform_version: '0.11.0', serial: 1, lineage: 'x', modules: [] }), ['plan-version']);
    assert.deepEqual(codes(`{"format_version":"1.2","terraform_version":"1","resource_changes":[oops]}`), ['json-syntax']);
  });

  it('never throws, whatever stands where something else should', function () {
    this.timeout(60_000);
    const junk = fc.oneof(fc.constantFrom<unknown>(null, true, 0, '', 'x', [], {}, [null], [[]], { constructor: 1 }, JSON.parse('{"__proto__":{"a":true}}')), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(fc.nat(100_000), junk, (where, what) => {
        const copy = JSON.parse(JSON.stringify(sample)) as unknown;
        const places: (() => void)[] = [];
        const walk = (value: unknown): void => {
          if (typeof value !== 'object' || value === null) return;
          for (const [key, inner] of Object.entries(value)) {
            places.push(() => Object.defineProperty(value, key, { value: what, enumerable: true, configurable: true, writable: true }));
            walk(inner);
          }
        };
        walk(copy);
        places[where % places.length]?.();
        exercise(JSON.stringify(copy));
      }),
      { numRuns: 150 },
    );
  });

  it('is read as without what nobody reads of it', () => {
    const { planned_values: planned, ...rest } = sample;
    const resources = { resources: [{ address: 'aws_x.y', values: { a: 'x "}{[]\\' } }] };
    const prior = { format_version: '1.0', values: { root_module: resources } };
    const told = (data: unknown): unknown => {
      const { template, sensitive } = read(data);
      return { resources: [...template.resources].map(([address, { type, properties }]) => [address, type, show(properties)]), problems: template.problems, secrets: sensitive.length };
    };
    const expected = told({ ...rest, planned_values: { outputs: planned.outputs } });
    assert.deepEqual(told({ planned_values: { root_module: resources, outputs: planned.outputs }, ...rest, prior_state: prior }), expected);
    assert.deepEqual(told({ prior_state: prior, ...rest, planned_values: { outputs: planned.outputs, root_module: resources } }), expected);
    assert.deepEqual(told(`Planning…\n${JSON.stringify({ ...rest, planned_values: planned, prior_state: prior }).replace('"values":', '"values" ')}\n`), expected);
  });

  it('has its resources where nothing tells of changes', () => {
    const { resource_changes: _, ...rest } = { ...plan([]), planned_values: { root_module: { resources: [{ address: 'aws_x.y', type: 'aws_x', name: 'y', mode: 'managed', values: { a: 1 } }] } } } as { readonly resource_changes?: unknown };
    assert.deepEqual([...read(rest).template.resources.keys()].slice(0, 1), ['aws_x.y']);
  });

  it('may have keys that every object has', () => {
    const text = JSON.stringify(plan([{ type: 'aws_x', after: { a: 1 }, unknown: {} }], { resources: [configured('aws_x', {})] })).replace('"a":1', '"__proto__":{"constructor":{"toString":1}},"hasOwnProperty":2').replace('"after_unknown":{}', '"after_unknown":{"constructor":true,"valueOf":true}');
    const made = exercise(text);
    assert(made.kind === 'template');
    const properties = made.template.resources.get('aws_x.this')?.properties;
    assert(properties?.kind === 'map');
    assert.deepEqual([...properties.entries.keys()], ['__proto__', 'hasOwnProperty']);
  });

  it('may be nested deeper than anything', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const made = exercise(JSON.stringify(plan([{ type: 'aws_x', after: { a: 'HERE' } }])).replace('"HERE"', deep));
    assert(made.kind === 'template' && made.template.problems.length === 0);
  });
});

describe('the plans of the corpus', () => {
  it('are read, in UTF-16 too, and every place is where it should be', function () {
    if (sharedDir === undefined) {
      console.log('      not run: no ../shared');
      return;
    }
    const files = readFileSync(join(sharedDir, 'corpus/open/cases.jsonl'), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as { format: string; file: string });
    const plans = [...new Set(files.filter((c) => c.format === 'tf-plan').map((c) => join(String(sharedDir), 'corpus/open/files', c.file)))].filter(existsSync);
    assert(plans.length > 20);
    for (const file of plans) {
      const decoded = decodeText(readFileSync(file));
      assert(decoded.kind === 'text');
      const made = exercise(decoded.text);
      assert(made.kind === 'template' && made.template.problems.length === 0, file);
      for (const resource of made.template.resources.values())
        if (!resource.type.startsWith('@') && resource.at.key) assert.equal(JSON.parse(decoded.text.slice(resource.at.key.start, resource.at.key.end)), resource.address);
    }
  });
});
