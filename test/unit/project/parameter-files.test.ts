import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readParameterFile } from '../../../server/src/project/parameter-files.ts';
import { StackIndex } from '../../../server/src/project/stack-index.ts';

const said = (text: string, file: string): readonly (readonly [string, string, object])[] | undefined =>
  readParameterFile(text, file)?.deployments.map(({ templates, label, values }) => [templates[0] ?? '', label, Object.fromEntries(values)]);

describe('the parameters that SAM deploys with', () => {
  for (const [title, written, expected] of [
    ['a text', '"Env=prod  Name=\\"two words\\" Url=a=b"', { Env: 'prod', Name: 'two words', Url: 'a=b' }],
    ['a text in the form of the AWS CLI', '"ParameterKey=Env,ParameterValue=prod ParameterKey=Ids,ParameterValue=a,b"', { Env: 'prod', Ids: 'a,b' }],
    ['a list', '["Env=prod", "Name=two words"]', { Env: 'prod', Name: 'two words' }],
    ['a table', '{ Env = "prod", Size = 3, On = true, Ids = ["a", "b"] }', { Env: 'prod', Size: '3', On: 'true', Ids: 'a,b' }],
    ['a text with escaped blanks and quotes', String.raw`'Env=a\ b Name=\"x\"'`, { Env: 'a b', Name: '"x"' }],
  ] as const) {
    it(`are read from ${title}`, () => assert.deepEqual(said(`version = 0.1\n[default.deploy.parameters]\nparameter_overrides = ${written}\n`, 'app/samconfig.toml'), [['app/template.yaml', 'app/samconfig.toml [default]', expected]]));
  }

  it('are those of each environment, what all commands take under what deploy takes', () => {
    const text = `version = 0.1
[default.global.parameters]
template_file = "infra/app.yaml"
parameter_overrides = "Env=dev"
[default.deploy.parameters]
stack_name = "shop-dev"
[prod.deploy.parameters]
template_file = "../app.yaml"
parameter_overrides = "Env=prod"
[prod.sync.parameters]
parameter_overrides = "Env=sync"
[local.build.parameters]
parameter_overrides = "Env=local"
`;
    assert.deepEqual(said(text, 'a/samconfig.toml'), [
      ['a/infra/app.yaml', 'a/samconfig.toml [default]', { Env: 'dev' }],
      ['app.yaml', 'a/samconfig.toml [prod]', { Env: 'prod' }],
    ]);
  });

  it('may be written in YAML', () => {
    assert.deepEqual(said('version: 0.1\ndefault:\n  deploy:\n    parameters:\n      template_file: .aws-sam/build/template.yaml\n      parameter_overrides: Env=dev\n', 'samconfig.yaml'), [['template.yaml', 'samconfig.yaml [default]', { Env: 'dev' }]]);
  });

  it('are none where no environment overrides any', () => assert.deepEqual(said('version = 0.1\n[default.deploy.parameters]\nstack_name = "x"\n', 'samconfig.toml'), []));

  for (const [title, text, file, place] of [
    ['no TOML', 'version = 0.1\n[default\n', 'samconfig.toml', 22],
    ['overrides that are a number', 'version = 0.1\n[default.deploy.parameters]\nparameter_overrides = 3\n', 'samconfig.toml', 0],
    ['a list of lists', 'default: {deploy: {parameters: {parameter_overrides: [[a]]}}}', 'samconfig.yaml', 0],
    ['broken YAML', 'default: {deploy: [', 'samconfig.yaml', 19],
    ['a deployment file without a path', 'template-file-path: [a]\n', 'd.yaml', 0],
    ['a path that leads outside', 'template-file-path: ../../a.yaml\n', 'd.yaml', 0],
    ['parameters that are a list', 'template-file-path: a.yaml\nparameters: [a]\n', 'd.yaml', 0],
    ['parameters that are nested', 'template-file-path: a.yaml\nparameters: {a: {b: c}}\n', 'd.yaml', 0],
  ] as const) {
    it(`have a problem: ${title}`, () => {
      const read = readParameterFile(text, file);
      assert.deepEqual(read?.deployments, []);
      assert.deepEqual(read.problems.slice(0, 1).map(({ severity, at }) => [severity, at.range.start]), [['error', place]]);
    });
  }
});

