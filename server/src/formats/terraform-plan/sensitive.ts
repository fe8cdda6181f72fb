import { isList, isRecord, itemsOf, own, ownAt, type Json } from './json.ts';
import type { EntryOrigin, ItemOrigin, LazyOrigin, NamedOrigin } from './lazy-origin.ts';
import { changeAt, type Instance } from './instance.ts';

/** A value that Terraform calls sensitive and that stands in the file in clear text. */
export interface Exposed {
  /** What it is called: `aws_db_instance.main.password`, `var.token`, `output.key`. Never the value. */
  readonly path: string;
  readonly at: EntryOrigin | ItemOrigin | NamedOrigin;
}

/** No more are listed; a plan may hold a hundred thousand. */
const maxListed = 1000;

/** The sensitive values that a plan or state shows: of variables, outputs and resources, before and after. */
export function exposedIn(data: Json, root: LazyOrigin, instances: readonly Instance[]): readonly Exposed[] {
  const found: Exposed[] = [];
  const declared = ownAt(data, 'configuration', 'root_module', 'variables');
  for (const [name, variable] of named(own(data, 'variables')))
    if (ownAt(declared, name, 'sensitive') === true && isSet(own(variable, 'value'))) found.push({ path: `var.${name}`, at: root.entry('variables').entry(name).entry('value') });
  for (const [name, change] of named(own(data, 'output_changes')))
    for (const side of ['before', 'after'])
      collect(own(change, side), own(change, `${side}_sensitive`), root.entry('output_changes').entry(name).entry(side), `output.${name}`, found);
  for (const path of [['values', 'outputs'], ['planned_values', 'outputs'], ['outputs']])
    for (const [name, output] of named(ownAt(data, ...path)))
      if (own(output, 'sensitive') === true) collect(own(output, 'value'), true, root.at(...path).entry(name).entry('value'), `output.${name}`, found);
  for (const instance of instances) {
    collect(instance.values, instance.sensitive, instance.valuesAt, instance.address, found);
    collect(instance.before, instance.beforeSensitive, changeAt(instance, 'before'), instance.address, found);
  }
  return found;
}

function collect(value: Json | undefined, sensitive: Json | undefined, at: EntryOrigin | ItemOrigin | NamedOrigin, path: string, found: Exposed[], depth = 0): void {
  if (!mayMark(sensitive) || found.length >= maxListed || depth > 60) return;
  if (sensitive === true) {
    if (isSet(value)) found.push({ path, at });
    return;
  }
  if (isList(value))
    value.forEach((item, i) => {
      const mark = isList(sensitive) ? sensitive[i] : own(sensitive, String(i));
      if (mayMark(mark)) collect(item, mark, at.item(i), `${path}[${i}]`, found, depth + 1);
    });
  else if (isRecord(value) && isRecord(sensitive))
    for (const key of Object.keys(sensitive)) {
      const mark = sensitive[key];
      if (mayMark(mark)) collect(own(value, key), mark, at.entry(key), `${path}.${key}`, found, depth + 1);
    }
}

/** Nearly every mark of a plan is `false` or an empty list: below these nothing is sensitive. */
const mayMark = (sensitive: Json | undefined): boolean => sensitive !== undefined && sensitive !== false && !(isList(sensitive) && sensitive.length === 0);

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== '' && !(isList(value) && itemsOf(value).length === 0) && !(isRecord(value) && Object.keys(value).length === 0);
}

const named = (of: Json | undefined): readonly (readonly [string, Json])[] => (isRecord(of) ? Object.entries(of) : []);
