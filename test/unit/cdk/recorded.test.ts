import assert from 'node:assert/strict';
import { join, relative, resolve } from 'node:path';
import { assemblyIn, checkApp, onDisk, placedFindings } from '../../cdk/places.ts';
import { readAssembly } from '../../../server/src/formats/cdk/assembly.ts';

const fixtures = resolve(__dirname, '../../fixtures/cdk');
const exampleApp = resolve(__dirname, '../../../examples/cdk');

/** Both stacks of the app come from the same lines. */
const inEachStack = (sessions: string): readonly (readonly [string, string, string])[] => [
  ['', 'Database/Resource rds-storage-encrypted', 'lib/orders-stack.ts:24:25 exact | set `storageEncrypted` on the DatabaseInstance'],
  ['', 'Database/Resource rds-deletion-protection', 'lib/orders-stack.ts:19:5 approximate | set `deletionProtection` on the DatabaseInstance'],
  ['', 'Incoming/Resource sqs-queue-encrypted', 'lib/orders-stack.ts:26:47 exact | set `encryption` on the Queue'],
  ['', 'Carts/Resource dynamodb-pitr', 'lib/orders-stack.ts:27:5 approximate | set `pointInTimeRecoverySpecification` on the Table'],
  ['', 'Sessions dynamodb-pitr', `${sessions} | set \`pointInTimeRecoverySpecification\` on the CfnTable`],
  ['', 'History dynamodb-pitr', 'lib/orders-stack.ts:39:71 exact | set `pointInTimeRecoverySpecification` on the CfnTable'],
  ['', 'Archive/Bucket/Resource s3-bucket-tls-only', 'lib/archive.ts:8:5 approximate | set `enforceSSL` on the Bucket'],
  ['Reports', 'Reports/Incoming/Resource sqs-queue-encrypted', 'lib/reports-stack.ts:11:19 exact | set `encryption` on the Queue'],
];

const files = {
  Orders: ['Orders.template.json', 'OrdersReports6871D998.nested.template.json'],
  'Production/Orders': ['assembly-Production/ProductionOrdersA29DFA25.template.json', 'assembly-Production/ProductionOrdersReportsBB528081.nested.template.json'],
};

describe('the recorded output of a CDK app', () => {
  for (const [release, sessions] of [['old', 'lib/orders-stack.ts:30:22 approximate'], ['new', 'lib/orders-stack.ts:35:14 exact']] as const) {
    const folder = join(fixtures, release, 'cdk.out');

    it(`is read without a problem (${release} release)`, () => {
      const { problems, templates } = assemblyIn(folder);
      assert.deepEqual(problems, []);
      const seen = templates.map((one) => [relative(folder, one.templateFile), one.stackName, one.terminationProtection, ...one.parents.map(({ templateFile }) => relative(folder, templateFile))]);
      const [[top = '', below = ''], [staged = '', stagedBelow = '']] = [files.Orders, files['Production/Orders']];
      assert.deepEqual(seen, [[top, 'Orders', false], [below, 'Orders', undefined, top], [staged, 'Production-Orders', true], [stagedBelow, 'Production-Orders', undefined, staged]]);
    });

    it(`leads from each finding to the line of the app, on another machine (${release} release)`, async () => {
      const expected = Object.entries(files).flatMap(([path, [top = '', below = '']]) =>
        inEachStack(sessions).map(([nested, subject, place]) => `${nested === '' ? top : below} ${path}/${subject} | ${place}`),
      );
      assert.deepEqual([...placedFindings(await checkApp(exampleApp, folder))].sort(), [...expected].sort());
    });
  }

  it('is asked for file by file where nothing was read yet, until nothing is wanted', () => {
    const folder = join(fixtures, 'new', 'cdk.out');
    const known = new Map<string, string | null>();
    for (let round = 0; round < 10; round++) {
      const read = readAssembly(folder, (path) => known.get(path));
      if (read.kind === 'read') {
        assert.equal(read.value.templates.length, 4);
        assert(round > 1);
        return;
      }
      for (const path of read.paths) known.set(path, onDisk(path));
    }
    assert.fail('it never ends');
  });
});
