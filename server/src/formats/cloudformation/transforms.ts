import { type Cursor, scalarText } from './cursor.ts';
import type { Reading } from './reading.ts';

/** Transforms of AWS that leave what we judge as it is written, or whose work the reader does itself. */
const known = /^AWS::(LanguageExtensions|Serverless-2016-10-31|SecretsManager-\d{4}-\d{2}-\d{2}|CodeDeployBlueGreen)$/;

/**
 * Notes what the macros at the top of the template may bring. AWS::Include adds entries to sections; any other macro
 * may change everything.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-section-structure.html
 */
export function readTransforms(root: Cursor, reading: Reading): void {
  for (const name of transformsOf(root, reading)) {
    if (known.test(name)) {
      if (name.startsWith('AWS::Serverless-')) reading.generators.push('Serverless');
      continue;
    }
    Object.assign(reading.open, { resources: true, conditions: true, parameters: true, mappings: true });
    if (name !== 'AWS::Include') reading.open.maps = true;
  }
}

function transformsOf(root: Cursor, reading: Reading): readonly string[] {
  const names: string[] = [];
  for (const key of ['Transform', 'Fn::Transform']) {
    const section = reading.walk.get(root, key);
    if (!section) continue;
    for (const item of reading.walk.items(section) ?? [section]) {
      const named = item.node.kind === 'mapping' ? reading.walk.get(item, 'Name') : item;
      const name = named && scalarText(named);
      if (name === undefined) reading.problem('wrong-type', 'Transform takes the name of a macro or a list of names.', item);
      else names.push(name);
    }
  }
  return names;
}
