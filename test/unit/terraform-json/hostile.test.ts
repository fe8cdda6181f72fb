import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { rules } from '../../../rules/index.ts';
import { judge } from '../../../server/src/core/engine/judge.ts';
import { parseTemplate } from '../../../server/src/formats/terraform-json/expression/parse.ts';
import { print } from '../../../server/src/formats/terraform-json/expression/tree.ts';
import { readModule } from '../../../server/src/formats/terraform-json/module.ts';
import { parseJson } from '../../../server/src/syntax/json/parse.ts';
import { sharedDir } from '../../shared.ts';
import { read, template } from './support.ts';

const codes = (data: unknown, more = {}): readonly string[] => template(data, more).problems.map((p) => p.code);
const s3Rules = rules.filter((rule) => rule.on.tf.includes('aws_s3_bucket')).map((rule) => ({ rule, severity: rule.severity }));

describe('hostile Terraform input', function () {
  this.timeout(60_000);

  it('of wrong types gives problems, and the rest is read', () => {
    const wrong = [null, 1, 'text', true, [], [1], {}, { a: 1 }, { a: [1] }, { a: { b: 2 } }, { a: { b: [3] } }, [[[]]]];
    for (const key of ['resource', 'data', 'variable', 'locals', 'output', 'module', 'provider', 'terraform', 'moved', 'check', 'nonsense', '//'])
      for (const value of wrong) {
        const of = template([{ [key]: value }, { resource: { x: { kept: {} } } }]);
        assert(of.resources.has('x.kept'), `${key}: ${JSON.stringify(value)}`);
      }
    assert.deepEqual(codes({ resource: 3 }), ['wrong-type']);
    assert.deepEqual(codes({ resource: { x: { y: 3 } } }), ['wrong-type']);
    assert.deepEqual(codes({ nonsense: 1 }), ['unknown-block']);
    assert.deepEqual(codes({ module: { m: { source: 3 } } }), ['missing-source']);
    assert.deepEqual(codes({ resource: { x: { y: { depends_on: 3 } } } }), ['wrong-type']);
  });

  it('that goes round gives a problem', () => {
    assert.deepEqual(codes({ locals: { a: '${local.b}', b: '${local.a}' }, resource: { x: { y: { v: '${local.a}' } } } }), ['cycle']);
    assert.deepEqual(codes({ locals: { a: { b: '${local.a}' } }, resource: { x: { y: { v: '${local.a}', count: '${local.a.b}' } } } }), ['cycle']);
    assert.deepEqual(codes({ resource: { x: { y: { count: '${length(x.y)}', v: '${x.y[0].id}' } } } }), []);
    const { template: of } = read({ 'main.tf.json': { module: { m: { source: './m' } } }, 'm/a.tf.json': { module: { n: { source: '../n' } } }, 'n/a.tf.json': { module: { m: { source: '../m' } }, resource: { x: { y: {} } } } });
    assert.deepEqual([of.problems.map((p) => p.code), [...of.resources.keys()]], [['module-cycle'], ['module.m.module.n.x.y']]);
    assert.deepEqual(read({ 'main.tf.json': { module: { m: { source: '../../..' } } } }).wants, []);
    assert.deepEqual(codes({ module: { a: { source: './m', v: '${module.a.out}' } } }, { 'm/m.tf.json': { output: { out: { value: '${var.v}' } }, variable: { v: {} } } }), []);
  });

  it('whose names are those of an object is read like any other', () => {
    const text = '{"resource": {"__proto__": {"constructor": {"__proto__": {"toString": 1}}}}, "locals": {"__proto__": 1}, "variable": {"constructor": {}}, "constructor": {}, "hasOwnProperty": 1}';
    const of = readModule({ folder: '', documents: [parseJson(text, 'a.tf.json')] }, () => undefined).template;
    assert.deepEqual([...of.resources.keys()], ['__proto__.constructor']);
    assert.equal(({} as { toString2?: unknown }).toString2, undefined);
    for (const name of ['constructor', '__proto__', 'toString']) template({ resource: { x: { y: { v: `\${${name}("a")}`, w: `\${local.${name}.${name}}`, z: `\${var.${name}}` } } } });
  });

  it('that nests deep or grows fast is read in bounded time', () => {
    const deep = (open: string, close: string, depth: number): string => open.repeat(depth) + '1' + close.repeat(depth);
    for (const text of [deep('(', ')', 5000), deep('[', ']', 5000), deep('!', '', 5000), deep('"${', '}"', 500), `1${' + 1'.repeat(20_000)}`, `a${'.b'.repeat(20_000)}`, deep('f(', ')', 3000), deep('true ? 1 : ', '', 3000)])
      template({ resource: { x: { y: { v: `\${${text}}` } } } });
    const doubling = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`l${i}`, i === 0 ? 'x' : [`\${local.l${i - 1}}`, `\${local.l${i - 1}}`]]));
    const chain = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`c${i}`, i === 0 ? 'x' : `\${local.c${i - 1}}`]));
    const start = performance.now();
    template({ locals: { ...doubling, ...chain }, resource: { x: { y: { v: '${local.l59}', w: '${local.c4999}' } } } });
    const fan = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`m${i}/a.tf.json`, { module: { a: { source: `../m${i + 1}` }, b: { source: `../m${i + 1}` } } }]));
    assert(codes({ module: { a: { source: './m0' } } }, { ...fan, 'm12/a.tf.json': { resource: { x: { y: {} } } } }).includes('too-many-modules'));
    assert(performance.now() - start < 20_000);
  });

  it('of any shape never throws, and is judged', () => {
    const word = fc.constantFrom('resource', 'data', 'variable', 'locals', 'module', 'output', 'aws_s3_bucket', 'aws_s3_bucket_policy', 'b', 'source', 'count', 'for_each', 'dynamic', 'content', 'default', 'validation', 'lifecycle', 'depends_on', '//', 'acl', 'policy', 'bucket');
    const text = fc.constantFrom('${var.b}', '${local.b}', './m', '${aws_s3_bucket.b.id}', '${module.b.b}', '${each.key}', '${var.b ? [1] : []}', '${data.aws_iam_policy_document.b.json}', 'a', '${', '${merge(local.b, var.b)}', '${concat(local.b...)}', '{"Statement": ${local.b}}');
    const json = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'medium' }, text, fc.constantFrom(null, true, 0, 1, 2), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(word, tie('value'), { maxKeys: 4 })),
    })).value;
    const module = fc.record(
      { resource: fc.dictionary(word, fc.dictionary(word, json, { maxKeys: 2 }), { maxKeys: 3 }), data: json, variable: fc.record({ b: json }), locals: fc.record({ b: json }), module: fc.record({ b: fc.record({ source: text, b: json, count: json }, { requiredKeys: [] }) }), output: fc.record({ b: fc.record({ value: json }) }) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(json, module), fc.oneof(json, module), (a, b) => {
        const { template: of } = read({ 'main.tf.json': a, 'm/main.tf.json': b, 'override.tf.json': b, 'terraform.tfvars.json': a });
        assert.deepEqual(judge(of, { rules: s3Rules, profile: 'all' }).errors, []);
      }),
      { numRuns: 500 },
    );
  });

  it('in expressions never throws', () => {
    const piece = fc.constantFrom('${', '}', '"', 'a', '.', '[', ']', '(', ')', '{', '?', ':', '=', '==', '*', '1', ' ', ',', '!', '&&', '%{', '$${', '\\', '//', '/*', '*/', '#', '\n', 'for ', '...', '=>', '-', 'null');
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => void print(parseTemplate(pieces.join('')))), { numRuns: 3000 });
  });
});

