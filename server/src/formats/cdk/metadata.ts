import { at, entriesOf, itemsOf, textAt, textsOf, type Json } from './json-value.ts';

/** Where a property of a construct was assigned: its name in CloudFormation, and the frames, innermost first. */
export interface PropertyAssignment {
  readonly property: string;
  readonly frames: readonly string[];
}

/** What the metadata of an assembly says about one construct. */
export interface ConstructMetadata {
  readonly logicalId?: string;
  /** The template of a stack, relative to the assembly. */
  readonly templateFile?: string;
  /** The frames that made it, innermost first; of `aws:cdk:creationStack`, else the trace of its logical id. */
  readonly creation: readonly string[];
  readonly assignments: readonly PropertyAssignment[];
}

/**
 * Construct path (without the leading slash) to what its metadata says. What is not as expected is left out.
 * `inline` stands in the manifest (old), `apart` in a file of its own (new); both may be there.
 */
export function readMetadata(inline: Json | undefined, apart: Json | undefined): ReadonlyMap<string, ConstructMetadata> {
  const found = new Map<string, ConstructMetadata>();
  for (const [path, entries] of [...entriesOf(inline), ...entriesOf(apart)]) {
    const key = path.replace(/^\//, '');
    found.set(key, merged(found.get(key), constructOf(itemsOf(entries))));
  }
  return found;
}

function constructOf(entries: readonly Json[]): ConstructMetadata {
  const ofType = (type: string): readonly Json[] => entries.filter((entry) => textAt(entry, 'type') === type);
  const [id] = ofType('aws:cdk:logicalId');
  const [file] = ofType('aws:cdk:templateFile');
  const [created] = ofType('aws:cdk:creationStack');
  const logicalId = textAt(id, 'data');
  const templateFile = textAt(file, 'data');
  const creation = textsOf(at(created, 'data'));
  return {
    ...(logicalId === undefined ? {} : { logicalId }),
    ...(templateFile === undefined ? {} : { templateFile }),
    creation: creation.length > 0 ? creation : textsOf(at(id, 'trace')),
    assignments: ofType('aws:cdk:propertyAssignment').flatMap((entry) => {
      const property = textAt(entry, 'data', 'propertyName');
      return property === undefined ? [] : [{ property, frames: textsOf(at(entry, 'data', 'stackTrace')) }];
    }),
  };
}

function merged(first: ConstructMetadata | undefined, second: ConstructMetadata): ConstructMetadata {
  if (first === undefined) return second;
  return {
    ...first,
    ...second,
    creation: second.creation.length > 0 ? second.creation : first.creation,
    assignments: [...first.assignments, ...second.assignments],
  };
}
