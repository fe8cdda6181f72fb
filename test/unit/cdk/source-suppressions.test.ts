import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CheckOptions } from '../../../server/src/project/check.ts';
import { commentMark, sourceComments } from '../../../server/src/formats/cdk/source-comments.ts';
import { sourceFile } from '../../../server/src/project/source-file.ts';
import { silencedInSource } from '../../../server/src/project/source-suppressions.ts';
import { check, manifest } from './app.ts';

const ignore = 'dataward-ignore sqs-queue-encrypted: public news';
const template = { Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { SqsManagedSseEnabled: false } } } };

/** What is told of a source in which a queue is made at `§` (which is taken out): findings, and suppressions without effect. */
async function told(source: string, { file = 'lib/a.ts', python = false, ids = ['sqs-queue-encrypted'], more = {}, skip = [] as readonly string[] }: { file?: string; python?: boolean; ids?: readonly string[]; more?: Partial<CheckOptions>; skip?: readonly string[] } = {}): Promise<readonly string[]> {
  const before = source.slice(0, source.indexOf('§')).split('\n');
  const at = `/app/${file}:${before.length}:${(before.at(-1) ?? '').length + 1}`;
  const metadata = { '/A/Q': [{ type: 'aws:cdk:logicalId', data: 'Q', trace: [python ? `main (${at.replace(/:\d+$/, '')})` : `new A (${at})`] }] };
  const tree = { tree: { path: '', children: { A: { path: 'A', children: { Q: { path: 'A/Q', constructInfo: { fqn: 'aws-cdk-lib.aws_sqs.CfnQueue', version: '2.0.0' } } } } } } };
  const stack = manifest(metadata) as { artifacts: object };
  const twoStacks = { ...stack, artifacts: { ...stack.artifacts, Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } }, B: { type: 'aws:cloudformation:stack', properties: { templateFile: 'b.json' } } } };
  const app = await check({ [`/app/${file}`]: source.replace('§', ''), '/app/cdk.out/manifest.json': twoStacks, '/app/cdk.out/tree.json': tree, '/app/cdk.out/a.json': template, '/app/cdk.out/b.json': template }, ids, more, skip);
  return app.files
    .filter(({ checked }) => checked.isSource)
    .flatMap(({ checked: { problems, report } }) => [
      ...problems.map(({ code }) => code),
      ...report.findings.map(({ rule, suppressed }) => (suppressed ? `${rule} suppressed: ${suppressed.reason ?? ''}` : rule)),
      ...report.unusedSuppressions.map(({ rules: names, ended }) => `${names === 'all' ? 'all' : names.join(', ')} ${ended ? 'ended' : 'unused'}`),
    ]);
}

const suppressed = ['sqs-queue-encrypted suppressed: public news'];
const shown = ['sqs-queue-encrypted'];