describe('the Terraform folders of other tools', () => {
  it('are read without an error of ours, and every resource is listed', function () {
    this.timeout(60_000);
    if (sharedDir === undefined) {
      console.log('      not run: no ../shared');
      return;
    }
    const root = join(sharedDir, 'corpus', 'open', 'files');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tf.json'));
    let resources = 0;
    const problems = new Map<string, number>();
    for (const folder of new Set(files.map((file) => dirname(file)))) {
      const texts = files.filter((file) => dirname(file) === folder).map((file) => [file, readFileSync(join(root, file), 'utf8')] as const);
      const { template: of } = readModule({ folder, documents: texts.map(([file, text]) => parseJson(text, file)) }, () => undefined);
      for (const [, text] of texts) {
        const data = JSON.parse(text) as { resource?: Record<string, Record<string, unknown>> };
        for (const [type, named] of Object.entries(data.resource ?? {})) for (const name of Object.keys(named)) assert(of.resources.has(`${type}.${name}`), `${folder} ${type}.${name}`);
      }
      resources += of.resources.size;
      for (const { code } of of.problems) problems.set(code, (problems.get(code) ?? 0) + 1);
    }
    console.log(`      ${files.length} files, ${resources} resources; problems: ${[...problems].map(([code, count]) => `${code} ${count}`).join(', ')}`);
    assert.deepEqual([...problems.keys()].sort(), ['dangling-reference', 'duplicate-resource']);
  });
});
