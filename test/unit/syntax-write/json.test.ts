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
  { title: 'a scalar is replaced', edits: [set(A, [], 'x"y')], before: '{"A" : false}', after: '{"A" : "x\\"y"}' },
  { title: 'NoValue is replaced as a whole', edits: [set(['A', 'Fn::If', 2], [], true)], before: '{"A": {"Fn::If": ["C", 1, {"Ref": "AWS::NoValue"}]}}', after: '{"A": {"Fn::If": ["C", 1, true]}}' },
  { title: 'the same value again changes nothing', edits: [set(A, [], new RefTo('K', 'Arn'))], before: '{"A": {"Fn::GetAtt": ["K", "Arn"]}}', after: '{"A": {"Fn::GetAtt": ["K", "Arn"]}}' },
  { title: 'a key is inserted before the first, on a line of its own', edits: [set(A, ['N'], { M: [1], L: {} })], before: '{\n  "A": {\n    "B": 1\n  }\n}\n', after: '{\n  "A": {\n    "N": {\n      "M": [\n        1\n      ],\n      "L": {}\n    },\n    "B": 1\n  }\n}\n' },
  { title: 'a map on one line stays on one line', edits: [set(A, ['N'], { M: [1, 2] })], before: '{\n  "A": { "B": 1, "C": 2 }\n}\n', after: '{\n  "A": { "N": { "M": [1, 2] }, "B": 1, "C": 2 }\n}\n' },
  { title: 'minified text stays minified', edits: [set(A, ['N'], { M: 1, O: [1, 2] })], before: '{"A":{"B":1}}', after: '{"A":{"N":{"M":1,"O":[1,2]},"B":1}}' },
  { title: 'tabs and blanks before colons are copied', edits: [set(A, ['N', 'M'], 1)], before: '{\n\t"A" : {\n\t\t"B" : 1\n\t}\n}', after: '{\n\t"A" : {\n\t\t"N" : {\n\t\t\t"M" : 1\n\t\t},\n\t\t"B" : 1\n\t}\n}' },
  { title: 'CRLF stays CRLF', edits: [set(A, ['N', 'M'], 1)], before: '{\r\n  "A": {\r\n    "B": 1\r\n  }\r\n}\r\n', after: '{\r\n  "A": {\r\n    "N": {\r\n      "M": 1\r\n    },\r\n    "B": 1\r\n  }\r\n}\r\n' },
  { title: 'edits below the same missing map make it once', edits: [set(A, ['N', 'X'], 1), set(A, ['N', 'Y'], 2)], before: '{"A": {"B": 1}}', after: '{"A": {"N": {"X": 1, "Y": 2}, "B": 1}}' },
  { title: 'an empty map is filled in the layout around', edits: [set(A, ['N'], 1)], before: '{\n    "A": {}\n}', after: '{\n    "A": {\n        "N": 1\n    }\n}' },
  { title: 'an empty document is filled', edits: [set([], ['N'], 1)], before: '{}\n', after: '{\n  "N": 1\n}\n' },
  { title: 'null is replaced by a map', edits: [set(A, ['N'], 1)], before: '{"A": null, "B": 1}', after: '{"A": {"N": 1}, "B": 1}' },
  { title: 'an item is appended on its own line', edits: [addItem(A, [], { k: 1 })], before: '{\n  "A": [\n    1\n  ]\n}', after: '{\n  "A": [\n    1,\n    {\n      "k": 1\n    }\n  ]\n}' },
  { title: 'an item is appended on the same line', edits: [addItem(A, [], 'x')], before: '{\n  "A": [1, 2]\n}', after: '{\n  "A": [1, 2, "x"]\n}' },
  { title: 'a list is made for an item', edits: [addItem(A, ['L'], 'x'), addItem(A, ['L'], 'y')], before: '{"A": {"B": 1}}', after: '{"A": {"L": ["x", "y"], "B": 1}}' },
  { title: 'an empty list is filled', edits: [addItem(A, [], 1)], before: '{"A": []}', after: '{"A": [1]}' },
  { title: 'an item is found by its key or made', edits: [set(A, ['Key=a', 'Value'], 2), set(A, ['Key=b', 'Value'], 3)], before: '{"A": [{"Key": "a", "Value": 1}]}', after: '{"A": [{"Key": "a", "Value": 2}, {"Key": "b", "Value": 3}]}' },
  { title: 'an entry goes with its comma', edits: [remove(['A', 'B'])], before: '{\n  "A": {\n    "B": 1,\n    "C": 2\n  }\n}', after: '{\n  "A": {\n    "C": 2\n  }\n}' },
  { title: 'the last entry takes the comma before it', edits: [remove(['A', 'C'])], before: '{\n  "A": {\n    "B": 1,\n    "C": 2\n  }\n}', after: '{\n  "A": {\n    "B": 1\n  }\n}' },
  { title: 'the only entry leaves an empty map', edits: [remove(['A', 'C'])], before: '{\n  "A": {\n    "C": 2\n  }\n}', after: '{\n  "A": {}\n}' },
  { title: 'items go from several places', edits: [remove(['A', 0]), remove(['A', 2]), remove(['A', 3])], before: '{"A": [1, 2, 3, 4]}', after: '{"A": [2]}' },
  { title: 'a branch of an If becomes NoValue', edits: [remove(['A', 'Fn::If', 1])], before: '{"A": {"Fn::If": ["C", 1, 2]}}', after: '{"A": {"Fn::If": ["C", {"Ref": "AWS::NoValue"}, 2]}}' },
  { title: 'a resource stands behind its neighbour', edits: [addResource(['R', 'X'], 'K', 'My-Key', { A: new RefTo('X', 'Ref') })], before: '{\n  "R": {\n    "X": {\n      "Type": "T"\n    },\n\n    "Z": {\n      "Type": "T"\n    }\n  }\n}', after: '{\n  "R": {\n    "X": {\n      "Type": "T"\n    },\n\n    "MyKey": {\n      "Type": "K",\n      "Properties": {\n        "A": {"Ref": "X"}\n      }\n    },\n\n    "Z": {\n      "Type": "T"\n    }\n  }\n}' },
  { title: 'a resource does not part a neighbour from its comment', edits: [addResource(['R', 'X'], 'K', 'Key', {})], before: '{"R": {\n  "X": {"Type": "T"} // X\n}}', after: '{"R": {\n  "Key": {\n    "Type": "K"\n  },\n  "X": {"Type": "T"} // X\n}}' },
  { title: 'a comment above the first key stays with it', edits: [set([], ['N'], 1)], before: '{\n  // about A\n  "A": 1 // a\n}', after: '{\n  "N": 1,\n  // about A\n  "A": 1 // a\n}' },
  { title: 'a text with references is a Sub', edits: [set(A, [], new TextOf([new RefTo('K', 'Arn'), '/*']))], before: '{"A": 1}', after: '{"A": {"Fn::Sub": "${K.Arn}/*"}}' },
  { title: 'a parameter and its section are made', edits: [addEntry(['Resources', 'X'], ['Parameters'], 'A', { Type: 'String' }), set(['Resources', 'X', 'P'], [], new RefTo('+A', 'Ref'))], before: '{"Resources": {"X": {"P": 1}}}', after: '{"Parameters": {"A": {"Type": "String"}}, "Resources": {"X": {"P": {"Ref": "A"}}}}' },
  { title: 'a variable of Terraform is named by its section', edits: [addEntry(['resource', 'X'], ['variable'], 'a b', {}), set(['resource', 'X', 'P'], [], new RefTo('+a b', ''))], before: '{"variable": {"a_b": {}}, "resource": {"X": {"P": 1}}}', after: '{"variable": {"a_b": {}, "a_b_2": {}}, "resource": {"X": {"P": "${var.a_b_2}"}}}' },
  { title: 'two data sources share the section that is made', edits: [addEntry(['resource', 'X'], ['data', 't'], 'd', {}), addEntry(['resource', 'X'], ['data', 'u'], 'd', {}), set(['resource', 'X', 'P'], [], new TextOf(['a-', new RefTo('+d', 'name')]))], before: '{"resource": {"X": {"P": 1}}}', after: '{"data": {"t": {"d": {}}, "u": {"d_2": {}}}, "resource": {"X": {"P": "a-${data.u.d_2.name}"}}}' },
];

describe('writing JSON', () => {
  for (const { title, edits, before, after } of rows) {
    it(title, () => {
      assert.equal(written(before, 'json', edits), after);
    });
  }
});
