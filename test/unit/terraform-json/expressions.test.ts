import assert from 'node:assert/strict';
import { show, showCondition } from '../cloudformation/show.ts';
import { argument, template } from './support.ts';

const declared = {
  variable: {
    env: { default: 'dev' },
    name: {},
    on: { type: 'bool', default: false },
    size: { type: 'string', validation: { condition: '${contains(["small", "large"], var.size)}', error_message: 'no' } },
    tags: { default: { team: 'red' } },
    nothing: { default: null },
  },
  locals: { prefix: 'acme-${var.env}', flags: { encrypted: true, list: ['a', 'b'] }, indirect: '${local.flags.encrypted}' },
  data: {
    aws_region: { here: {} },
    aws_secretsmanager_secret_version: { db: { secret_id: 'db' } },
  },
  resource: { aws_kms_key: { k: {}, many: { count: 2 }, maybe: { count: '${var.on ? 1 : 0}' } } },
};

const cases: readonly (readonly [string, string])[] = [
  ['plain', '"plain"'],
  ['${true}', 'true'],
  ['${False}', 'false'],
  ['${null}', 'absent'],
  ['$${escaped} %%{too}', '"${escaped} %{too}"'],
  ['${"a${1 + 2}b"}', '"a3b"'],
  ['${-3}', '-3'],
  ['${7 > 3 && !(1 == 2)}', 'true'],
  ['${var.env}', '(var.env=dev: "dev" | else: ?parameter var.env)'],
  ['${var.name}', '?parameter var.name'],
  ['${var.size}', '(var.size=small: "small" | var.size=large: "large")'],
  ['${var.nothing}', '(var.nothing=null: absent | else: ?parameter var.nothing)'],
  ['${var.tags.team}', '(var.tags=its default: "red" | else: ?parameter~ var.tags.team)'],
  ['${var.undeclared}', '?other var.undeclared'],
  ['${local.prefix}-logs', '(var.env=dev: "acme-dev-logs" | else: "acme-"+?parameter var.env+"-logs")'],
  ['${local.flags.encrypted}', 'true'],
  ['${local.flags["list"][1]}', '"b"'],
  ['${local.indirect}', 'true'],
  ['${local.flags.missing}', 'absent'],
  ['${var.on ? "yes" : "no"}', '(var.on=true: "yes" | else: "no")'],
  ['${!var.on ? "yes" : "no"}', '(!var.on=true: "yes" | else: "no")'],
  ['${var.env == "prod" ? 30 : 1}', '(var.env=prod: 30 | else: 1)'],
  ['${aws_kms_key.k.arn}', 'aws_kms_key.k.arn'],
  ['aws_kms_key.k.arn', 'aws_kms_key.k.arn'],
  ['${aws_kms_key.many[0].arn}', 'aws_kms_key.many.arn'],
  ['${aws_kms_key.many[*].arn}', '[aws_kms_key.many.arn, …]'],
  ['${one(aws_kms_key.maybe[*].arn)}', '(var.on=true: aws_kms_key.maybe.arn | else: absent)'],
  ['${try(aws_kms_key.k.arn, null)}', 'aws_kms_key.k.arn'],
  ['arn:${aws_kms_key.k.id}/*', '"arn:"+aws_kms_key.k.id+"/*"'],
  ['${data.aws_region.here.name}', '?other data.aws_region.here.name'],
  ['${data.aws_secretsmanager_secret_version.db.secret_string}', '?secretsmanager data.aws_secretsmanager_secret_version.db.secret_string'],
  ['${lower("ABC")}', '"abc"'],
  ['${join("-", ["a", "b"])}', '"a-b"'],
  ['${format("%s/%d", "x", 3)}', '"x/3"'],
  ['${concat(["a"], ["b"])}', '["a", "b"]'],
  ['${merge({a = 1}, {a: 2, "b" = 3})}', '{a: 2, b: 3}'],
  ['${lookup({a = 1}, "b", 9)}', '9'],
  ['${coalesce(null, "", "c")}', '"c"'],
  ['${coalesce(var.nothing, "c")}', '(var.nothing=null: "c" | else: ?parameter var.nothing)'],
  ['${tobool("true")}', '"true"'],
  ['${element(["a", "b"], 3)}', '"b"'],
  ['${length([1, 2]) > 1}', 'true'],
  ['${jsonencode({Statement = [{Effect = "Allow"\n Action = "s3:*"}]})}', '{Statement: [{Effect: "Allow", Action: "s3:*"}]}'],
  ['${upper(var.name)}', '?other upper(var.name)'],
  ['${file("x.json")}', '?other file("x.json")'],
  ['${uuid()}', '?other (`uuid(…)` is evaluated when it is applied)'],
  ['${[for x in var.tags : upper(x)]}', '?other [for x in var.tags : upper(x)]'],
  ['%{ if var.on }x%{ endif }', '?other %{ if var.on }x%{ endif }'],
  ['${this is no expression', '?other ${this is no expression'],
];

describe('Terraform expressions', () => {
  for (const [text, expected] of cases)
    it(`reads ${JSON.stringify(text)}`, () => {
      const read = template({ ...declared, resource: { ...declared.resource, x: { y: { value: text } } } });
      assert.equal(show(argument(read, 'x.y', 'value')), expected);
    });

  it('counts what a resource depends on into when it exists', () => {
    const of = (count: unknown): string => showCondition(template({ ...declared, resource: { aws_kms_key: { k: { count } } } }).resources.get('aws_kms_key.k')?.when);
    assert.deepEqual([of(0), of(2), of('${var.on ? 1 : 0}'), of('${var.name}'), of('${length(var.tags)}')], ['never', 'else', 'var.on=true', 'else', 'else']);
  });

  it('takes the values of a file in place of defaults', () => {
    const read = template({ ...declared, resource: { x: { y: { value: '${var.env}' } } } }, { 'terraform.tfvars.json': { env: 'prod' }, 'z.auto.tfvars.json': { env: 'stage', other: 1 } });
    assert.equal(show(argument(read, 'x.y', 'value')), '(var.env=stage: "stage" | else: ?parameter var.env)');
    assert.equal(read.variables.get('var.env')?.presetFrom, 'file');
  });

  it('makes a sensitive variable one that is not echoed', () => {
    const read = template({ variable: { password: { sensitive: true } } });
    assert.equal(read.variables.get('var.password')?.noEcho, true);
  });
});
