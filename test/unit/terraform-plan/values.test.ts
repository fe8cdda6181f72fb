import assert from 'node:assert/strict';
import { change, configured, plan, propertiesOf, read, show, type Change } from './support.ts';

const bucket = (more: Partial<Change> = {}): Change => ({ type: 'aws_s3_bucket', unknown: { id: true, arn: true }, ...more });
const references = (...names: readonly string[]): object => ({ references: names });

describe('the values in a plan', () => {
  const cases: readonly (readonly [string, Omit<Change, 'type'>, object | undefined, unknown])[] = [
    ['a known value is read', { after: { encrypted: true, size: 3, name: 'x' } }, { encrypted: { constant_value: true } }, { encrypted: true, size: 3, name: 'x' }],
    ['null, an empty list and a list of nulls are absent', { after: { a: null, b: [], c: [null] } }, {}, {}],
    ['not known and not written is absent', { unknown: { key: true } }, {}, {}],
    ['not known, and no configuration to tell: it may be absent', { unknown: { key: true } }, undefined, { key: '?~' }],
    ['not known and written with a local is unknown', { unknown: { key: true } }, { key: references('local.x') }, { key: '?~' }],
    ['a computed argument of a written block is absent', { after: { rule: [{ on: true }] }, unknown: { rule: [{ key: true }] } }, { rule: [{ on: { constant_value: true } }] }, { rule: [{ on: true }] }],
    ['an argument of a dynamic block may be written', { after: { rule: [{ on: true }] }, unknown: { rule: [{ key: true }] } }, {}, { rule: [{ on: true, key: '?~' }] }],
    ['a part of a map that the configuration does not tell of may be written', { after: { rule: { on: true } }, unknown: { rule: { key: true } } }, {}, { rule: { on: true, key: '?~' } }],
    ['an item of a list that is not known', { after: { ids: ['a', null] }, unknown: { ids: [false, true] } }, { ids: references('local.a', 'local.b') }, { ids: ['a', '?~'] }],
    ['a block that is wholly unknown and written', { unknown: { rule: true } }, { rule: [{ key: references('local.a') }] }, { rule: '?' }],
    ['a constant that is not known yet', { unknown: { key: true } }, { key: { constant_value: 'k' } }, { key: 'k' }],
    ['sensitive: never read', { after: { password: 'hunter22' }, sensitive: { password: true } }, { password: references('local.p') }, { password: '?' }],
    ['sensitive from a variable: its name is kept', { after: { password: 'hunter22' }, sensitive: { password: true } }, { password: references('var.p') }, { password: '? var.p' }],
    ['sensitive and empty is absent', { after: { password: '' }, sensitive: { password: true } }, {}, {}],
    ['sensitive and written in clear text in the configuration', { after: { password: 'hunter22' }, sensitive: { password: true } }, { password: { constant_value: 'hunter22' } }, { password: 'hunter22' }],
    ['a sensitive part of a map', { after: { env: [{ variables: { a: 'x', b: 'y' } }] }, sensitive: { env: [{ variables: { b: true } }] } }, {}, { env: [{ variables: { a: 'x', b: '?' } }] }],
  ];
  for (const [title, of, expressions, expected] of cases)
    it(title, () => {
      const made = read(plan([{ type: 'aws_x', ...of }], expressions && { resources: [configured('aws_x', expressions)] }));
      assert.deepEqual(propertiesOf(made, 'aws_x.this'), expected);
    });
});

describe('what is known only after apply, in a plan without a configuration', () => {
  const cases: readonly (readonly [string, string, Omit<Change, 'type'>, unknown])[] = [
    ['a switch is not written: a deployment makes none', 'aws_ebs_volume', { unknown: { encrypted: true, snapshot_id: true } }, { snapshot_id: '?~' }],
    ['a number is not written', 'aws_db_instance', { unknown: { backup_retention_period: true, username: true } }, { username: '?~' }],
    ['a block is not written', 'aws_elasticsearch_domain', { unknown: { encrypt_at_rest: true, access_policies: true } }, { access_policies: '?~' }],
    ['a switch in a block that is written', 'aws_instance', { after: { ebs_block_device: [{ device_name: 'sdb' }] }, unknown: { ebs_block_device: [{ encrypted: true, snapshot_id: true }] } }, { ebs_block_device: [{ device_name: 'sdb', snapshot_id: '?~' }] }],
    ['a type that no rule reads', 'aws_x', { unknown: { encrypted: true } }, { encrypted: '?~' }],
  ];
  for (const [title, type, of, expected] of cases) it(title, () => assert.deepEqual(propertiesOf(read(plan([{ type, ...of }])), `${type}.this`), expected));
});

