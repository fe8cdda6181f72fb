import assert from 'node:assert/strict';

import { absolute, entry, nodeAtPath, resolveAlias } from '../../../server/src/syntax/walk.ts';
import { parseYaml } from '../../../server/src/syntax/yaml/parse.ts';

const text = `Shared: &s
  k: [1, {m: 2}]
Resources:
  A:
    Type: T
    Type: U
    Use: *s
    Lost: *none
`;
const document = parseYaml(text, 'f');

describe('walking a document', () => {
  it('takes the last of duplicate entries', () => {
    const found = nodeAtPath(document, ['Resources', 'A']);
    assert.ok(found?.node.kind === 'mapping');
    const type = entry(found.node, 'Type');
    assert.equal(type?.value.kind === 'scalar' && type.value.value, 'U');
    assert.equal(entry(found.node, 'type'), undefined);
  });

  it('finds a node by its path, through aliases, with its block, pair and parents', () => {
    const found = nodeAtPath(document, ['Resources', 'A', 'Use', 'k', 1, 'm']);
    assert.ok(found);
    const { start, end } = absolute(document, { block: found.block, range: found.node.range });
    assert.deepEqual([text.slice(start, end), found.block, found.pair?.name, found.parents.map((parent) => parent.step)], ['2', 'f#Shared', 'm', [undefined, 'Resources', 'A', 'Use', 'k', 1]]);
    assert.equal(nodeAtPath(document, ['Resources', 'A'])?.block, 'f#Resources/A');
    assert.equal(nodeAtPath(document, [])?.node, document.root);
  });

  it('finds nothing where the path leaves the tree', () => {
    for (const path of [['X'], ['Shared', 'k', 2], ['Shared', 'k', 'x'], ['Resources', 'A', 'Lost', 'x'], ['Resources', 'A', 'Type', 'x']]) assert.equal(nodeAtPath(document, path), undefined, path.join('/'));
    assert.equal(nodeAtPath(parseYaml('', 'f'), []), undefined);
  });

  it('resolves an alias to its target, and one without target to nothing', () => {
    const use = nodeAtPath(document, ['Resources', 'A', 'Use']);
    const lost = nodeAtPath(document, ['Resources', 'A', 'Lost']);
    assert.ok(use && lost);
    assert.equal(resolveAlias(use.node, use.block)?.block, 'f#Shared');
    assert.equal(resolveAlias(lost.node, lost.block), undefined);
  });
});