describe('a comment in a source of a CDK app', () => {
  for (const [what, source, expected] of [
    ['silences what stands on its line', `§new CfnQueue(this, 'Q', { sqsManagedSseEnabled: false }); // ${ignore}\n`, suppressed],
    ['silences what stands on the line below', `// ${ignore}\n§new CfnQueue(this, 'Q', { sqsManagedSseEnabled: false });\n`, suppressed],
    ['silences what stands below further comments and blank lines', `// ${ignore}\n/* and\n more */\n\n§new CfnQueue(this, 'Q', { sqsManagedSseEnabled: false });\n`, suppressed],
    ['above the construct silences what stands in its call', `// ${ignore}\n§new CfnQueue(this, 'Q', {\n  sqsManagedSseEnabled: false,\n});\n`, suppressed],
    ['in the call silences what stands there', `§new CfnQueue(this, 'Q', {\n  /* ${ignore} */ sqsManagedSseEnabled: false,\n});\n`, suppressed],
    ['above the property silences what stands there', `§new CfnQueue(this, 'Q', {\n  // ${ignore}\n  sqsManagedSseEnabled: false,\n});\n`, suppressed],
    ['about the whole file silences everything in it', `// ${ignore.replace('ignore', 'ignore-file')}\nimport x;\n\n§new CfnQueue(this, 'Q', { sqsManagedSseEnabled: false });\n`, suppressed],
    ['that was written after the synthesis silences what seems to stand on its own line', `§// ${ignore}\nnew CfnQueue(this, 'Q', {});\n`, suppressed],
    ['silences nothing further below', `// ${ignore}\nconst a = 1;\n§new CfnQueue(this, 'Q', { sqsManagedSseEnabled: false });\n`, [...shown, 'sqs-queue-encrypted unused']],
    ['behind code silences nothing on the line below', `const a = 1; // ${ignore}\n§new CfnQueue(this, 'Q', { sqsManagedSseEnabled: false });\n`, [...shown, 'sqs-queue-encrypted unused']],
    ['silences no other rule', `§new CfnQueue(this, 'Q', { sqsManagedSseEnabled: false }); // dataward-ignore sqs-queue-cmk: x\n`, shown],
    ['that has ended silences nothing', `§new CfnQueue(this, 'Q', { sqsManagedSseEnabled: false }); // dataward-ignore sqs-queue-encrypted until 2026-01-01: x\n`, [...shown, 'sqs-queue-encrypted ended']],
    ['that cannot be read is a problem', `§new CfnQueue(this, 'Q', { sqsManagedSseEnabled: false }); // dataward-ignore : x\n`, ['suppression-syntax', ...shown]],
    ['is none where it stands in a text', `§new CfnQueue(this, 'Q', { sqsManagedSseEnabled: false }); log('// ${ignore}');\n`, shown],
    ['is none where it stands in a template over lines', `log(\`\n// ${ignore}\n\`);\n§new CfnQueue(this, 'Q', { sqsManagedSseEnabled: false });\n`, shown],
  ] as const)
    it(what, async () => assert.deepEqual(await told(source, { more: { today: '2026-11-30' } }), expected));

  it('that covers nothing is not told of where some template of the app was not judged', async () => {
    const source = `// ${ignore}\nconst a = 1;\n§new CfnQueue(this, 'Q', { sqsManagedSseEnabled: false });\n`;
    assert.deepEqual(await told(source, { skip: ['/app/cdk.out/b.json'] }), shown);
  });

  for (const [file, source] of [
    ['app.py', `# ${ignore}\n§CfnQueue(self, "Q", sqs_managed_sse_enabled=False)\n`],
    ['app.py', `§CfnQueue(self, "Q", sqs_managed_sse_enabled=False)  # ${ignore}\n`],
    ['src/main/java/App.java', `    // ${ignore}\n    §CfnQueue.Builder.create(this, "Q").build();\n`],
    ['App.cs', `§new CfnQueue(this, "Q", new CfnQueueProps {}); /* ${ignore} */\n`],
    ['app.go', `// ${ignore}\n§awssqs.NewCfnQueue(stack, jsii.String("Q"), nil)\n`],
  ] as const)
    it(`silences in ${file}: ${source.trim().split('\n')[0] ?? ''}`, async () => assert.deepEqual(await told(source, { file, python: true }), suppressed));

  for (const [file, source, comments] of [
    ['a.py', 'a = """\n# x\n"""  # one\nb = \'# no\' # two\nc = "\\"# no" # three\n', ['one', 'two', 'three']],
    ['A.java', 'String a = "// no"; // one\nchar c = \'"\'; /* two */\nString t = """\n // no\n """;\n', ['one', 'two']],
    ['A.cs', 'var a = @"C:\\"; // one\nvar b = @"x\n// no"; // two\n', ['one', 'two']],
    ['a.go', 'a := `\\`; // one\nb := `\n// no\n`\n', ['one']],
    ['a.ts', "const a = /\\/\\/ '/; // one\r\nconst b = `${f('`') /* no */}`; /* two */\n// three", ['one', 'two', 'three']],
    ['a.tsx', "<p>don't</p> // lost\n// one\n", ['one']],
  ] as const)
    it(`is found in ${JSON.stringify(source)}`, () => assert.deepEqual(sourceComments(source, file, '').map(({ text }) => text), comments));

  it('is found in little time in a text that no one would write', () => {
    const stack = `${`// ${ignore}\n`.repeat(20_000)}`;
    assert.equal(sourceComments(stack, 'a.ts', '').length, 20_000);
    assert.equal(sourceComments('`${ `\n'.repeat(20_000), 'a.ts', '').length, 0);
    const document = sourceFile(stack, 'a.ts');
    assert.equal(silencedInSource([], document, { rules: [], isWhole: true }).unused.length, 20_000);
  });

  it('begins as the language has it', () => assert.deepEqual(['a.py', 'a.ts', 'A.java', 'a.go'].map(commentMark), ['#', '//', '//', '//']));
});
