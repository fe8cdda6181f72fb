import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { linkStacks, type StackInstance } from '../../../server/src/formats/cloudformation/link/link-stacks.ts';
import { absolute } from '../../../server/src/syntax/walk.ts';
import { parseYaml } from '../../../server/src/syntax/yaml/parse.ts';
import { show, showCondition } from './show.ts';

/** Links the first of these files; a file that is not there is missing. */
function link(files: Readonly<Record<string, string>>, parameters: Readonly<Record<string, Readonly<Record<string, string>>>> = {}): readonly StackInstance[] {
  const document = (key: string): ReturnType<typeof parseYaml> => parseYaml(files[key] ?? '', key);
  const [root = ''] = Object.keys(files);
  const given = (key: string): ReadonlyMap<string, string> => new Map(Object.entries(parameters[key] ?? {}));
  return linkStacks(document(root), (key) => (key in files ? document(key) : { why: 'there is none' }), given).instances;
}

const stack = (name: string, url: string, more = ''): string => `  ${name}:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ${url}\n${more}`;
const parent = (given: string, head = ''): string => `${head}Resources:\n  Key: {Type: AWS::KMS::Key}\n${stack('Child', './child.yaml', `      Parameters: {${given}}\n`)}`;
const child = (declared: string, value: string, conditions = ''): string => `Parameters: {${declared}}\n${conditions}Resources:\n  Thing: {Type: AWS::X::Y, Properties: {Value: ${value}}}\n`;

/** What the property Value of Thing is in the child. */
function valueIn(files: Readonly<Record<string, string>>): string {
  const properties = link(files)[1]?.template.resources.get('Thing')?.properties;
  return show(properties?.kind === 'map' ? properties.entries.get('Value') : undefined);
}