describe('the references in a plan', () => {
  const companion = (more: Partial<Change> = {}): Change => ({ type: 'aws_s3_bucket_versioning', unknown: { bucket: true, id: true }, ...more });
  const versioning = (...names: readonly string[]): object => configured('aws_s3_bucket_versioning', { bucket: references(...names) });
  const address = 'aws_s3_bucket_versioning.this';

  it('lead to the resource', () => {
    const made = read(plan([bucket(), companion()], { resources: [configured('aws_s3_bucket', {}), versioning('aws_s3_bucket.this.id', 'aws_s3_bucket.this')] }));
    assert.deepEqual(propertiesOf(made, address), { bucket: '@aws_s3_bucket.this.id' });
  });

  it('lead to the instance of the index that they name, or of the same key', () => {
    const buckets = ['a', 'b.c'].map((index) => bucket({ index }));
    const literal = read(plan([...buckets, companion()], { resources: [configured('aws_s3_bucket', {}), versioning('aws_s3_bucket.this["b.c"].id', 'aws_s3_bucket.this["b.c"]', 'aws_s3_bucket.this')] }));
    assert.deepEqual(propertiesOf(literal, address), { bucket: '@aws_s3_bucket.this["b.c"].id' });
    const each = read(plan([...buckets, companion({ index: 'a' })], { resources: [configured('aws_s3_bucket', {}), versioning('aws_s3_bucket.this', 'each.key')] }));
    assert.deepEqual(propertiesOf(each, `${address}["a"]`), { bucket: '@aws_s3_bucket.this["a"].id' });
    const values = read(
      plan([...buckets, companion({ index: 'a' })], {
        resources: [configured('aws_s3_bucket', {}), configured('aws_s3_bucket_versioning', { bucket: references('each.value.id', 'each.value') }, { for_each_expression: references('aws_s3_bucket.this') })],
      }),
    );
    assert.deepEqual(propertiesOf(values, `${address}["a"]`), { bucket: '@aws_s3_bucket.this["a"].id' });
  });

  it('stay unknown where several instances are possible, and where none is there', () => {
    const many = read(plan([bucket({ index: 0 }), bucket({ index: 1 }), companion()], { resources: [configured('aws_s3_bucket', {}), versioning('aws_s3_bucket.this', 'local.n')] }));
    assert.deepEqual(propertiesOf(many, address), { bucket: '?~' });
    const none = read(plan([companion()], { resources: [configured('aws_s3_bucket', {}), versioning('aws_s3_bucket.this[0].id', 'aws_s3_bucket.this[0]', 'aws_s3_bucket.this')] }));
    assert.deepEqual(propertiesOf(none, address), { bucket: '?~' });
  });

  it('go through the variables and outputs of modules, within the same module instance', () => {
    const child = { resources: [configured('aws_s3_bucket', {})], outputs: { name: { expression: references('aws_s3_bucket.this.id', 'aws_s3_bucket.this') } } };
    const guard = { resources: [versioning('var.bucket')], variables: { bucket: {} } };
    const root = {
      module_calls: { store: { source: './store', module: child }, guard: { source: './guard', module: guard, expressions: { bucket: references('module.store.name', 'module.store') } } },
    };
    const made = read(plan([bucket({ module: 'module.store["x.y"]' }), companion({ module: 'module.guard' })], root));
    assert.deepEqual(propertiesOf(made, `module.guard.${address}`), { bucket: '@module.store["x.y"].aws_s3_bucket.this.id' });
  });

  it('follow what a companion itself refers to', () => {
    const made = read(
      plan([bucket(), companion(), { type: 'aws_s3_bucket_acl', unknown: { bucket: true } }], {
        resources: [configured('aws_s3_bucket', {}), versioning('aws_s3_bucket.this.id', 'aws_s3_bucket.this'), configured('aws_s3_bucket_acl', { bucket: references(`${address}.id`, address, 'aws_s3_bucket.this.id', 'aws_s3_bucket.this') })],
      }),
    );
    assert.deepEqual(propertiesOf(made, 'aws_s3_bucket_acl.this'), { bucket: '@aws_s3_bucket.this.id' });
  });

  it('that turn in circles end', () => {
    const loop = { module_calls: { a: { source: './a', module: { resources: [versioning('var.b')], outputs: { o: { expression: references('var.b') } } }, expressions: { b: references('module.a.o', 'module.a') } } } };
    assert.deepEqual(propertiesOf(read(plan([companion({ module: 'module.a' })], loop)), `module.a.${address}`), { bucket: '?~' });
  });

  it('are found in what exists already by its ARN or id', () => {
    const arn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const made = read(plan([{ type: 'aws_kms_key', actions: ['no-op'], after: { arn, id: '1234abcd-12ab-34cd-56ef-1234567890ab' } }, { type: 'aws_sns_topic', actions: ['no-op'], after: { kms_master_key_id: arn } }], {}));
    assert.deepEqual(propertiesOf(made, 'aws_sns_topic.this'), { kms_master_key_id: '@aws_kms_key.this.arn' });
    assert.deepEqual(propertiesOf(made, 'aws_kms_key.this'), { arn, id: '1234abcd-12ab-34cd-56ef-1234567890ab' });
  });
});

