import assert from 'node:assert/strict';
import { rules } from '../../../rules/index.ts';
import { judge } from '../../../server/src/core/engine/judge.ts';
import { pathOf } from '../../../server/src/core/model/origin.ts';
import type { Value } from '../../../server/src/core/model/value.ts';
import { confirmTerraform, isTerraformJson } from '../../../server/src/formats/terraform-json/detect.ts';
import { parseJson } from '../../../server/src/syntax/json/parse.ts';
import { show, showCondition } from '../cloudformation/show.ts';
import { argument, problemsOf, read, template } from './support.ts';

const shown = (data: unknown, address = 'x.y'): string => show(template(data).resources.get(address)?.properties);

describe('a Terraform module in JSON', () => {
  it('takes an object or a list at every level of labels', () => {
    const body = { a: 1 };
    for (const resource of [{ x: { y: body } }, [{ x: { y: body } }], { x: [{ y: body }] }, { x: { y: [body] } }, [{ x: [{ y: [body] }] }]]) {
      assert.equal(shown({ resource }), '{a: 1}');
      assert.equal(shown([{ resource }]), '{a: 1}');
    }
    assert.equal(shown({ resource: { x: { y: null } } }), '{}');
  });

  it('keeps what stands under a repeated type, and complains of a repeated name', () => {
    const files = { 'main.tf.json': '{"resource": {"x": {"y": {"a": 1}}, "x": {"z": {"a": 2}}, "v": [{"w": {"a": 3}}, {"w": {"a": 4}}]}}', 'more.tf.json': { resource: { x: { y: {} } } } };
    const { template: of } = read(files);
    assert.deepEqual([...of.resources.keys()], ['x.y', 'x.z', 'v.w']);
    assert.equal(show(of.resources.get('v.w')?.properties), '{a: 3}');
    assert.deepEqual(problemsOf(of, files), ['duplicate-key: "x"', 'duplicate-resource: "w"', 'duplicate-resource: "y"']);
  });

  it('replaces arguments by override files, the last by name counts', () => {
    const { template: of } = read({
      'main.tf.json': { resource: { x: { y: { a: { deep: 1 }, b: 1, lifecycle: { prevent_destroy: true } } } }, locals: { l: 1 }, variable: { v: { default: 1 } } },
      'override.tf.json': { resource: { x: { y: { b: 3 } } } },
      'a_override.tf.json': { resource: { x: { y: { a: { other: 2 }, b: 2, lifecycle: { create_before_destroy: true } }, gone: {} } }, locals: { l: 2 } },
    });
    assert.equal(show(of.resources.get('x.y')?.properties), '{a: {other: 2}, b: 3}');
    assert.equal(show(of.resources.get('x.y')?.attributes.get('lifecycle')), '{prevent_destroy: true, create_before_destroy: true}');
    assert.deepEqual(of.problems.map((p) => p.code), ['override-of-nothing']);
  });

  it('says where everything stands, so that an edit finds it', () => {
    const of = template({ locals: { on: false }, resource: { x: { y: [{ block: [{ a: 1 }], b: '${local.on}' }] } } });
    const block = argument(of, 'x.y', 'block');
    assert.deepEqual(block?.kind === 'list' && block.items[0] && pathOf(block.items[0].at), ['resource', 'x', 'y', 0, 'block', 0]);
    const computed = argument(of, 'x.y', 'b');
    assert.deepEqual(computed && [pathOf(computed.at), computed.via && pathOf(computed.via)], [['resource', 'x', 'y', 0, 'b'], ['locals', 'on']]);
  });

  it('knows at every depth of a value that it was written elsewhere', () => {
    const of = template({ variable: { deep: { default: { list: [{ a: 1 }] } } }, locals: { deep: { list: [{ a: 1 }] } }, resource: { x: { y: { v: '${local.deep}', w: '${local.deep.list[0].a}', z: '${var.deep.list}' } } } });
    const places = (value: Value | undefined): readonly string[] => {
      if (!value) return [];
      const own = `${pathOf(value.at).at(-1)} via ${value.via ? pathOf(value.via).join('.') : 'nothing'}`;
      if (value.kind === 'map') return [own, ...[...value.entries.values()].flatMap(places)];
      if (value.kind === 'list') return [own, ...value.items.flatMap(places)];
      return value.kind === 'choice' ? value.cases.flatMap((c) => (c.value.kind === 'unknown' ? [] : places(c.value))) : [own];
    };
    assert.deepEqual(places(argument(of, 'x.y', 'v')), ['v via locals.deep', 'v via locals.deep.list', 'v via locals.deep.list.0', 'v via locals.deep.list.0.a']);
    assert.deepEqual(places(argument(of, 'x.y', 'w')), ['w via locals.deep.list.0.a']);
    assert.deepEqual(places(argument(of, 'x.y', 'z')), ['list', 'list.0', 'list.0.a'].map((at) => `z via variable.deep.default.${at}`));
  });

  it('gives a block the same findings, by the same identity, as an object and as a list of one', () => {
    const identities = (rule: unknown): readonly string[] => {
      const of = template({ resource: { aws_s3_bucket: { b: { server_side_encryption_configuration: rule } } } });
      return judge(of, { rules: rules.map((one) => ({ rule: one, severity: one.severity })), profile: 'all' }).findings.map((f) => `${f.verdict} ${f.identity} ${f.path}`);
    };
    const by = { sse_algorithm: 'none' };
    assert.deepEqual(identities([{ rule: [{ apply_server_side_encryption_by_default: [by] }] }]), identities({ rule: { apply_server_side_encryption_by_default: by } }));
    assert(identities([]).length > 0);
  });

  it('hears wishes in comments, which editors show though Terraform does not take them', () => {
    const { template: of } = read({ 'main.tf.json': '{"resource": {"x": {\n  // dataward-ignore rule-a: why\n  "y": {\n    "a": 1 // dataward-ignore rule-b\n  }}}}' });
    assert.deepEqual(of.suppressions.map((s) => (s.scope.kind === 'node' ? pathOf(s.scope.origin).join('/') : s.scope.kind)), ['resource/x/y', 'resource/x/y/a']);
  });

  it('reads modules beside it, with their arguments and outputs', () => {
    const files = {
      'main.tf.json': { module: { a: { source: './mods/bucket', encrypted: false }, far: { source: 'terraform-aws-modules/vpc/aws' }, gone: { source: './nowhere' } }, resource: { p: { q: { bucket: '${module.a.id}', vpc: '${module.far.vpc_id}', name: '${module.a.name}' } } } },
      'mods/bucket/main.tf.json': { variable: { encrypted: { default: true }, name: { default: 'pictures' } }, resource: { b: { this: { encrypted: '${var.encrypted}', name: '${var.name}' } }, c: { of: { bucket: '${b.this.id}' } } }, output: { id: { value: '${b.this.id}' }, name: { value: '${var.name}' } } },
    };
    const { template: of, wants, calls } = read(files);
    assert.deepEqual([...of.resources.keys()], ['p.q', 'module.a.b.this', 'module.a.c.of']);
    assert.equal(show(of.resources.get('module.a.b.this')?.properties), '{encrypted: false, name: "pictures"}');
    assert.equal(show(argument(of, 'module.a.c.of', 'bucket')), 'module.a.b.this.id');
    assert.deepEqual(['bucket', 'vpc', 'name'].map((name) => show(argument(of, 'p.q', name))), ['module.a.b.this.id', '?other module.far.vpc_id', '"pictures"']);
    assert.deepEqual([wants, calls, of.files], [['nowhere'], ['mods/bucket'], ['main.tf.json', 'mods/bucket/main.tf.json']]);
    assert.deepEqual(of.problems, []);
  });

  it('judges a module twice that is called twice, and takes a count of the call for the existence of all in it', () => {
    const { template: of } = read({ 'main.tf.json': { variable: { on: { type: 'bool', default: true } }, module: { a: { source: './m', v: 1, count: '${var.on ? 1 : 0}' }, b: { source: './m/', v: 2 } } }, 'm/m.tf.json': { variable: { v: {} }, resource: { x: { y: { v: '${var.v}' } } } } });
    assert.deepEqual([...of.resources.values()].map((r) => `${r.address} ${show(r.properties)} ${showCondition(r.when)}`), ['module.a.x.y {v: 1} var.on=true', 'module.b.x.y {v: 2} else']);
  });

  it('makes dynamic blocks the blocks that they make', () => {
    const of = (for_each: unknown): string => show(argument(template({ variable: { on: { type: 'bool', default: false }, many: {} }, resource: { x: { y: { dynamic: { rule: { for_each, content: { port: '${rule.value}' } } } } } } }), 'x.y', 'rule'));
    assert.equal(of([1, 2]), '[{port: 1}, {port: 2}]');
    assert.equal(of('${var.on ? [443] : []}'), '(var.on=true: [{port: 443}] | else: [])');
    assert.equal(of('${var.many}'), '[{port: ?other (rule.value differs from block to block)}, …]');
    assert.equal(of([]), 'absent');
  });

  it('goes through the known keys of for_each', () => {
    const of = template({ resource: { x: { y: { for_each: { a: { on: true }, b: { on: false } }, name: '${each.key}', on: '${each.value.on}' }, one: { for_each: '${toset(["z"])}', name: '${each.key}' } } } });
    assert.equal(show(argument(of, 'x.y', 'on')), '(each.key in for_each=a: true | each.key in for_each=b: false)');
    assert.equal(show(argument(of, 'x.one', 'name')), '"z"');
  });

  it('reads a policy document as the policy that it makes', () => {
    const of = template({
      data: {
        aws_iam_policy_document: {
          base: { statement: { sid: 'Base', actions: ['s3:*'], resources: ['*'], principals: { type: '*', identifiers: ['*'] } } },
          p: { source_policy_documents: ['${data.aws_iam_policy_document.base.json}'], statement: [{ effect: 'Deny', actions: ['s3:GetObject'], principals: [{ type: 'AWS', identifiers: ['a'] }, { type: 'AWS', identifiers: ['b'] }], condition: { test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] } }] },
        },
      },
      resource: { x: { y: { policy: '${data.aws_iam_policy_document.p.json}' } } },
    });
    assert.equal(
      show(argument(of, 'x.y', 'policy')),
      '{Version: "2012-10-17", Statement: [{Effect: "Deny", Action: ["s3:GetObject"], Principal: {AWS: ["a", "b"]}, Condition: {Bool: {aws:SecureTransport: ["false"]}}}, {Effect: "Allow", Sid: "Base", Action: ["s3:*"], Resource: ["*"], Principal: "*"}]}',
    );
  });

  it('takes depends_on as written, and complains of what is not there', () => {
    const data = { resource: { x: { y: { depends_on: ['x.z', 'module.m', 'x.gone', 7], v: '${x.lost.id}' }, z: {} } } };
    const of = template(data);
    assert.deepEqual(of.resources.get('x.y')?.dependsOn, ['x.z']);
    assert.deepEqual(problemsOf(of, { 'main.tf.json': data }), ['dangling-reference: "${x.lost.id}"', 'dangling-reference: "x.gone"']);
  });

  it('is not sure of what is missing beside files that it does not read, and modules elsewhere that are handed a resource', () => {
    const open = (module: unknown): boolean => template({ module: { m: module }, resource: { x: { y: {} } } }).open;
    assert.deepEqual([open({ source: 'a/b/c', name: 'n' }), open({ source: 'a/b/c', bucket: '${x.y.id}' }), open({ source: './here' })], [false, true, false]);
  });

  it('hears wishes in // keys', () => {
    const data = { '//': 'dataward-ignore-file rule-a: why', resource: { x: { y: { '//': ['dataward-ignore rule-b until 2027-01-01: because', 'a note'], block: { '//': 'dataward-ignore rule-c' } } } } };
    assert.deepEqual(
      template(data).suppressions.map((s) => [s.rules[0], s.scope.kind === 'node' ? pathOf(s.scope.origin).join('/') : s.scope.kind, s.reason, s.until]),
      [['rule-a', 'file', 'why', undefined], ['rule-b', 'resource/x/y', 'because', '2027-01-01'], ['rule-c', 'resource/x/y/block', undefined, undefined]],
    );
  });

  it('is known by its name, and by its keys', () => {
    assert.deepEqual(['a/main.tf.json', 'x.tofu.json', 'tf.json', 'main.tf', 'a.tfvars.json'].map(isTerraformJson), [true, true, false, false, false]);
    assert.deepEqual(['{"resource": {}}', '[{"variable": {}}]', '{}', '{"name": 1}', '3', '[]', ''].map((text) => confirmTerraform(parseJson(text, 'a.tf.json'))), [true, true, true, false, false, true, false]);
  });

  describe('a reference to an argument that refers itself', () => {
    const bucket = { aws_s3_bucket: { b: { bucket: '${random_pet.p.id}' } }, random_pet: { p: {} } };
    const versioning = { aws_s3_bucket_versioning: { v: { bucket: '${aws_s3_bucket.b.id}', versioning_configuration: { status: 'Enabled' } } } };
    const found = (logging: string): readonly string[] => {
      const { template: of } = read({ 'main.tf.json': { resource: { ...bucket, ...versioning, aws_s3_bucket_logging: { l: { bucket: logging, target_bucket: 'logs', target_prefix: 'x' } } } } });
      assert.deepEqual(of.problems, []);
      const { findings } = judge(of, { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'all' });
      return findings.filter(({ rule, verdict }) => rule === 's3-bucket-access-logging' && verdict === 'fail').map(({ rule }) => rule);
    };

    it('leads to what both name', () => {
      assert.deepEqual(found('${aws_s3_bucket.b.bucket}'), []);
      assert.deepEqual(found('${aws_s3_bucket_versioning.v.bucket}'), []);
      assert.deepEqual(found('${aws_s3_bucket_versioning.v.id}'), ['s3-bucket-access-logging']);
    });

    it('is a problem where it leads back to itself', () => {
      const { template: of } = read({ 'main.tf.json': { resource: { x: { y: { a: '${x.z.a}' }, z: { a: '${x.y.a}' } } } } });
      assert.deepEqual(new Set(of.problems.map((problem) => problem.code)), new Set(['cycle']));
    });
  });
});