describe('a nested template', () => {
  const prod = 'Parameters: {Env: {Type: String, Default: dev}}\nConditions: {IsProd: !Equals [!Ref Env, prod]}\n';
  for (const [title, given, head, declared, value, expected] of [
    ['takes a literal for its default', 'P: b', '', 'P: {Type: String, Default: a}', '!Ref P', '"b"'],
    ['keeps the default of what is not given', '', '', 'P: {Type: String, Default: a}', '!Ref P', '(P=a: "a" | else: ?parameter P)'],
    ['keeps the default of what is NoValue', 'P: !Ref AWS::NoValue', '', 'P: {Type: String, Default: a}', '!Ref P', '"a"'],
    ['takes what a condition of the parent chooses', 'P: !If [IsProd, b, !Ref AWS::NoValue]', prod, 'P: {Type: String, Default: a}', '!Ref P', '(@main.yaml:IsProd: "b" | else: "a")'],
    ['takes a parameter of the parent with its default', 'P: !Ref Env', 'Parameters: {Env: {Type: String, AllowedValues: [dev, prod], Default: dev}}\n', 'P: {Type: String}', '!Ref P', '(main.yaml:Env=dev: "dev" | main.yaml:Env=prod: "prod")'],
    ['splits a list', "P: 'a, b'", '', 'P: {Type: CommaDelimitedList}', '!Ref P', '["a", "b"]'],
    ['reads a number', "P: '7'", '', 'P: {Type: Number}', '!Ref P', '7'],
    ['is handed a resource under a name of its own', 'P: !GetAtt Key.Arn', '', 'P: {Type: String}', '!Ref P', 'main.yaml:Key.Arn'],
    ['puts a text together', 'P: b', '', 'P: {Type: String}', '!Sub "a-${P}-${AWS::Region}"', '"a-b-"+?other AWS::Region'],
    ['does not take its default for what cannot be known', 'P: !ImportValue X', '', 'P: {Type: String, Default: a}', '!Ref P', '?import main.yaml:Fn::ImportValue("X")'],
    ['ranges over its allowed values for what cannot be known', 'P: !ImportValue X', '', 'P: {Type: String, AllowedValues: [a, b], Default: a}', '!Ref P', '(P=a: "a" | P=b: "b")'],
    ['leaves Parameter Store alone', 'P: /name', '', 'P: {Type: AWS::SSM::Parameter::Value<String>}', '!Ref P', '?ssm P'],
  ] as const) {
    it(title, () => assert.equal(valueIn({ 'main.yaml': parent(given, head), 'child.yaml': child(declared, value) }), expected));
  }

  it('decides its conditions by what is given', () => {
    const files = { 'main.yaml': parent('Env: prod, Key: !GetAtt Key.Arn'), 'child.yaml': child('Env: {Type: String}, Key: {Type: String, Default: ""}', '1', 'Conditions: {P: !Equals [!Ref Env, prod], K: !Equals [!Ref Key, ""]}\n') };
    assert.deepEqual([...(link(files)[1]?.template.conditions ?? [])].map(([name, condition]) => `${name}: ${showCondition(condition)}`), ['P: else', 'K: never']);
  });

  it('is deployed where its stack is', () => {
    const main = `${prod}Resources:\n${stack('Child', 'child.yaml')}    Condition: IsProd\n`;
    const template = link({ 'main.yaml': main, 'child.yaml': child('', '1') })[1]?.template;
    assert.deepEqual(template?.constraints.map(showCondition), ['@main.yaml:IsProd']);
    assert.equal(template?.variables.get('main.yaml:Env')?.label, 'parameter Env of main.yaml');
  });

  it('does not know what is given where Parameters are computed', () => {
    const main = 'Resources:\n  Child:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: child.yaml\n      Parameters: !Transform {Name: M}\n';
    assert.match(valueIn({ 'main.yaml': main, 'child.yaml': child('P: {Type: String, Default: a}', '!Ref P') }), /^\?other/);
  });

  it('gives its outputs to its parent, and through it to the next', () => {
    const main = `${prod}Resources:\n${stack('Keys', 'keys.yaml')}${stack('Data', 'data.yaml', '      Parameters: {P: !GetAtt Keys.Outputs.Arn, Q: !Sub "${Keys.Outputs.Name}!", R: !GetAtt Keys.Outputs.Size}\n')}`;
    const keys = 'Parameters: {Size: {Type: String, Default: s}}\nResources: {Key: {Type: AWS::KMS::Key}}\nOutputs: {Arn: {Value: !GetAtt Key.Arn}, Name: {Value: orders}, Size: {Value: !Ref Size}}\n';
    const data = 'Parameters: {P: {Type: String}, Q: {Type: String}, R: {Type: String}}\nResources: {Thing: {Type: AWS::X::Y, Properties: {Value: [!Ref P, !Ref Q, !Ref R]}}}\n';
    const instances = link({ 'main.yaml': main, 'keys.yaml': keys, 'data.yaml': data });
    const thing = instances.find(({ template }) => template.key === 'data.yaml')?.template.resources.get('Thing')?.properties;
    assert.equal(show(thing), '{Value: [main.yaml:Keys.Key.Arn, "orders!", (main.yaml:Keys.Size=s: "s" | else: ?parameter main.yaml:Keys.Size)]}');
    const list = thing?.kind === 'map' ? thing.entries.get('Value') : undefined;
    const [key] = list?.kind === 'list' ? list.items : [];
    assert.equal(key?.kind === 'ref' && key.type, 'AWS::KMS::Key');
    assert.equal(instances[0]?.template.variables.get('Keys.Size')?.label, 'parameter Size of the stack Keys');
  });

  it('hands back the values of its parent under their own names', () => {
    const main = `${prod}Resources:\n${stack('Child', 'child.yaml', '      Parameters: {P: !Ref Env}\n')}  Own: {Type: AWS::X::Y, Properties: {Value: !GetAtt Child.Outputs.P}}\n`;
    const instances = link({ 'main.yaml': main, 'child.yaml': `${child('P: {Type: String, NoEcho: true}', '1')}Outputs: {P: {Value: !Ref P}}\n` });
    assert.equal(show(instances[0]?.template.resources.get('Own')?.properties), '{Value: (Env=dev: "dev" | Env=prod: "prod" | else: ?parameter Env)}');
  });

  it('is read once for each call, with the values of each', () => {
    const main = `Resources:\n${stack('A', 'child.yaml', '      Parameters: {P: a}\n')}${stack('B', 'child.yaml', '      Parameters: {P: b}\n')}`;
    const instances = link({ 'main.yaml': main, 'child.yaml': child('P: {Type: String}', '!Ref P') });
    assert.deepEqual(instances.map(({ through, template }) => [through.map(({ address }) => address).join('/'), show(template.resources.get('Thing')?.properties)]), [['', 'nothing'], ['A', '{Value: "a"}'], ['B', '{Value: "b"}']]);
  });

  it('takes parameters of its own where the parent gives none', () => {
    const instances = link({ 'main.yaml': parent('P: b'), 'child.yaml': child('P: {Type: String}, Q: {Type: String}', '!Sub "${P}${Q}"') }, { 'child.yaml': { P: 'x', Q: 'y' } });
    assert.match(show(instances[1]?.template.resources.get('Thing')?.properties), /^\{Value: "b"\+\(Q=y: "y"/);
  });
});

describe('the way to a nested template', () => {
  for (const [from, url, expected] of [
    ['main.yaml', 'child.yaml', ['child.yaml']],
    ['a/main.yaml', '../b/./child.yaml', ['b/child.yaml']],
    ['a/main.yaml', 'file://child.yaml', ['a/child.yaml']],
    ['main.yaml', "'.\\child.yaml'", ['child.yaml']],
    ['main.yaml', 'https://s3.amazonaws.com/bucket/child.yaml', []],
    ['main.yaml', 's3://bucket/child.yaml', []],
    ['main.yaml', '!Sub "${AWS::Region}/child.yaml"', []],
    ['main.yaml', '{ApplicationId: x, SemanticVersion: 1.0.0}', []],
    ['main.yaml', '[child.yaml]', []],
  ] as const) {
    it(`from ${from} by ${url} is ${expected[0] ?? 'not followed'}`, () => {
      const called = expected.map((key): [string, string] => [key, child('', '1')]);
      const instances = link({ [from]: `Resources:\n${stack('Child', url)}`, ...Object.fromEntries(called) });
      assert.deepEqual(instances.slice(1).map(({ template }) => template.key), expected);
      assert.deepEqual(instances[0]?.template.problems, []);
    });
  }

  for (const [title, url, files, code] of [
    ['that is missing', 'child.yaml', {}, 'nested-template-missing'],
    ['that leads outside', '../child.yaml', {}, 'nested-template-outside'],
    ['that starts at the root of the machine', '/etc/child.yaml', {}, 'nested-template-outside'],
    ['that leads back', 'child.yaml', { 'child.yaml': `Resources:\n${stack('Again', 'main.yaml')}` }, 'nested-stack-cycle'],
  ] as const) {
    it(`${title} is a problem at its place`, () => {
      const instances = link({ 'main.yaml': `Resources:\n${stack('Child', url)}`, ...files });
      const found = instances.flatMap(({ template, document }) => template.problems.map(({ code: said, at }) => [said, document.text.slice(absolute(document, at).start, absolute(document, at).end)]));
      assert.deepEqual(found, [[code, code === 'nested-stack-cycle' ? 'main.yaml' : url]]);
    });
  }

  it('names an output that is not there', () => {
    const main = `${parent('')}  Own: {Type: AWS::X::Y, Properties: {Value: !GetAtt Child.Outputs.Nothing}}\n`;
    assert.deepEqual(link({ 'main.yaml': main, 'child.yaml': child('', '1') })[0]?.template.problems.map(({ message }) => message), ['The template of Child has no output Nothing.']);
  });

  it('ends where stacks fan out without end', () => {
    const fan = (to: string): string => `Resources:\n${Array.from({ length: 40 }, (_, i) => stack(`S${i}`, to)).join('')}`;
    const instances = link({ 'main.yaml': fan('a.yaml'), 'a.yaml': fan('b.yaml'), 'b.yaml': fan('c.yaml'), 'c.yaml': child('', '1') });
    assert.equal(instances.length, 501);
    assert.ok(instances.some(({ template }) => template.problems.some(({ code }) => code === 'too-many-nested-stacks')));
  });

  it('ends where a value doubles with every stack', () => {
    const level = (next: number): string => `Parameters: {P: {Type: String, Default: x}}\nResources:\n${stack('Next', `${next}.yaml`, '      Parameters: {P: !Sub "${P}${P}${AWS::StackId}"}\n')}`;
    const files = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`${i}.yaml`, i === 20 ? child('P: {Type: String}', '!Ref P') : level(i + 1)]));
    assert.equal(link(files).length, 21);
  });

  it('ends where stacks wait for each other', () => {
    const main = `Resources:\n${stack('A', 'child.yaml', '      Parameters: {P: !GetAtt B.Outputs.P}\n')}${stack('B', 'child.yaml', '      Parameters: {P: !GetAtt A.Outputs.P}\n')}`;
    assert.equal(link({ 'main.yaml': main, 'child.yaml': `${child('P: {Type: String}', '!Ref P')}Outputs: {P: {Value: !Ref P}}\n` }).length, 3);
  });
});
