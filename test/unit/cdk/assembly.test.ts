import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readAssembly, type Assembly } from '../../../server/src/formats/cdk/assembly.ts';
import { inside } from '../../../server/src/formats/cdk/paths.ts';

type Files = Readonly<Record<string, unknown>>;

const template = (resources: object = {}): object => ({ Resources: resources });
const nestedStack = (path: string): object => ({ Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': path, 'aws:asset:property': 'TemplateURL' } });
const stack = (templateFile: unknown, more: object = {}): object => ({ type: 'aws:cloudformation:stack', properties: { templateFile }, ...more });
const manifest = (artifacts: unknown, version = '38.0.1'): object => ({ version, artifacts });

/** The assembly in `out`; texts as they are, everything else as JSON. Only these files are there, and who asks for one outside of `out` fails. */
function read(files: Files): Assembly {
  const answer = readAssembly('out', (path) => {
    assert(path.startsWith('out/'), `it asks for ${path}`);
    const file = files[path.slice('out/'.length)];
    return file === undefined ? null : typeof file === 'string' ? file : JSON.stringify(file);
  });
  assert.equal(answer.kind, 'read');
  return answer.kind === 'read' ? answer.value : { folder: '', templates: [], problems: [] };
}

/** Each problem as `code file: the text that it stands at`, and the templates that were read all the same. */
function seen(files: Files): readonly string[] {
  const { problems, templates } = read(files);
  const told = problems.map(({ code, at, severity }) => {
    const file = at.block.slice('out/'.length, -1);
    const text = typeof files[file] === 'string' ? files[file] : JSON.stringify(files[file] ?? '');
    return `${severity} ${code} ${file}: ${files[file] === undefined ? '' : text.slice(at.range.start, at.range.end)}`;
  });
  return [...told, ...templates.map(({ templateFile }) => templateFile.slice('out/'.length))];
}

const good = { A: stack('a.json') };

describe('a folder of CDK output', () => {
  it('is read by the fields we know, whatever the version of its schema', () => {
    assert.deepEqual(seen({ 'manifest.json': manifest({ ...good, Odd: { type: 'aws:new:thing', properties: 7 } }, '999.1.0'), 'a.json': template() }), ['a.json']);
    assert.deepEqual(seen({ 'manifest.json': { artifacts: good }, 'a.json': template() }), ['a.json']);
  });

  for (const [what, files, expected] of [
    ['no manifest', {}, ['error cdk-file-missing manifest.json: ']],
    ['a manifest that is cut off', { 'manifest.json': '{"artifacts": {"A": {"type": "aws:cl' }, ['error cdk-file-unreadable manifest.json: "aws:cl']],
    ['a manifest without artifacts', { 'manifest.json': '[]' }, ['error cdk-manifest manifest.json: ']],
    ['artifacts that are a list', { 'manifest.json': { artifacts: [] } }, ['error cdk-manifest manifest.json: []']],
    ['an artifact that is no object', { 'manifest.json': manifest({ ...good, B: null }), 'a.json': template() }, ['error cdk-manifest manifest.json: null', 'a.json']],
    ['a stack without a template', { 'manifest.json': manifest({ ...good, B: { type: 'aws:cloudformation:stack' } }), 'a.json': template() }, ['error cdk-manifest manifest.json: "B"', 'a.json']],
    ['a missing template', { 'manifest.json': manifest({ ...good, B: stack('b.json') }), 'a.json': template() }, ['error cdk-file-missing manifest.json: "b.json"', 'a.json']],
    ['a template above the folder', { 'manifest.json': manifest({ ...good, B: stack('../../etc/passwd') }), 'a.json': template() }, ['error cdk-path-outside manifest.json: "../../etc/passwd"', 'a.json']],
    ['an absolute template', { 'manifest.json': manifest({ ...good, B: stack('/etc/passwd') }), 'a.json': template() }, ['error cdk-path-outside manifest.json: "/etc/passwd"', 'a.json']],
    ['a template on a drive', { 'manifest.json': manifest({ ...good, B: stack('C:\\b.json') }), 'a.json': template() }, ['error cdk-path-outside manifest.json: "C:\\\\b.json"', 'a.json']],
    ['a template at a URL', { 'manifest.json': manifest({ ...good, B: stack('file:///etc/passwd') }), 'a.json': template() }, ['error cdk-path-outside manifest.json: "file:///etc/passwd"', 'a.json']],
    ['missing metadata', { 'manifest.json': manifest({ A: stack('a.json', { additionalMetadataFile: 'a.metadata.json' }) }), 'a.json': template() }, ['warning cdk-file-missing manifest.json: "a.metadata.json"', 'a.json']],
    ['broken metadata', { 'manifest.json': manifest({ A: stack('a.json', { additionalMetadataFile: 'm.json' }) }), 'a.json': template(), 'm.json': '{' }, ['warning cdk-file-unreadable manifest.json: "m.json"', 'a.json']],
    ['a missing stage', { 'manifest.json': manifest({ ...good, S: { type: 'cdk:cloud-assembly', properties: { directoryName: 's' } } }), 'a.json': template() }, ['error cdk-file-missing s/manifest.json: ', 'a.json']],
    [
      'a stage that holds itself',
      { 'manifest.json': manifest({ S: { type: 'cdk:cloud-assembly', properties: { directoryName: 's' } } }), 's/manifest.json': manifest({ T: { type: 'cdk:cloud-assembly', properties: { directoryName: '../s' } } }) },
      ['error cdk-manifest s/manifest.json: "../s"'],
    ],
    ['a nested stack that holds itself', { 'manifest.json': manifest(good), 'a.json': template({ N: nestedStack('a.json') }) }, ['error cdk-cycle a.json: {"Type":"AWS::CloudFormation::Stack","Metadata":{"aws:asset:path":"a.json","aws:asset:property":"TemplateURL"}}', 'a.json']],
    ['a nested template outside', { 'manifest.json': manifest(good), 'a.json': template({ N: nestedStack('../n.json') }) }, ['error cdk-path-outside a.json: {"Type":"AWS::CloudFormation::Stack","Metadata":{"aws:asset:path":"../n.json","aws:asset:property":"TemplateURL"}}', 'a.json']],
  ] as const)
    it(`with ${what} is a problem with a place, and the rest is read`, () => assert.deepEqual(seen(files), expected));

  it('names a template once that two nested stacks deploy, with both as its parents', () => {
    const { templates } = read({ 'manifest.json': manifest(good), 'a.json': template({ N: nestedStack('n.json'), M: nestedStack('n.json') }), 'n.json': template() });
    assert.deepEqual(templates.map(({ templateFile, parents }) => [templateFile, parents.map(({ logicalId }) => logicalId)]), [['out/a.json', []], ['out/n.json', ['N', 'M']]]);
  });

  it('leaves a nested stack from elsewhere alone', () => {
    assert.deepEqual(seen({ 'manifest.json': manifest(good), 'a.json': template({ N: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/n.json' } } }) }), ['a.json']);
  });

  it('finds a construct by the metadata of its template, by the path in the template, or by the tree', () => {
    const logical = (data: string): object => ({ type: 'aws:cdk:logicalId', data });
    const files = {
      'manifest.json': manifest({
        A: stack('a.json', { metadata: { '/A/Bucket/Resource': [logical('Bucket1')], '/A/Odd': 7, '/A/Odder': [null, { type: 3 }] } }),
        T: { type: 'cdk:tree', properties: { file: 'tree.json' } },
      }),
      'a.json': template({ Queue2: { Type: 'AWS::SQS::Queue', Metadata: { 'aws:cdk:path': 'A/Queue/Resource' } } }),
      'tree.json': { tree: { path: '', children: { A: { path: 'A', children: { Topic: { path: 'A/Topic', constructInfo: { fqn: 'aws-cdk-lib.aws_sns.Topic' }, children: { Resource: { path: 'A/Topic/Resource', attributes: { 'aws:cdk:cloudformation:logicalId': 'Topic3' } } } } } } } } },
    };
    const [only] = read(files).templates;
    assert.deepEqual(['Bucket1', 'Queue2', 'Topic3', 'None'].map((id) => only?.constructOf(id)?.path), ['A/Bucket/Resource', 'A/Queue/Resource', 'A/Topic/Resource', undefined]);
    assert.equal(only?.constructOf('Topic3')?.fqn, 'aws-cdk-lib.aws_sns.Topic');
  });

  it('never throws and never asks for a file outside, whatever stands in it', () => {
    const paths = fc.constantFrom('a.json', '../a.json', '..', '.', '', 's', 's/..', '/', 'a\0b', '..\\x', '__proto__', 'C:/x');
    const artifact = fc.record({ type: fc.constantFrom('aws:cloudformation:stack', 'cdk:cloud-assembly', 'cdk:tree', 'x'), properties: fc.record({ templateFile: paths, directoryName: paths, file: paths }), metadata: fc.jsonValue(), additionalMetadataFile: paths }, { requiredKeys: [] });
    const any = fc.oneof({ weight: 3, arbitrary: fc.dictionary(fc.constantFrom('A', 'B', '__proto__'), fc.oneof({ weight: 4, arbitrary: artifact }, fc.jsonValue())) }, fc.jsonValue());
    fc.assert(
      fc.property(any, any, fc.jsonValue(), (outer, inner, content) => {
        const files = { 'manifest.json': { artifacts: outer }, 's/manifest.json': { artifacts: inner }, 'a.json': { Resources: content }, 's/a.json': template({ N: nestedStack('a.json') }) };
        assert(read(files).templates.every(({ templateFile }) => templateFile.startsWith('out/')));
      }),
    );
  });
});

describe('a path in a manifest', () => {
  it('stays below the root or is nothing', () => {
    const cases = [['a.json', 'r/s/a.json'], ['../a.json', 'r/a.json'], ['../../a.json', undefined], ['x/../../../r2/a', undefined], ['./b//c', 'r/s/b/c'], ['/a', undefined], ['..\\a', 'r/a'], ['a\0', undefined]] as const;
    for (const [written, expected] of cases) assert.equal(inside('r', 'r/s', written), expected, JSON.stringify(written));
    assert.equal(inside('', '', '../a'), undefined);
  });
});