describe('a deployment file of Git sync', () => {
  it('names its template from the root of the repository', () => {
    const text = 'template-file-path: /stacks/app.yaml\nparameters:\n  Env: prod\n  Size: 3\n  On: true\ntags: {a: b}\n';
    assert.deepEqual(said(text, 'deployments/prod.yaml'), [['stacks/app.yaml', 'deployments/prod.yaml', { Env: 'prod', Size: '3', On: 'true' }]]);
  });

  it('may have no parameters, and may be JSON', () => assert.deepEqual(said('{"template-file-path": "a.yaml"}', 'd.json'), [['a.yaml', 'd.json', {}]]));

  it('is not every text that speaks of one', () => assert.equal(readParameterFile('docs: "template-file-path: x"\n', 'd.yaml'), undefined));
});

describe('what is known of the stacks of a project', () => {
  const calling = (...urls: readonly string[]): string => `Resources:\n${urls.map((url, i) => `  S${i}: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ${url}}}\n`).join('')}`;
  const indexOf = (files: Readonly<Record<string, string>>): StackIndex => {
    const index = new StackIndex();
    for (const [key, text] of Object.entries(files)) index.note(key, text);
    return index;
  };

  it('is which templates lead to one', () => {
    const index = indexOf({ 'main.yaml': calling('a/b.yaml'), 'other.yaml': calling('./a/b.yaml'), 'a/b.yaml': calling('c.yaml') });
    assert.deepEqual(['main.yaml', 'a/b.yaml', 'a/c.yaml', 'x.yaml'].map((key) => index.rootsOf(key)), [['main.yaml'], ['main.yaml', 'other.yaml'], ['main.yaml', 'other.yaml'], ['x.yaml']]);
    assert.deepEqual(['main.yaml', 'a/c.yaml', 'x.yaml'].map((key) => index.concerns(key)), [true, true, false]);
  });

  it('is each of those that deploy each other, for themselves and for what they deploy', () => {
    const index = indexOf({ 'a.yaml': calling('b.yaml'), 'b.yaml': calling('a.yaml', 'c.yaml'), 'self.yaml': calling('self.yaml', 'd.yaml') });
    assert.deepEqual(['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml'].map((key) => index.rootsOf(key)), [['a.yaml', 'b.yaml'], ['a.yaml', 'b.yaml'], ['a.yaml', 'b.yaml'], ['self.yaml']]);
  });

  it('changes with a text, and with one that is gone', () => {
    const index = indexOf({ 'main.yaml': calling('a.yaml') });
    assert.equal(index.note('main.yaml', calling('b.yaml')), true);
    assert.deepEqual([index.rootsOf('a.yaml'), index.rootsOf('b.yaml')], [['a.yaml'], ['main.yaml']]);
    assert.equal(index.note('main.yaml', undefined), true);
    assert.equal(index.note('other.yaml', 'Resources: {}\n'), false);
    assert.equal(index.concerns('b.yaml'), false);
  });

  it('changes as soon as somebody has typed what makes the difference, a letter at a time, and has taken it away again', () => {
    for (const [whole, at] of [[calling('a.yaml'), 'Stack'], ['template-file-path: a.yaml\nparameters: {A: b}\n', 'file-']] as const) {
      const index = new StackIndex();
      const place = whole.indexOf(at);
      const texts = [...Array.from({ length: at.length + 1 }, (_, typed) => whole.slice(0, place + typed) + whole.slice(place + at.length)), whole.replace(at, '')];
      const fresh = (text: string): boolean => indexOf({ 'main.yaml': text }).concerns('main.yaml') || indexOf({ 'main.yaml': text }).deploymentsOf('a.yaml').length > 0;
      for (const text of texts) {
        index.note('main.yaml', text);
        assert.equal(index.concerns('main.yaml') || index.deploymentsOf('a.yaml').length > 0, fresh(text), text);
      }
      assert.ok(fresh(whole) && !fresh(whole.replace(at, '')));
    }
  });

  it('is the first of several configurations of SAM in a folder', () => {
    const yaml = 'default: {deploy: {parameters: {parameter_overrides: A=yaml}}}';
    const index = indexOf({ 'samconfig.yaml': yaml, 'samconfig.toml': '[default.deploy.parameters]\nparameter_overrides = "A=toml"\n', 'b/samconfig.yaml': yaml });
    assert.deepEqual(['template.yaml', 'b/template.json'].map((key) => index.deploymentsOf(key).map(({ values }) => values.get('A'))), [['toml'], ['yaml']]);
  });
});
