import type { CdkTemplate } from './cdk-template.ts';
import { at, entriesOf, textAt, type Json } from './json-value.ts';

type Values = ReadonlyMap<string, string>;

const most = 16;

/**
 * The values that the parameters of a stack's templates are deployed with, by template: `given` for the stack itself, and for a nested stack what each
 * resource that deploys it hands down, as far as that is written or a parameter of its own. `templates`: parents stand before what they deploy. `valueOf`: what a template holds.
 */
export function parameterSets(templates: readonly Pick<CdkTemplate, 'templateFile' | 'parents'>[], given: Values, valueOf: (file: string) => Json | undefined): ReadonlyMap<string, readonly Values[]> {
  const sets = new Map<string, readonly Values[]>();
  for (const { templateFile, parents } of templates) {
    const own = parents.flatMap(({ templateFile: parent, logicalId }) => (sets.get(parent) ?? []).map((values) => handedDown(valueOf(parent), logicalId, values)));
    sets.set(templateFile, parents.length === 0 ? [given] : distinct(own).slice(0, most));
  }
  return sets;
}

/** A map of texts, numbers and booleans as the values of parameters. */
export function valuesIn(value: Json | undefined): Values {
  return new Map(entriesOf(value).flatMap(([name, one]) => (isPlain(one) ? [[name, String(one)] as const] : [])));
}

function handedDown(parent: Json | undefined, logicalId: string, own: Values): Values {
  const written = at(parent, 'Resources', logicalId, 'Properties', 'Parameters');
  return new Map(
    entriesOf(written).flatMap(([name, value]) => {
      const named = textAt(value, 'Ref');
      const known = named === undefined ? value : (own.get(named) ?? at(parent, 'Parameters', named, 'Default'));
      return isPlain(known) ? [[name, String(known)] as const] : [];
    }),
  );
}

function distinct(sets: readonly Values[]): readonly Values[] {
  return [...new Map(sets.map((values) => [JSON.stringify([...values].sort()), values])).values()];
}

function isPlain(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
