import assert from 'node:assert/strict';
import { RefTo, type Edit, type Literal } from '../../../server/src/core/model/edit.ts';
import type { Origin } from '../../../server/src/core/model/origin.ts';
import { applyEdits } from '../../../server/src/core/text/edits.ts';
import { parseJson } from '../../../server/src/syntax/json/parse.ts';
import { writeEdits } from '../../../server/src/syntax/write.ts';
import { read } from './support.ts';

const file = 'main.tf.json';
const bucket = (lines: string): string => `{\n  "resource": {\n    "aws_s3_bucket": {\n      "b": {\n        "bucket": "pictures"\n      }${lines}\n    }\n  }\n}\n`;

function originOf(text: string, address: string): Origin {
  const at = read({ [file]: text }).template.resources.get(address)?.at;
  assert(at);
  return at;
}

function written(text: string, edits: (at: Origin) => readonly Edit[], address = 'aws_s3_bucket.b'): string {
  const result = writeEdits(edits(originOf(text, address)), parseJson(text, file));
  return 'refused' in result ? `refused: ${result.refused}` : applyEdits(text, result.edits);
}

const add = (near: Origin, type: string, nameHint: string, properties: Literal): Edit => ({ op: 'addResource', near, type, nameHint, properties });

describe('writing Terraform JSON', () => {
  it('names a resource by a template, seen from its own module', () => {
    const to = (address: string, attribute: string): string =>
      written('{"resource": {"aws_s3_bucket": {"b": {"bucket": "x"}}}}', (at) => [{ op: 'set', anchor: at, rest: [{ kind: 'key', key: 'key' }], value: new RefTo(address, attribute) }]);
    assert.equal(to('aws_kms_key.k', 'Arn'), '{"resource": {"aws_s3_bucket": {"b": {"key": "${aws_kms_key.k.arn}", "bucket": "x"}}}}');
    assert.equal(to('module.a.aws_kms_key.k', 'Ref'), '{"resource": {"aws_s3_bucket": {"b": {"key": "${aws_kms_key.k.id}", "bucket": "x"}}}}');
    assert.equal(to('aws_kms_key.k', 'key_id'), '{"resource": {"aws_s3_bucket": {"b": {"key": "${aws_kms_key.k.key_id}", "bucket": "x"}}}}');
  });

  it('puts a resource of another type under a key of its own', () => {
    const edits = (at: Origin): readonly Edit[] => [add(at, 'aws_s3_bucket_versioning', 'b', { bucket: new RefTo('aws_s3_bucket.b', 'Ref'), versioning_configuration: { status: 'Enabled' } })];
    assert.equal(
      written(bucket(''), edits),
      `{
  "resource": {
    "aws_s3_bucket": {
      "b": {
        "bucket": "pictures"
      }
    },
    "aws_s3_bucket_versioning": {
      "b": {
        "bucket": "\${aws_s3_bucket.b.id}",
        "versioning_configuration": {
          "status": "Enabled"
        }
      }
    }
  }
}
`,
    );
  });

  it('puts a resource of a type that is there beside those of its type, under a free name that references follow', () => {
    assert.equal(
      written(bucket(''), (at) => [add(at, 'aws_s3_bucket', 'b', { bucket: 'logs' }), { op: 'set', anchor: at, rest: [{ kind: 'key', key: 'log_bucket' }], value: new RefTo('+b', 'Ref') }]),
      bucket(',\n      "b_2": {\n        "bucket": "logs"\n      }').replace('"bucket": "pictures"', '"log_bucket": "${aws_s3_bucket.b_2.id}",\n        "bucket": "pictures"'),
    );
  });

  it('makes a type once that two new resources share', () => {
    const text = written('{"resource": {"aws_s3_bucket": {"b": {"bucket": "x"}}}}', (at) => [add(at, 'aws_kms_key', 'a', {}), add(at, 'aws_kms_key', 'c d', {})]);
    assert.equal(text, '{"resource": {"aws_s3_bucket": {"b": {"bucket": "x"}}, "aws_kms_key": {"a": {}, "c_d": {}}}}');
  });

  it('is refused where resources are written as lists, and where a value is a template', () => {
    for (const text of ['{"resource": [{"aws_s3_bucket": {"b": {}}}]}', '{"resource": {"aws_s3_bucket": [{"b": {}}]}}', '{"resource": {"aws_s3_bucket": {"b": [{}]}}}', '[{"resource": {"aws_s3_bucket": {"b": {}}}}]'])
      assert.match(written(text, (at) => [add(at, 'aws_kms_key', 'k', {})]), /^refused: The new resource/);
    const set = (at: Origin): readonly Edit[] => [{ op: 'set', anchor: at, rest: [{ kind: 'key', key: 'acl' }], value: 'private' }];
    assert.match(written('{"resource": {"aws_s3_bucket": {"b": {"acl": "${var.acl}"}}}}', set), /^refused: /);
    assert.equal(written('{"resource": {"aws_s3_bucket": {"b": null}}}', set), '{"resource": {"aws_s3_bucket": {"b": {"acl": "private"}}}}');
    assert.equal(written('{"resource": {"aws_s3_bucket": [{"b": [{"acl": "public-read"}]}]}}', set), '{"resource": {"aws_s3_bucket": [{"b": [{"acl": "private"}]}]}}');
  });
});
