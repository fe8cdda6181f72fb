import assert from 'node:assert/strict';
import { change, plan, read, show, type Change } from './support.ts';

const volume: Change = { type: 'aws_ebs_volume', after: { size: 1 }, unknown: { kms_key_id: true, snapshot_id: true, id: true } };
const key: Change = { type: 'aws_kms_key', name: 'k', unknown: { arn: true } };

/** What is read of the volume in a plan without a configuration that has other changes. */
function volumeBeside(...others: readonly Change[]): unknown {
  return show(read(plan([volume, ...others])).template.resources.get('aws_ebs_volume.this')?.properties);
}

const absent = { size: 1, snapshot_id: '?~', id: '?~' };
const perhaps = { ...absent, kms_key_id: '?~' };

describe('a key that is known only after apply, in a plan without a configuration', () => {
  const cases: readonly (readonly [string, readonly Change[], unknown])[] = [
    ['is not written where nothing in the plan can give one', [{ type: 'aws_vpc', unknown: { id: true } }], absent],
    ['may be the key that is made', [key], perhaps],
    ['may be the alias that is made', [{ type: 'aws_kms_alias', name: 'a', unknown: { target_key_arn: true } }], perhaps],
    ['may be the key that is replaced', [{ ...key, actions: ['delete', 'create'] }], perhaps],
    ['is not the key that is there already: its ARN would be known', [{ ...key, actions: ['no-op'], after: { arn: 'arn:aws:kms:eu-west-1:111122223333:key/1' }, unknown: {} }], absent],
    ['is not the key that goes', [{ ...key, actions: ['delete'], after: null }], absent],
    ['may come from a data source that is read only then', [{ type: 'aws_kms_key', mode: 'data', actions: ['read'], unknown: { arn: true } }], perhaps],
    ['may be carried by an output of a stack', [{ type: 'aws_cloudformation_stack', unknown: { outputs: true } }], perhaps],
    ['may be carried by what is not of AWS', [{ type: 'terraform_data', unknown: { output: true } }], perhaps],
  ];
  for (const [title, others, expected] of cases) it(title, () => assert.deepEqual(volumeBeside(...others), expected));

  it('may be among what a text that breaks off does not show', () => {
    const [text = ''] = JSON.stringify(plan([volume, key])).split(JSON.stringify(change(key)));
    assert.deepEqual(show(read(text).template.resources.get('aws_ebs_volume.this')?.properties), perhaps);
  });
});
