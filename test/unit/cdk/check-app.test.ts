import assert from 'node:assert/strict';
import { sourcesBelow } from '../../../server/src/project/cdk-sources.ts';
import { absoluteRange } from '../../../server/src/project/check.ts';
import { check, found, hostOf, manifest } from './app.ts';

const nested = (parameters: object): object => ({ Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'n.json', 'aws:asset:property': 'TemplateURL' }, Properties: { Parameters: parameters } });
const queue = { Parameters: { Managed: { Type: 'String' } }, Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { SqsManagedSseEnabled: { Ref: 'Managed' } } } } };

describe('a CDK app that is judged as a whole', () => {
  for (const [what, resources, expected] of [
    ['with what its parent hands down', { N: nested({ Managed: 'true' }) }, []],
    ['with what its parent hands down, where that is bad', { N: nested({ Managed: 'false' }) }, ['fail cdk.out/n.json: {"Ref":"Managed"}']],
    ['once for each way to deploy it, and told once', { N: nested({ Managed: 'true' }), M: nested({ Managed: 'false' }), O: nested({ Managed: 'false' }) }, ['fail cdk.out/n.json: {"Ref":"Managed"}']],
    ["with a parameter of the parent's own, by its value", { N: nested({ Managed: { Ref: 'Mine' } }) }, ['fail cdk.out/n.json: {"Ref":"Managed"}']],
    ["with a parameter of the parent's own, by its default", { N: nested({ Managed: { Ref: 'Default' } }) }, []],
  ] as const)
    it(`has a nested template judged ${what}`, async () => {
      const parent = { Parameters: { Mine: { Type: 'String', Default: 'true' }, Default: { Type: 'String', Default: 'true' } }, Resources: resources };
      assert.deepEqual(found(await check({ '/app/cdk.out/manifest.json': manifest({}, { Mine: 'false' }), '/app/cdk.out/a.json': parent, '/app/cdk.out/n.json': queue }, ['sqs-queue-encrypted'])), expected);
    });

  it('hides in the sources what the templates hold as secrets', async () => {
    const source = "new CfnDBInstance(this, 'Db', { masterUserPassword: 'correct-horse', masterUsername: 'x' });\nconst again = 'correct-horse';\n";
    const template = { Resources: { Db: { Type: 'AWS::RDS::DBInstance', Properties: { MasterUsername: 'x', MasterUserPassword: 'correct-horse' } } } };
    const metadata = { '/A/Db': [{ type: 'aws:cdk:logicalId', data: 'Db', trace: ['new A (/app/lib/a.ts:1:1)'] }] };
    const app = await check({ '/app/lib/a.ts': source, '/app/cdk.out/manifest.json': manifest(metadata), '/app/cdk.out/a.json': template }, ['rds-storage-encrypted']);
    assert.deepEqual(found(app), ['fail lib/a.ts: new CfnDBInstance']);
    const [, file] = app.files;
    assert(file);
    const hidden = file.checked.report.sensitive.map((place) => absoluteRange(file.checked.document, place)).map(({ start, end }) => source.slice(start, end));
    assert.deepEqual(hidden, ['correct-horse', 'correct-horse']);
  });

  it('takes for sources what is written by hand: no packages, no output, nothing compiled', async () => {
    const names = ['cdk.json', 'bin/a.ts', 'bin/a.js', 'bin/a.d.ts', 'lib/b.js', 'app.py', 'node_modules/x/i.js', '.venv/x.py', 'env/pyvenv.cfg', 'env/x.py', 'java/pom.xml', 'java/target/X.java', 'lib/target/c.ts', 'cdk.out/asset/i.js', 'snap/manifest.json', 'snap/cdk.out', 'snap/i.js', 'readme.md', 'lib/cdk.json'];
    const sources = await sourcesBelow('/app', '/app/cdk.out', hostOf(Object.fromEntries(names.map((name) => [`/app/${name}`, '']))));
    assert.deepEqual(sources.map(({ path }) => path).sort(), ['/app/app.py', '/app/bin/a.ts', '/app/cdk.json', '/app/lib/b.js', '/app/lib/target/c.ts']);
  });
});