describe('a policy document that is known only after apply', () => {
  it('is read as far as it is known', () => {
    const made = read(
      plan(
        [
          { type: 'aws_s3_bucket_policy', unknown: { policy: true } },
          {
            mode: 'data',
            type: 'aws_iam_policy_document',
            actions: ['read'],
            after: { statement: [{ actions: ['s3:*'], effect: null, principals: [{ type: '*', identifiers: ['*'] }], resources: [null], condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }] }] },
            unknown: { json: true, statement: [{ resources: [true] }] },
          },
        ],
        { resources: [configured('aws_s3_bucket_policy', { policy: references('data.aws_iam_policy_document.this.json', 'data.aws_iam_policy_document.this') })] },
      ),
    );
    assert.deepEqual(propertiesOf(made, 'aws_s3_bucket_policy.this'), {
      policy: { Statement: [{ Effect: 'Allow', Action: ['s3:*'], Resource: ['?'], Principal: '*', Condition: { Bool: { 'aws:SecureTransport': ['false'] } } }] },
    });
  });
});

describe('what a plan does to resources', () => {
  it('is kept: what is deleted does not exist, and is a subject of its own', () => {
    const made = read(plan([{ type: 'aws_db_instance', actions: ['delete'], after: null, before: { engine: 'mysql', password: 'hunter2', port: null }, beforeSensitive: { password: true } }, { type: 'aws_efs_file_system', actions: ['delete', 'create'], after: { encrypted: true }, replacePaths: [['encrypted']] }], {}));
    const { resources } = made.template;
    assert.deepEqual([...resources.values()].map((r) => [r.type, r.address, show(r.properties), show(r.attributes.get('actions')), r.when.op === 'const' && r.when.value]), [
      ['@deletion', 'aws_db_instance.this', { type: 'aws_db_instance', how: 'deleted', before: { engine: 'mysql' } }, undefined, true],
      ['aws_db_instance', 'aws_db_instance.this', undefined, ['delete'], false],
      ['@deletion', 'aws_efs_file_system.this', { type: 'aws_efs_file_system', how: 'replaced', because: ['encrypted'], before: {} }, undefined, true],
      ['aws_efs_file_system', 'aws_efs_file_system.this', { encrypted: true }, ['delete', 'create'], true],
      ['@plan', 'tfplan.json', { secrets: ['aws_db_instance.this.password'] }, undefined, true],
    ]);
  });

  it('comes from the planned values where there are no changes: what is not there may be computed', () => {
    const values = { root_module: { resources: [{ address: 'aws_x.this', mode: 'managed', type: 'aws_x', name: 'this', values: { a: 1 } }], child_modules: [{ resources: [{ ...change({ module: 'module.m', type: 'aws_x' }), values: {} }] }] } };
    const bare = { format_version: '0.2', terraform_version: '1.0.0', planned_values: values };
    assert.deepEqual(propertiesOf(read(bare), 'aws_x.this'), { a: 1, '…': '…' });
    const told = read({ ...bare, configuration: { root_module: { resources: [configured('aws_x', { a: { constant_value: 1 }, b: references('local.b') })] } } });
    assert.deepEqual(propertiesOf(told, 'aws_x.this'), { a: 1, b: '?~' });
    assert.deepEqual(propertiesOf(told, 'module.m.aws_x.this'), { '…': '…' });
  });
});
