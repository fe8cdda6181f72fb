import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { dataStoreOf, dataStores } from '../../server/src/impact/data-stores.ts';
import { sharedDir } from '../shared.ts';

const named = dataStores.map(({ cfn, tf, unless, protection, finalSnapshot, mustBeEmpty }) => ({ cfn, tf, properties: [unless, protection, finalSnapshot, mustBeEmpty?.unless] }));

describe('the table of data stores', function () {
  this.timeout(30_000);

  it('names types and properties that CloudFormation has', () => {
    const properties = new Map([...loadAwsServiceSpecSync().all('resource')].map((resource) => [resource.cloudFormationType, Object.keys(resource.properties)]));
    const wrong = named.flatMap((store) =>
      store.cfn.flatMap((type) => {
        const known = properties.get(type);
        if (!known) return [type];
        return store.properties.flatMap((property) => (property?.cfn === undefined || known.includes(property.cfn) ? [] : [`${type}.${property.cfn}`]));
      }),
    );
    assert.deepEqual(wrong, []);
  });

  it('names types and arguments that the Terraform provider has', function () {
    if (sharedDir === undefined) {
      console.log('      not run: no ../shared');
      return;
    }
    const provider = JSON.parse(readFileSync(join(sharedDir, 'reference', 'terraform-aws-arguments.json'), 'utf8')) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    const wrong = named.flatMap((store) =>
      store.tf.flatMap((type) => {
        const known = provider[type];
        if (!known) return [type];
        return store.properties.flatMap((property) => (property?.tf === undefined || property.tf in known ? [] : [`${type}.${property.tf}`]));
      }),
    );
    assert.deepEqual(wrong, []);
  });

  it('holds every type that the specification calls stateful, save those whose data lies elsewhere', () => {
    const elsewhere = ['AWS::CloudFormation::Stack', 'AWS::DocDB::DBInstance', 'AWS::EMR::Cluster', 'AWS::Neptune::DBInstance', 'AWS::Organizations::Account'];
    const missing = [...loadAwsServiceSpecSync().all('resource')].filter((resource) => resource.isStateful === true && dataStoreOf(resource.cloudFormationType) === undefined);
    assert.deepEqual(missing.map((resource) => resource.cloudFormationType).sort(), elsewhere);
  });

  it('names no type twice', () => {
    const types = dataStores.flatMap(({ cfn, tf }) => [...cfn, ...tf]);
    assert.equal(new Set(types).size, types.length);
  });
});
