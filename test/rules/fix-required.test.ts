import assert from 'node:assert/strict';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { applyEdits } from '../../server/src/core/text/edits.ts';
import type { Json } from '../../server/src/core/rule/render.ts';
import type { RuleRecord } from '../../server/src/core/rule/rule.ts';
import { checkText } from '../../server/src/project/check.ts';
import { writeEdits } from '../../server/src/syntax/write.ts';
import { rules } from '../../rules/index.ts';
import { textsOf } from './texts.ts';

type Spec = ReturnType<typeof loadAwsServiceSpecSync>;
interface Shape {
  readonly properties: Readonly<Record<string, { readonly type: SpecType; readonly required?: boolean }>>;
}
type SpecType = { readonly type: string; readonly element?: SpecType; readonly types?: readonly SpecType[]; readonly reference?: { readonly $ref: string } };
type JsonMap = { readonly [key: string]: Json };

const isMap = (value: Json | undefined): value is JsonMap => typeof value === 'object' && value !== null && !Array.isArray(value);

const parsed = (text: string): JsonMap => JSON.parse(text) as JsonMap;

/** A failing example in JSON, before its fix and after. */
function mendedOf(rule: RuleRecord): readonly (readonly [JsonMap, JsonMap])[] {
  return rule.examples.fail.flatMap((example) => {
    const text = textsOf(rule, example).find(({ syntax }) => syntax === 'JSON')?.text ?? '';
    const checked = checkText(text, 'example.json', { rules: rules.map((r) => ({ rule: r, severity: r.severity })), profile: rule.profile });
    assert(checked.kind === 'template');
    const fix = checked.report.findings.find((finding) => finding.rule === rule.id)?.fix;
    const written = fix ? writeEdits(fix.edits, checked.document) : { refused: 'no fix' };
    return 'refused' in written ? [] : [[parsed(text), parsed(applyEdits(text, written.edits))] as const];
  });
}

/** The definition of a type of the specification, through lists; undefined for scalars, and where there are several. */
function shapeOf(db: Spec, type: SpecType | undefined): Shape | undefined {
  if (type?.type === 'array') return shapeOf(db, type.element);
  return type?.type === 'ref' && type.reference ? db.get('typeDefinition', type.reference.$ref) : undefined;
}

/** What is missing in the maps that `before` has not. */
function missing(db: Spec, shape: Shape | undefined, before: Json | undefined, after: Json | undefined, path: string): readonly string[] {
  if (Array.isArray(after)) {
    const old: readonly Json[] = Array.isArray(before) ? before : [];
    return after.flatMap((item: Json, index) => missing(db, shape, old[index], item, path));
  }
  if (!isMap(after) || !shape || Object.keys(after).some((key) => key === 'Ref' || key.startsWith('Fn::'))) return [];
  const own = isMap(before) ? [] : Object.entries(shape.properties).flatMap(([name, { required }]) => (required && !(name in after) ? [`${path} without ${name}`] : []));
  return [...own, ...Object.entries(after).flatMap(([name, value]) => missing(db, shapeOf(db, shape.properties[name]?.type), isMap(before) ? before[name] : undefined, value, `${path}.${name}`))];
}

describe('what a fix makes', function () {
  this.timeout(60_000);

  it('has all that CloudFormation requires', () => {
    const db = loadAwsServiceSpecSync();
    let judged = 0;
    const wrong = rules
      .filter((rule) => rule.fix && rule.on.cfn.length > 0)
      .flatMap((rule) =>
        mendedOf(rule).flatMap(([before, after]) => {
          const resources = isMap(after.Resources) ? after.Resources : {};
          return Object.entries(resources).flatMap(([name, resource]) => {
            if (!isMap(resource) || !isMap(resource.Properties)) return [];
            const shape = db.lookup('resource', 'cloudFormationType', 'equals', resource.Type as string)[0] as unknown as Shape | undefined;
            const old = isMap(before.Resources) && isMap(before.Resources[name]) ? before.Resources[name].Properties : {};
            judged++;
            return missing(db, shape, old ?? {}, resource.Properties, '').map((what) => `${rule.id}: ${what}`);
          });
        }),
      );
    assert.deepEqual([...new Set(wrong)], []);
    assert(judged > 300, `only ${judged} resources were judged`);
  });
});
