import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Ajv from 'ajv';
import { constructProps } from '../../server/src/formats/cdk/construct-props.ts';
import { only, run } from '../cli/command.ts';
import { install } from './install.ts';
import { broken } from './places.ts';
import { synthesize, type Release, type SynthOptions } from './synth.ts';

/** Places of the app's findings: per construct and rule, in both of its stacks. `sessions`: where a property was assigned later. */
const placesWith = (sessions: string): Readonly<Record<string, string>> => ({
  'Database/Resource rds-storage-encrypted': 'lib/orders-stack.ts:24:25 exact',
  'Database/Resource rds-deletion-protection': 'lib/orders-stack.ts:19:5 approximate',
  'Incoming/Resource sqs-queue-encrypted': 'lib/orders-stack.ts:26:47 exact',
  'Carts/Resource dynamodb-pitr': 'lib/orders-stack.ts:27:5 approximate',
  'Sessions dynamodb-pitr': sessions,
  'History dynamodb-pitr': 'lib/orders-stack.ts:39:71 exact',
  'Archive/Bucket/Resource s3-bucket-tls-only': 'lib/archive.ts:8:5 approximate',
  'Reports/Incoming/Resource sqs-queue-encrypted': 'lib/reports-stack.ts:11:19 exact',
});

/** Without traces constructs are searched for; two queues have the same id, and neither is guessed. */
const searched: Readonly<Record<string, string>> = {
  'Database/Resource rds-storage-encrypted': 'lib/orders-stack.ts:19:5 approximate',
  'Database/Resource rds-deletion-protection': 'lib/orders-stack.ts:19:5 approximate',
  'Incoming/Resource sqs-queue-encrypted': 'nowhere',
  'Carts/Resource dynamodb-pitr': 'lib/orders-stack.ts:27:5 approximate',
  'Sessions dynamodb-pitr': 'lib/orders-stack.ts:30:22 approximate',
  'History dynamodb-pitr': 'lib/orders-stack.ts:36:5 approximate',
  'Archive/Bucket/Resource s3-bucket-tls-only': 'lib/archive.ts:8:5 approximate',
  'Reports/Incoming/Resource sqs-queue-encrypted': 'nowhere',
};

const made = placesWith('lib/orders-stack.ts:30:22 approximate');
const assigned = placesWith('lib/orders-stack.ts:35:14 exact');

/** An old release tells places only to `--debug`; a new one always, and to `--debug` those of properties too. */
const cases: readonly (readonly [Release, SynthOptions, Readonly<Record<string, string>>])[] = [
  ['old', { debug: true, asCommand: true }, made],
  ['old', { debug: false, asCommand: true }, searched],
  ['new', { debug: true, asCommand: true }, assigned],
  ['new', { debug: false, asCommand: false }, made],
];

