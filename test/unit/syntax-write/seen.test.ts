import assert from 'node:assert/strict';
import type { Edit } from '../../../server/src/core/model/edit.ts';
import { Seen } from '../../../server/src/syntax/seen.ts';
import type { SyntaxDocument } from '../../../server/src/syntax/tree.ts';
import { writeEdits } from '../../../server/src/syntax/write.ts';
import { parseYaml } from '../../../server/src/syntax/yaml/parse.ts';
import { addResource, remove, set } from './support.ts';

const text = `Resources:
  First:
    Type: A::B::C
    Properties: {On: "no"}
  Second:
    Type: A::B::C
    Properties:
      Names:
        - "one"
      Name: 'x'
      Name: y
`;

const properties = (id: string, ...path: readonly string[]): readonly string[] => ['Resources', id, 'Properties', ...path];

const asked: readonly Edit[] = [
  set(properties('First', 'On'), [], 'yes: no'),
  set(properties('Second'), ['List'], [{ K: '1' }]),
  set(properties('Second', 'Name'), [], 'z'),
  set(['Resources', 'Second'], ['Metadata', 'Tags'], ['a']),
  remove(properties('Second', 'Names')),
  addResource(['Resources', 'First'], 'A::B::D', 'Second', { Of: ['x'] }),
];

describe('what writers keep of a document', () => {
  it('changes no edit', () => {
    const document = parseYaml(text, 'f');
    assert(document.seen);
    const { seen: _, ...plain } = document;
    const written = (of: SyntaxDocument): unknown => asked.map((edit) => writeEdits([edit], of));
    // The second time everything is known already.
    assert.deepEqual([written(document), written(document)], [written(plain), written(plain)]);
  });

  it('is worked out once for each node and question', () => {
    const { root } = parseYaml(text, 'f');
    assert(root);
    const seen = new Seen();
    let asked = 0;
    const answers = ['a', 'b', 'a'].map((question) => seen.of(question, root, () => ++asked));
    assert.deepEqual(answers, [1, 2, 1]);
  });
});
