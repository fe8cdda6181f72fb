import assert from 'node:assert/strict';

import type { Edit } from '../../../server/src/core/model/edit.ts';
import { RefTo, TextOf } from '../../../server/src/core/model/edit.ts';
import { addEntry, addItem, addResource, remove, set, written } from './support.ts';

interface Row {
  readonly title: string;
  readonly edits: readonly Edit[];
  readonly before: string;
  readonly after: string;
}

const A = ['A'];

const rows: readonly Row[] = [
  // set: an existing value
  { title: 'a scalar is replaced, its trailing comment stays', edits: [set(['A', 'B'], [], true)], before: 'A:\n  B: false # why\n', after: 'A:\n  B: true # why\n' },
  { title: 'a text keeps the double quotes of the old one', edits: [set(A, [], 'TLSv1.2')], before: 'A: "TLSv1"\n', after: 'A: "TLSv1.2"\n' },
  { title: 'a text keeps the single quotes of the old one', edits: [set(A, [], "it's")], before: "A: 'x'\n", after: "A: 'it''s'\n" },
  { title: 'a boolean takes the place of a quoted text without quotes', edits: [set(A, [], true)], before: 'A: "false"\n', after: 'A: true\n' },
  { title: 'the same value again changes nothing', edits: [set(A, [], { B: [1, 'x'] })], before: 'A: {B: [1, "x"]}\n', after: 'A: {B: [1, "x"]}\n' },
  { title: 'a date is quoted to stay a text', edits: [set(A, [], '2012-10-17')], before: 'A: x\n', after: "A: '2012-10-17'\n" },
  { title: 'a dynamic reference is quoted as the file quotes', edits: [set(A, [], '{{resolve:ssm-secure:p}}')], before: 'A: x\nB: "y"\n', after: 'A: "{{resolve:ssm-secure:p}}"\nB: "y"\n' },
  { title: 'a reference is written by its short tag', edits: [set(['A', 'B'], [], new RefTo('Key', 'Arn')), set(['A', 'C'], [], new RefTo('Key', 'Ref'))], before: 'A:\n  B: x\n  C: y\n', after: 'A:\n  B: !GetAtt Key.Arn\n  C: !Ref Key\n' },
  { title: 'NoValue is replaced with its tag', edits: [set(['A', 'B'], [], 7)], before: 'A:\n  B: !Ref AWS::NoValue # off\n', after: 'A:\n  B: 7 # off\n' },
  { title: 'a long-form NoValue is replaced as a whole', edits: [set(['A', 'B'], [], 7)], before: 'A:\n  B:\n    Ref: AWS::NoValue\n', after: 'A:\n  B: 7\n' },
  { title: 'branches of a tagged If are ordinary values', edits: [set(['A', 1], [], true), set(['A', 2], [], { K: 1 })], before: 'A: !If\n  - C\n  - false\n  - !Ref AWS::NoValue\n', after: 'A: !If\n  - C\n  - true\n  - K: 1\n' },
  { title: 'a branch of a flow If takes flow style', edits: [set(['A', 2], ['K'], 1)], before: 'A: !If [C, {E: 1}, !Ref "AWS::NoValue"]\n', after: 'A: !If [C, {E: 1}, {K: 1}]\n' },
  { title: 'a block map gives way to a scalar', edits: [set(['A', 'B'], [], 'x')], before: 'A:\n  B:\n    C: 1\n    D: 2\n  E: 3\n', after: 'A:\n  B: x\n  E: 3\n' },
  { title: 'a block scalar gives way to a scalar', edits: [set(['A', 'B'], [], 'x')], before: 'A:\n  B: |\n    one\n    two\n  E: 3\n', after: 'A:\n  B: x\n  E: 3\n' },
  { title: 'a block list gives way to another', edits: [set(['A', 'B'], [], ['x', { k: 1, l: 2 }])], before: 'A:\n  B:\n  - a\n  - b\n  E: 3\n', after: 'A:\n  B:\n  - x\n  - k: 1\n    l: 2\n  E: 3\n' },
  { title: 'a flow list stays a flow list', edits: [set(['A', 'B'], [], ['x', 'y, z'])], before: 'A:\n  B: [ "a" ]\n', after: 'A:\n  B: [x, "y, z"]\n' },
  // set: missing keys
  { title: 'a key is inserted before the first, at its indentation', edits: [set(A, ['New'], true)], before: 'A:\n    B: 1\n    C: 2\n', after: 'A:\n    New: true\n    B: 1\n    C: 2\n' },
  { title: 'a comment above the first key stays with it', edits: [set(A, ['New'], true)], before: 'A:\n  # about B\n  # and more\n  B: 1\n', after: 'A:\n  New: true\n  # about B\n  # and more\n  B: 1\n' },
  { title: 'a header comment of the file stays on top', edits: [set([], ['New'], true)], before: '# licence\nA: 1\n', after: '# licence\nNew: true\nA: 1\n' },
  { title: 'nested maps take the step around', edits: [set(A, ['New', 'M', 'O'], 1)], before: 'A:\n   B:\n      C: 1\n', after: 'A:\n   New:\n      M:\n         O: 1\n   B:\n      C: 1\n' },
  { title: 'edits below the same missing map make it once', edits: [set(A, ['New', 'X'], true), set(A, ['New', 'Z'], 'no')], before: 'A:\n  B: "1"\n', after: 'A:\n  New:\n    X: true\n    Z: "no"\n  B: "1"\n' },
  { title: 'lists stand at the key where the file has them so', edits: [set(A, ['New'], [1, { k: 2 }])], before: 'A:\n  B:\n  - x\n', after: 'A:\n  New:\n  - 1\n  - k: 2\n  B:\n  - x\n' },
  { title: 'lists are indented where the file has them so', edits: [set(A, ['New'], [[1, 2], []])], before: 'A:\n  B:\n      - x\n', after: 'A:\n  New:\n      - - 1\n        - 2\n      - []\n  B:\n      - x\n' },
  { title: 'a map in a list gets its key on the line of the dash', edits: [set(['A', 0], ['New'], true)], before: 'A:\n-   B: 1\n    C: 2\n', after: 'A:\n-   New: true\n    B: 1\n    C: 2\n' },
  { title: 'a flow map gets its key behind the brace', edits: [set(A, ['New', 'M'], 'a]b')], before: 'A: { B: 1, C: 2 } # c\n', after: "A: { New: { M: 'a]b' }, B: 1, C: 2 } # c\n" },
  { title: 'a flow map over several lines gets a line', edits: [set(A, ['New'], { M: 1 })], before: 'A: {\n    B: 1,\n    C: 2\n  }\n', after: 'A: {\n    New: {\n        M: 1\n    },\n    B: 1,\n    C: 2\n  }\n' },
  { title: 'JSON inside of YAML stays JSON', edits: [set(['A'], ['New'], new RefTo('K', 'Arn')), set(['A'], ['M'], 's')], before: '{"A": {"B": 1}}\n', after: '{"A": {"New": {"Fn::GetAtt": ["K", "Arn"]}, "M": "s", "B": 1}}\n' },
  { title: 'an empty value gets a block map, its comment stays', edits: [set(['A', 'B'], ['New'], 1)], before: 'A:\n  B: # later\n  C: 1\n', after: 'A:\n  B: # later\n    New: 1\n  C: 1\n' },
  { title: 'an empty flow map in a block map becomes a block', edits: [set(['A', 'B'], ['New', 'M'], 1)], before: 'A:\n  B: {} # c\n', after: 'A:\n  B: # c\n    New:\n      M: 1\n' },
  { title: 'an empty flow map in a flow map stays flow', edits: [set(['A', 'B'], ['New'], 1)], before: 'A: {B: {}, C: 1}\n', after: 'A: {B: {New: 1}, C: 1}\n' },
  { title: 'a null gets a scalar', edits: [set(['A', 'B'], [], 'x')], before: 'A:\n  B:\n  C: ~\n', after: 'A:\n  B: x\n  C: ~\n' },
  { title: 'an empty item gets a map', edits: [set(['A', 0], ['X'], 1), set(['A', 0], ['K'], 2)], before: 'A:\n  -\n  - {}\n', after: 'A:\n  - X: 1\n    K: 2\n  - {}\n' },
  { title: 'the last line without a line break is no obstacle', edits: [set(A, ['New'], 1)], before: 'A:', after: 'A:\n  New: 1' },
  { title: 'CRLF stays CRLF', edits: [set(A, ['New', 'M'], 1), addItem(['A', 'L'], [], 2)], before: 'A:\r\n  L:\r\n    - 1\r\n', after: 'A:\r\n  New:\r\n    M: 1\r\n  L:\r\n    - 1\r\n    - 2\r\n' },
  { title: 'a byte order mark stays first', edits: [set([], ['New', 'M'], 1)], before: '\uFEFFA: 1\n', after: '\uFEFFNew:\n  M: 1\nA: 1\n' },
  // where
  { title: 'an item is found by its key', edits: [set(['A'], ['Key=b', 'Value'], 'new')], before: 'A:\n  - Key: a\n    Value: x\n  - Key: b\n    Value: y\n', after: 'A:\n  - Key: a\n    Value: x\n  - Key: b\n    Value: new\n' },
  { title: 'an item that is missing is appended', edits: [set(['A'], ['Key=c', 'Value'], 'new'), set(['A'], ['Key=c', 'More'], 1)], before: 'A:\n  - Key: a # first\n    Value: x # last\n# below\n', after: 'A:\n  - Key: a # first\n    Value: x # last\n  - Key: c\n    Value: new\n    More: 1\n# below\n' },
  { title: 'a missing list is made for an item', edits: [set(['A'], ['L', 'Key=c', 'Value'], 'new'), set(['A'], ['L', 'Key=d', 'Value'], 'other')], before: 'A:\n  B: 1\n', after: 'A:\n  L:\n    - Key: c\n      Value: new\n    - Key: d\n      Value: other\n  B: 1\n' },
  // addItem
  { title: 'an item is appended at the indentation of the others', edits: [addItem(A, [], { k: 1, l: [2] })], before: 'A:\n- x # c\n\nB: 1\n', after: 'A:\n- x # c\n- k: 1\n  l:\n  - 2\n\nB: 1\n' },
  { title: 'an item is appended to a flow list', edits: [addItem(A, [], 'y')], before: 'A: [x,z]\n', after: "A: [x,z,'y']\n" },
  { title: 'a missing list is made for items', edits: [addItem(A, ['L'], 'u'), addItem(A, ['L'], 'v')], before: 'A:\n  B: 1\n', after: 'A:\n  L:\n    - u\n    - v\n  B: 1\n' },
  // remove
  { title: 'an entry goes with its lines, the comment above stays', edits: [remove(['A', 'B'])], before: 'A:\n  # above\n  B:\n    - x\n    - y # c\n  C: 1\n', after: 'A:\n  # above\n  C: 1\n' },
  { title: 'the last entry goes with the break before it', edits: [remove(['A', 'C'])], before: 'A:\n  B: 1\n  C: 1', after: 'A:\n  B: 1' },
  { title: 'the only entry leaves an empty map', edits: [remove(['A', 'B'])], before: 'A: # c\n  # above\n  B: 1\nD: 2\n', after: 'A: {} # c\n  # above\nD: 2\n' },
  { title: 'the only item leaves an empty list', edits: [remove(['A', 0])], before: 'A:\n- B: 1\n  C: 2\nD: 2\n', after: 'A: []\nD: 2\n' },
  { title: 'the first entry of an item lets the next move up', edits: [remove(['A', 0, 'B'])], before: 'A:\n  - B: 1\n    C: 2\n', after: 'A:\n  - C: 2\n' },
  { title: 'the only entry of an item leaves an empty map', edits: [remove(['A', 0, 'B'])], before: 'A:\n  - B: 1\n  - C\n', after: 'A:\n  - {}\n  - C\n' },
  { title: 'the first entry of the document goes', edits: [remove(A)], before: 'A: 1\nB: 2\n', after: 'B: 2\n' },
  { title: 'the first entry goes and another comes', edits: [remove(['A', 'B']), set(A, ['New'], 1)], before: 'A:\n  B: 1\n  C: 2\n', after: 'A:\n  New: 1\n  C: 2\n' },
  { title: 'several entries go at once', edits: [remove(['A', 'B']), remove(['A', 'C']), remove(['A', 'E'])], before: 'A:\n  B: 1\n  C: 2\n  D: 3\n  E: 4\nF: 5\n', after: 'A:\n  D: 3\nF: 5\n' },
  { title: 'entries of flow collections take their commas along', edits: [remove(['A', 'B']), remove(['A', 'L', 1]), remove(['D', 'E'])], before: 'A: {B: 1, L: [1, 2]}\nD: {E: 1}\n', after: 'A: {L: [1]}\nD: {}\n' },
  { title: 'a branch of an If becomes NoValue', edits: [remove(['A', 1])], before: 'A: !If [C, {E: false}, x]\n', after: 'A: !If [C, !Ref AWS::NoValue, x]\n' },
  { title: 'a property that takes the place of the only one', edits: [remove(['A', 'B', 'X']), set(['A', 'B'], ['New'], 1)], before: 'A:\n  B:\n    X: 1\nC: 1\n', after: 'A:\n  B:\n    New: 1\nC: 1\n' },
  { title: 'what is not there need not be removed', edits: [remove(A, 'X')], before: 'A:\n  B: 1\n', after: 'A:\n  B: 1\n' },
  // addResource
  { title: 'a resource stands behind its neighbour, with a reference to it', edits: [addResource(['R', 'X'], 'AWS::KMS::Key', 'Key', { Enabled: true }), set(['R', 'X'], ['Properties', 'Key'], new RefTo('+Key', 'Arn'))], before: 'R:\n  X:\n    Type: T\n', after: 'R:\n  X:\n    Properties:\n      Key: !GetAtt Key.Arn\n    Type: T\n  Key:\n    Type: AWS::KMS::Key\n    Properties:\n      Enabled: true\n' },
  { title: 'a taken name gets a number, references follow', edits: [addResource(['R', 'Key'], 'K', 'Key', {}), set(['R', 'Key'], ['Properties', 'Id'], new RefTo('+Key', 'Ref'))], before: 'R:\n  Key:\n    Type: T\nParameters:\n  Key2: {}\n', after: 'R:\n  Key:\n    Properties:\n      Id: !Ref Key3\n    Type: T\n  Key3:\n    Type: K\nParameters:\n  Key2: {}\n' },
  { title: 'a resource comes between no comment and its resource', edits: [addResource(['R', 'X'], 'K', 'Key', {})], before: 'R:\n  X:\n    Type: T\n    # Y: 1\n\n  # about Z\n  Z:\n    Type: T\n', after: 'R:\n  X:\n    Type: T\n    # Y: 1\n\n  Key:\n    Type: K\n\n  # about Z\n  Z:\n    Type: T\n' },
  { title: 'a comment that ends a resource stays at it', edits: [addResource(['R', 'X'], 'K', 'Key', {})], before: 'R:\n  X:\n    Type: T\n  # end of X\n\n  Z:\n    Type: T\n', after: 'R:\n  X:\n    Type: T\n  # end of X\n\n  Key:\n    Type: K\n\n  Z:\n    Type: T\n' },
  { title: 'a resource stands before one that ends in an open block scalar', edits: [addResource(['R', 'X'], 'K', 'Key', {})], before: 'R:\n  # about X\n  X:\n    Type: T\n    D: |+\n      text\n\n', after: 'R:\n  Key:\n    Type: K\n  # about X\n  X:\n    Type: T\n    D: |+\n      text\n\n' },
  { title: 'an item at the end of a resource comes before the resource behind it', edits: [addResource(['R', 'X'], 'K', 'Key', {}), addItem(['R', 'X', 'L'], [], 2)], before: 'R:\n  X:\n    Type: T\n    L:\n      - 1\n', after: 'R:\n  X:\n    Type: T\n    L:\n      - 1\n      - 2\n  Key:\n    Type: K\n' },
  { title: 'the last property goes and a resource comes', edits: [remove(['R', 'X', 'P', 'B']), addResource(['R', 'X'], 'K', 'Key', {})], before: 'R:\n  X:\n    Type: T\n    P:\n      A: 1\n      B: 2\n', after: 'R:\n  X:\n    Type: T\n    P:\n      A: 1\n  Key:\n    Type: K\n' },
  { title: 'a resource has its attributes before its properties', edits: [addResource(['R', 'X'], 'K', 'Key', { A: 1 })].map((edit) => ({ ...edit, attributes: { DeletionPolicy: 'Retain' } })), before: 'R:\n  X:\n    Type: T\n', after: 'R:\n  X:\n    Type: T\n  Key:\n    Type: K\n    DeletionPolicy: Retain\n    Properties:\n      A: 1\n' },

  // texts with references
  { title: 'a text with references is a Sub', edits: [set(['A', 'B'], [], new TextOf([new RefTo('K', 'Arn'), '/${x}/', new RefTo('AWS::Region', 'Ref')]))], before: 'A:\n  B: x\n', after: 'A:\n  B: !Sub ${K.Arn}/${!x}/${AWS::Region}\n' },
  { title: 'a text that says it already stays', edits: [set(['A', 'B'], [], new TextOf([new RefTo('K', 'Ref'), '/*']))], before: "A:\n  B: !Sub '${K}/*'\n", after: "A:\n  B: !Sub '${K}/*'\n" },

  // addEntry
  { title: 'a parameter stands behind the others', edits: [addEntry(['Resources', 'X'], ['Parameters'], 'Secret', { Type: 'String' }), set(['Resources', 'X', 'P'], [], new RefTo('+Secret', 'Ref'))], before: 'Parameters:\n  A:\n    Type: String\nResources:\n  X:\n    P: s\n', after: 'Parameters:\n  A:\n    Type: String\n  Secret:\n    Type: String\nResources:\n  X:\n    P: !Ref Secret\n' },
  { title: 'the section of parameters is made before the resources, the name is free', edits: [addEntry(['Resources', 'X'], ['Parameters'], 'X', { Type: 'String' }), set(['Resources', 'X', 'P'], [], new RefTo('+X', 'Ref'))], before: 'Description: d\n\nResources:\n  X:\n    P: s\n', after: 'Description: d\n\nParameters:\n  X2:\n    Type: String\n\nResources:\n  X:\n    P: !Ref X2\n' },
  { title: 'the section of parameters is made first where the resources are', edits: [addEntry(['Resources', 'X'], ['Parameters'], 'A', { Type: 'String' })], before: '# about\nResources:\n  X: {}\n', after: '# about\nParameters:\n  A:\n    Type: String\nResources:\n  X: {}\n' },
];

describe('writing YAML', () => {
  for (const { title, edits, before, after } of rows) {
    it(title, () => {
      assert.equal(written(before, 'yaml', edits), after);
    });
  }
});