describe('a CDK app, synthesised', function () {
  this.timeout(10 * 60_000);
  let notRun: string | undefined;

  before(async () => {
    notRun = await install(['old', 'new']);
    if (notRun !== undefined) process.stdout.write(`      not run: ${notRun}\n`);
  });

  for (const [release, options, expectedPlaces] of cases)
    it(`has each finding at its line of the app (${release} release, ${options.debug ? 'with' : 'without'} --debug, ${options.asCommand ? 'as the command' : 'as app.synth()'})`, () => {
      if (notRun !== undefined) return;
      const { project, remove } = synthesize(release, options);
      try {
        writeFileSync(join(project, 'dataward.config.json'), only(broken));
        const { code, stdout, stderr } = run(['check', project, '--root', project, '--format', 'json']);
        assert.deepEqual([code, stderr], [1, '']);
        const found = reportedPlaces(stdout);
        const expected = ['Orders', 'Production/Orders'].flatMap((stack) => Object.entries(expectedPlaces).map(([subject, place]) => `${stack}/${subject} | ${place}`));
        assert.deepEqual([...found].sort(), expected.sort());
      } finally {
        remove();
      }
    });

  it('is reported in the form that the library itself reads', () => {
    if (notRun !== undefined) return;
    const { project, remove } = synthesize('new', { debug: false, asCommand: false });
    try {
      const report = JSON.parse(run(['check', project, '--profile', 'all', '--format', 'cdk-validation']).stdout) as { readonly pluginReports: readonly { readonly violations: readonly { readonly ruleName: string; readonly violatingConstructs: readonly unknown[] }[] }[] };
      const schema = JSON.parse(readFileSync(join(__dirname, 'new/node_modules/@aws-cdk/cloud-assembly-schema/schema/validation-report.schema.json'), 'utf8')) as object;
      const validate = new Ajv({ strict: false }).compile(schema);
      assert(validate(report), JSON.stringify(validate.errors));
      const [first] = report.pluginReports.flatMap(({ violations }) => violations).filter(({ ruleName }) => ruleName === 'rds-storage-encrypted');
      const violating = (path: string, file: string, from: string): object => ({
        constructPath: `${path}/Database/Resource`,
        constructFqn: 'aws-cdk-lib.aws_rds.CfnDBInstance',
        libraryVersion: '2.276.0',
        cloudFormationResource: { templatePath: file, logicalId: 'DatabaseB269D8BB', propertyPaths: ['StorageEncrypted'] },
        stackTraces: [`...new DatabaseInstance2 in aws-cdk-lib...\nnew OrdersStack (${project}/lib/orders-stack.ts:19:5)\n<anonymous> (${project}/bin/shop.ts:${from})\n<anonymous> (${project}/bin/shop.ts:8:70)\n...node internals, tsx...`],
      });
      assert.deepEqual(first?.violatingConstructs, [violating('Orders', 'Orders.template.json', '5:1'), violating('Production/Orders', 'assembly-Production/ProductionOrdersA29DFA25.template.json', '8:1')]);
    } finally {
      remove();
    }
  });

  it('has the props and methods that advice names', () => {
    if (notRun !== undefined) return;
    const wrong: string[] = [];
    const library = new Library(join(__dirname, 'new/node_modules/aws-cdk-lib/.jsii.gz'));
    for (const [name, props] of Object.entries(constructProps))
      for (const prop of new Set(Object.values(props))) if (!library.has(`aws-cdk-lib.${name}`, prop)) wrong.push(`${name} ${prop}`);
    assert.deepEqual(wrong, []);
    assert(Object.values(constructProps).flatMap((props) => Object.values(props)).length >= 30);
    assert(!library.has('aws-cdk-lib.aws_s3.Bucket', 'encrypted') && !library.has('aws-cdk-lib.aws_s3.Bucket', 'deny()'));
  });
});

interface JsonReport {
  readonly files: readonly {
    readonly path: string;
    readonly findings?: readonly {
      readonly rule: string;
      readonly range: { readonly start: { readonly line: number; readonly column: number } };
      readonly source: { readonly precision: string; readonly made: readonly { readonly construct: string }[] };
    }[];
  }[];
}

/** A line per finding and construct: `construct rule | file:line:column precision`. */
function reportedPlaces(json: string): readonly string[] {
  return (JSON.parse(json) as JsonReport).files.flatMap(({ path, findings = [] }) =>
    findings.flatMap(({ rule, range: { start }, source: { precision, made } }) =>
      made.map(({ construct }) => `${construct} ${rule} | ${precision === 'unknown' ? 'nowhere' : `${path}:${start.line}:${start.column} ${precision}`}`),
    ),
  );
}

interface JsiiType {
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly initializer?: { readonly parameters?: readonly { readonly type?: { readonly fqn?: string } }[] };
  readonly properties?: readonly { readonly name: string; readonly docs?: { readonly deprecated?: string } }[];
  readonly methods?: readonly { readonly name: string; readonly docs?: { readonly deprecated?: string } }[];
}

/** The types of a library, by its jsii assembly. */
class Library {
  readonly #types: Readonly<Record<string, JsiiType>>;

  constructor(file: string) {
    assert(existsSync(file));
    this.#types = (JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as { readonly types: Readonly<Record<string, JsiiType>> }).types;
  }

  /** Is there a prop, or with parentheses a method, that is not deprecated? */
  has(name: string, prop: string): boolean {
    const of = prop.endsWith('()') ? this.#members(name, 'methods') : this.#members(this.#propsOf(name) ?? '', 'properties');
    return of.some((one) => one.name === prop.replace('()', '') && one.docs?.deprecated === undefined);
  }

  #propsOf(name: string): string | undefined {
    const type = this.#types[name];
    return type?.initializer?.parameters?.at(-1)?.type?.fqn ?? (type?.base === undefined ? undefined : this.#propsOf(type.base));
  }

  #members(name: string, kind: 'methods' | 'properties'): readonly { readonly name: string; readonly docs?: { readonly deprecated?: string } }[] {
    const type = this.#types[name];
    const above = [...(type?.interfaces ?? []), ...(type?.base === undefined ? [] : [type.base])];
    return [...(type?.[kind] ?? []), ...above.flatMap((one) => this.#members(one, kind))];
  }
}
