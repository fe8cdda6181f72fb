import assert from 'node:assert/strict';
import { judge } from '../../../server/src/core/engine/judge.ts';
import { absolute } from '../../../server/src/syntax/walk.ts';
import { parseJson } from '../../../server/src/syntax/json/parse.ts';
import { readHcl } from '../../../server/src/formats/terraform-plan/hcl.ts';
import { argumentOf } from '../../../server/src/formats/terraform-plan/lazy-origin.ts';
import { placeInSource, type SourceFile } from '../../../server/src/formats/terraform-plan/place.ts';
import { sourceOf } from '../../../server/src/formats/terraform-plan/source.ts';
import { rules } from '../../../rules/index.ts';
import { configured, plan, read, textAt, type Plan } from './support.ts';

const secret = 'hunter2-hunter2';

function findings(of: Plan, id: string) {
  const report = judge(of.template, { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'all' });
  assert.deepEqual(report.errors, []);
  return { report, found: report.findings.filter((f) => f.rule === id) };
}

describe('the places in a plan', () => {
  const volumes = plan([{ type: 'aws_ebs_volume', name: 'a', after: { encrypted: false } }, { type: 'aws_db_instance', name: 'b' }], { resources: [] });

  it('are the wrong value, or the address where something is missing, in whatever layout and behind whatever was logged', () => {
    for (const text of [JSON.stringify(volumes), JSON.stringify(volumes, null, 2), `\u001b[33mWarning: {old}\u001b[0m\n{"level":"info"}\n${JSON.stringify(volumes)}\nDone {}.\n`, `\ufeff${JSON.stringify(volumes)}`, `${'{"@level":"info"}\n'.repeat(500)}${JSON.stringify(volumes)}`]) {
      const made = read(text);
      assert.deepEqual(made.template.problems, []);
      const [wrong] = findings(made, 'ebs-volume-encrypted').found;
      assert(wrong);
      assert.equal(textAt(made, wrong.place.range), 'false');
      assert.match(text.slice(0, wrong.place.range.start), /"encrypted":\s*$/);
      const missing = findings(made, 'rds-storage-encrypted').report.findings.find((f) => f.subject === 'aws_db_instance.b' && f.verdict === 'fail');
      assert(missing);
      assert.equal(textAt(made, missing.place.range), '"aws_db_instance.b"');
    }
  });

  it('lead back to the resource and the path of the argument', () => {
    const made = read(plan([{ type: 'aws_x', name: 'a', index: 'k', after: { rule: [{ on: true }] } }]));
    const properties = made.template.resources.get('aws_x.a["k"]')?.properties;
    assert(properties?.kind === 'map');
    const rule = properties.entries.get('rule');
    assert(rule?.kind === 'list' && rule.items[0]?.kind === 'map');
    const on = rule.items[0].entries.get('on');
    assert(on);
    const argument = argumentOf(on.at);
    assert.deepEqual([argument?.resource.nameText, argument?.path], ['aws_x.a["k"]', ['rule', 0, 'on']]);
    assert.equal(textAt(made, on.at.value), 'true');
  });
});

describe('a plan with secrets in clear text', () => {
  const withSecrets = {
    ...plan([{ type: 'aws_db_instance', name: 'b', after: { password: secret }, sensitive: { password: true } }], { resources: [], variables: { token: { sensitive: true }, plain: {} } }),
    variables: { token: { value: secret }, plain: { value: 'x' } },
    output_changes: { key: { actions: ['create'], before: null, after: secret, after_sensitive: true } },
  };

  it('does not take a switch of the name of a secret for one', () => {
    const made = read(plan([{ type: 'aws_db_instance', name: 'b', after: { manage_master_user_password: true, master_password: secret } }]));
    const { report } = findings(made, 'rds-storage-encrypted');
    assert.deepEqual(report.sensitive.map(({ range }) => textAt(made, range)), [JSON.stringify(secret)]);
  });

  it('is one finding of its own, at the key of a secret, that names no value', () => {
    const made = read(withSecrets);
    const { report, found } = findings(made, 'tf-plan-secrets-in-clear-text');
    assert.deepEqual(found.map((f) => [f.subject, f.type, textAt(made, f.place.range)]), [['tfplan.json', '@plan', '"value"']]);
    assert(!JSON.stringify(report.findings.map(({ message, detail, path, related, when }) => ({ message, detail, path, related, when }))).includes(secret));
  });

  it('tells every place that is to be masked', () => {
    const made = read(withSecrets);
    const { report } = findings(made, 'tf-plan-secrets-in-clear-text');
    const { text } = made.document;
    const places = [...text.matchAll(new RegExp(`"${secret}"`, 'g'))].map((m) => m.index);
    assert.equal(places.length, 3);
    assert.deepEqual(made.sensitive.map((at) => at.value.start).sort((a, b) => a - b), places);
    for (const start of places) assert(report.sensitive.some((place) => place.range.start === start), `the secret at ${start} is not masked`);
  });

  it('is none where nothing is sensitive, or nothing of it is set', () => {
    assert.deepEqual(findings(read(plan([{ type: 'aws_x', after: { a: null }, sensitive: { a: true, b: [], c: {} } }])), 'tf-plan-secrets-in-clear-text').found, []);
  });

  it('is found in states too', () => {
    const values = { password: secret, port: 1 };
    const state = { format_version: '1.0', terraform_version: '1.9.0', values: { root_module: { resources: [{ address: 'aws_x.a', mode: 'managed', type: 'aws_x', name: 'a', values, sensitive_values: { password: true } }] } } };
    const file = {
      version: 4,
      terraform_version: '1.9.0',
      serial: 1,
      lineage: 'x',
      outputs: {},
      resources: [{ module: 'module.m', mode: 'managed', type: 'aws_x', name: 'a', instances: [{ index_key: 'k', attributes: values, sensitive_attributes: [[{ type: 'get_attr', value: 'password' }]] }] }],
    };
    for (const [data, of, address] of [[state, 'state', 'aws_x.a'], [file, 'state-file', 'module.m.aws_x.a["k"]']] as const) {
      const made = read(data, 'terraform.tfstate');
      assert.equal(made.of, of);
      assert(made.template.resources.has(address));
      assert.deepEqual(findings(made, 'tf-plan-secrets-in-clear-text').found.map((f) => [f.type, textAt(made, f.place.range)]), [['@state', '"password"']]);
    }
  });
});

