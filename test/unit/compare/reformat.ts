import { Document, isMap, isScalar, parse, type ScalarTag, type CollectionTag, type Tags } from 'yaml';

/** The tags of YAML 1.1 that CloudFormation does not read. */
const unread = /timestamp|binary|omap|pairs|set$/;

const names = ['Ref', 'Condition', 'GetAtt', 'Sub', 'Join', 'Select', 'Split', 'If', 'Equals', 'And', 'Or', 'Not', 'FindInMap', 'ImportValue', 'Base64', 'Cidr', 'GetAZs', 'Transform', 'ToJsonString', 'Length', 'ForEach', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'RefAll', 'ValueOf', 'ValueOfAll'];
const longName = (name: string): string => (name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`);

class Short {
  constructor(
    readonly name: string,
    readonly argument: unknown,
  ) {}

  /** Inside of another function's argument. */
  toJSON(): unknown {
    return long(this);
  }
}

const shortTags: Tags = names.flatMap((name): (ScalarTag | CollectionTag)[] => [
  { tag: `!${name}`, resolve: (text: string) => new Short(name, text) },
  { tag: `!${name}`, collection: 'seq', resolve: (node) => new Short(name, node.toJSON()) },
  { tag: `!${name}`, collection: 'map', resolve: (node) => new Short(name, node.toJSON()) },
] as (ScalarTag | CollectionTag)[]);

/** A template as plain data with long-form functions, as the `yaml` library reads it. */
export function dataOf(text: string): unknown {
  return long(parse(text, { version: '1.1', merge: true, uniqueKeys: false, logLevel: 'silent', customTags: (tags) => [...tags.filter((tag) => typeof tag === 'string' || !unread.test(tag.tag)), ...shortTags] }));
}

function long(value: unknown): unknown {
  if (value instanceof Short) return { [longName(value.name)]: value.name === 'GetAtt' && typeof value.argument === 'string' ? splitOnce(value.argument) : long(value.argument) };
  if (Array.isArray(value)) return value.map(long);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, long(item)]));
}

function splitOnce(text: string): readonly string[] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}

/** The entries of every map the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, item]) => [key, reversed(item)]));
}

/** Other ways to write the same template: each gives a text. */
export const reformattings: Readonly<Record<string, (data: unknown) => { readonly text: string; readonly syntax: 'yaml' | 'json' }>> = {
  'as JSON': (data) => ({ text: JSON.stringify(data, null, 2), syntax: 'json' }),
  'as JSON on one line, keys the other way round': (data) => ({ text: JSON.stringify(reversed(data)), syntax: 'json' }),
  'indented by four, with comments': (data) => {
    const document = new Document(data, { version: '1.1' });
    if (isMap(document.contents)) for (const { key } of document.contents.items) if (isScalar(key)) key.commentBefore = ' a note';
    return { text: document.toString({ indent: 4, lineWidth: 60 }), syntax: 'yaml' };
  },
  'as flow, keys the other way round': (data) => ({ text: new Document(reversed(data), { version: '1.1' }).toString({ collectionStyle: 'flow' }), syntax: 'yaml' }),
};