describe('the places in the sources of a plan', () => {
  const hcl = `# resource "aws_x" "a" { in a comment }
locals { text = "}\${join("}", ["{"])}" }
resource "aws_x" "b" { name = "b" }
resource "aws_x" "a" {
  bucket   = aws_s3_bucket.b[each.key].id # why
  encrypted = false
  policy = <<-EOT
    { "resource" "aws_x" {
  EOT
  tags = {
    Name = "}"
  }
  rule {
    first = 1
  }
  rule { second = { a = [
    1, 2] } }
  dynamic "log" {
    for_each = var.logs
    content {
      on = log.value
    }
  }
}
data "aws_x" "a" {}
`;
  const json = `{"resource": [{"aws_x": {"a": {"encrypted": false, "rule": [{"first": 1}, {"second": 2}], "log": {"on": true}}}}]}`;
  const asJson = (text: string): SourceFile => ({ kind: 'json', document: parseJson(text, 'main.tf.json') });
  const asHcl: SourceFile = { kind: 'hcl', file: 'main.tf', blocks: readHcl(hcl) };
  const at = (file: SourceFile, path: readonly (string | number)[], missing = false): string | undefined => {
    const found = placeInSource(['resource', 'aws_x', 'a'], path, missing, [file]);
    if (!found) return undefined;
    if (file.kind === 'hcl') return hcl.slice(found.place.range.start, found.place.range.end);
    const { start, end } = absolute(file.document, found.place);
    return json.slice(start, end);
  };
  const cases: readonly (readonly [readonly (string | number)[], boolean, string, string])[] = [
    [['encrypted'], false, 'false', 'false'],
    [['encrypted'], true, 'encrypted', '"encrypted"'],
    [['kms_key_id'], true, 'resource "aws_x" "a"', '"a"'],
    [[], true, 'resource "aws_x" "a"', '"a"'],
    [['rule', 0, 'first'], false, '1', '1'],
    [['rule', 1, 'absent'], true, 'rule', '"rule"'],
    [['log', 0, 'absent'], true, 'dynamic "log"', '"log"'],
  ];
  for (const [path, missing, inHcl, inJson] of cases)
    it(`are found in both syntaxes: ${path.join('.') || 'the resource itself'}${missing ? ', missing' : ''}`, () => {
      assert.equal(at(asHcl, path, missing), inHcl);
      assert.equal(at(asJson(json), path, missing), inJson);
    });

  it('know comments, interpolations, heredocs and expressions of several lines', () => {
    const [, , resource] = readHcl(hcl);
    assert.deepEqual(resource?.attributes.map(({ name, value }) => [name, hcl.slice(value.start, value.end).slice(0, 24)]), [
      ['bucket', 'aws_s3_bucket.b[each.key'],
      ['encrypted', 'false'],
      ['policy', '<<-EOT\n    { "resource" '],
      ['tags', '{\n    Name = "}"\n  }'],
    ]);
    assert.deepEqual(resource?.blocks.map(({ type }) => type), ['rule', 'rule', 'dynamic']);
    assert.equal(at(asHcl, ['rule', 1, 'second']), '{ a = [\n    1, 2] }');
  });

  it('never hang or throw on half a file', () => {
    for (let end = 0; end < hcl.length; end += 3) readHcl(hcl.slice(0, end));
    readHcl('a {'.repeat(5000));
    readHcl('x = "${'.repeat(2000));
  });

  it('are looked for in the folder of the module', () => {
    const data = { configuration: { root_module: { module_calls: { a: { source: './mods/a', module: { module_calls: { b: { source: '../b', module: {} } } } }, far: { source: 'terraform-aws-modules/s3/aws' } } } } };
    assert.deepEqual(sourceOf(data, 'aws_x.a[0]'), { folder: '.', block: ['resource', 'aws_x', 'a'] });
    assert.deepEqual(sourceOf(data, 'module.a["k.l"].module.b[0].data.aws_x.a'), { folder: 'mods/b', block: ['data', 'aws_x', 'a'] });
    assert.deepEqual(sourceOf(data, 'module.far[0].aws_x.a'), { folder: '.', block: ['module', 'far'] });
    assert.equal(sourceOf(data, 'module.unknown.aws_x.a'), undefined);
  });
});

describe('companions in a plan', () => {
  it('are joined by what the configuration refers to, per instance', () => {
    const names = ['a', 'b'];
    const made = read(
      plan(
        [
          ...names.map((index) => ({ type: 'aws_s3_bucket', index, unknown: { id: true, bucket: true } })),
          { type: 'aws_s3_bucket_versioning', index: 'a', after: { versioning_configuration: [{ status: 'Enabled' }] }, unknown: { bucket: true } },
        ],
        { resources: [configured('aws_s3_bucket', {}), configured('aws_s3_bucket_versioning', { bucket: { references: ['aws_s3_bucket.this', 'each.key'] } })] },
      ),
    );
    assert.deepEqual(findings(made, 's3-bucket-versioning').found.map((f) => [f.verdict, f.subject]), [['fail', 'aws_s3_bucket.this["b"]']]);
  });
});
