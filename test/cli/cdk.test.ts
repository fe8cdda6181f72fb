import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { broken } from '../cdk/places.ts';
import { sharedDir } from '../shared.ts';
import { only, run, type Ran } from './command.ts';

const root = resolve(__dirname, '../..');

type Change = (at: (path: string) => string) => void;

/** Runs the command in a copy of the example app with its recorded output, after a change. */
function inApp(args: readonly string[], change: Change = () => undefined, release = 'new', rules = broken): Ran {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dataward-cdk-')));
  const at = (path: string): string => join(folder, path);
  try {
    cpSync(join(root, 'examples', 'cdk'), folder, { recursive: true, filter: (path) => !/[\\/](?:node_modules|cdk\.out)$/.test(path) });
    cpSync(join(root, 'test', 'fixtures', 'cdk', release, 'cdk.out'), at('cdk.out'), { recursive: true });
    mkdirSync(at('.git'));
    writeFileSync(at('dataward.config.json'), only(rules));
    change(at);
    return run(['check', ...args], { cwd: folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const put =
  (path: string, text: string): Change =>
  (at) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };

/** The lines `file:line:column severity rule …` of a report in one line per finding, without the message. */
const heads = ({ stdout }: Ran): readonly string[] => stdout.split('\n').flatMap((line) => /^(\S+:\d+:\d+ \S+ \S+)/.exec(line)?.[1] ?? []);

const placed = (sessions: string): readonly string[] => [
  'lib/orders-stack.ts:19:5 medium rds-deletion-protection',
  'lib/orders-stack.ts:24:25 high rds-storage-encrypted',
  'lib/orders-stack.ts:26:47 high sqs-queue-encrypted',
  'lib/orders-stack.ts:27:5 medium dynamodb-pitr',
  `lib/orders-stack.ts:${sessions} medium dynamodb-pitr`,
  'lib/orders-stack.ts:39:71 medium dynamodb-pitr',
  'lib/archive.ts:8:5 medium s3-bucket-tls-only',
  'lib/reports-stack.ts:11:19 high sqs-queue-encrypted',
];

describe('dataward check on a CDK app', function () {
  this.timeout(60_000);

  for (const [release, sessions] of [['old', '30:22'], ['new', '35:14']] as const)
    for (const path of ['.', 'cdk.json', 'cdk.out', 'cdk.out/manifest.json'])
      it(`puts findings at the app's own lines, though git ignores the output (${release} metadata, asked for ${path})`, () => {
        const ran = inApp([path, '--quiet'], undefined, release);
        assert.deepEqual([...heads(ran)].sort(), [...placed(sessions)].sort());
        assert.deepEqual([ran.code, ran.stderr], [1, '']);
      });

  it('leaves out what a comment on its line silences, and tells of one that covers nothing', () => {
    const change: Change = (at) => {
      const path = at('lib/orders-stack.ts');
      const text = readFileSync(path, 'utf8').replace('UNENCRYPTED });', 'UNENCRYPTED }); // dataward-ignore sqs-queue-encrypted: public news').replace('const vpc =', '/* dataward-ignore dynamodb-pitr */ const vpc =');
      writeFileSync(path, text);
      const now = new Date();
      utimesSync(at('cdk.out/manifest.json'), now, now);
    };
    const ran = inApp(['.', '--verbose'], change, 'new', ['sqs-queue-encrypted', 'dynamodb-pitr']);
    assert.deepEqual(heads(ran).filter((line) => / note |sqs/.test(line)), [
      'lib/orders-stack.ts:26:47 note sqs-queue-encrypted',
      'lib/orders-stack.ts:14:5 note unused-suppression',
      'lib/reports-stack.ts:11:19 high sqs-queue-encrypted',
    ]);
    assert.match(ran.stdout, /suppressed at lib\/orders-stack\.ts:26:79: public news\n/);
    assert.match(ran.stdout, / {2}1 suppressed\n/);
    // Of one template alone nobody can say what comments are of no use.
    assert.doesNotMatch(inApp(['cdk.out/Orders.template.json'], change, 'new', ['sqs-queue-encrypted', 'dynamodb-pitr']).stdout, /unused-suppression/);
  });

  it('judges one template that is asked for, and a stage', () => {
    assert.deepEqual(heads(inApp(['cdk.out/OrdersReports6871D998.nested.template.json', '--quiet'])), ['lib/reports-stack.ts:11:19 high sqs-queue-encrypted']);
    assert.deepEqual([...heads(inApp(['cdk.out/assembly-Production', '--quiet']))].sort(), [...placed('35:14')].sort());
  });

  it('shows a place as exact or approximate, the template, who called, and the advice in place of a fix', () => {
    const { stdout } = inApp(['.'], undefined, 'new', ['rds-storage-encrypted', 's3-bucket-tls-only']);
    assert.equal(
      stdout,
      `lib/orders-stack.ts:24:25 high rds-storage-encrypted The storage of RDS instance DatabaseB269D8BB is not encrypted.
  24 |       storageEncrypted: false,
     |                         ^^^^^
      = \`StorageEncrypted\` is \`false\`
      = see cdk.out/Orders.template.json:99:25 in the synthesised template
      = see bin/shop.ts:5:1 called from here
      = see bin/shop.ts:8:70 called from here
      = see cdk.out/assembly-Production/ProductionOrdersA29DFA25.template.json:99:25 the same of Production/Orders/Database/Resource
      = in the app: set \`storageEncrypted\` on the DatabaseInstance
      = Orders/Database/Resource: the place is exact

lib/archive.ts:8:5 medium s3-bucket-tls-only S3 bucket ArchiveBucket49F1AC64 does not refuse plain HTTP.
   8 |     new Bucket(this, 'Bucket', { versioned: false });
     |     ^^^^^^^^^^
      = no bucket policy in the template points at it
      = see cdk.out/Orders.template.json:186:3 in the synthesised template
      = see lib/orders-stack.ts:42:5 called from here
      = see bin/shop.ts:5:1 called from here
      = see bin/shop.ts:8:70 called from here
      = see cdk.out/assembly-Production/ProductionOrdersA29DFA25.template.json:186:3 the same of Production/Orders/Archive/Bucket/Resource
      = in the app: set \`enforceSSL\` on the Bucket
      = Orders/Archive/Bucket/Resource: the place is approximate, the line that makes it

2 findings (1 high, 1 medium) in 4 templates with 26 resources.
  22 resources of types that no rule is about
  3 files are not a template
`,
    );
  });

  it('says the same in JSON, SARIF and the form of CDK itself', () => {
    const args = (format: string): readonly string[] => ['.', '--format', format];
    const json = JSON.parse(inApp(args('json'), undefined, 'new', ['rds-storage-encrypted']).stdout) as { readonly files: readonly { readonly path: string; readonly findings: readonly Record<string, unknown>[] }[] };
    const [file] = json.files.filter(({ findings }) => findings.length > 0);
    assert.equal(file?.path, 'lib/orders-stack.ts');
    assert.deepEqual(file.findings[0]?.['source'], {
      precision: 'exact',
      advice: 'set `storageEncrypted` on the DatabaseInstance',
      made: [
        { construct: 'Orders/Database/Resource', template: 'Orders.template.json', resource: 'DatabaseB269D8BB' },
        { construct: 'Production/Orders/Database/Resource', template: 'assembly-Production/ProductionOrdersA29DFA25.template.json', resource: 'DatabaseB269D8BB' },
      ],
    });
    assert.equal('fix' in (file.findings[0] ?? {}), false);
    const sarif = JSON.parse(inApp(args('sarif'), undefined, 'new', ['rds-storage-encrypted']).stdout) as { readonly runs: readonly { readonly results: readonly SarifResult[] }[] };
    const [result] = sarif.runs.flatMap(({ results }) => results);
    assert(result);
    const at = ({ physicalLocation: { artifactLocation, region } }: SarifLocation): string => `${artifactLocation.uri}:${region.startLine}:${region.startColumn}`;
    assert.deepEqual(result.locations.map(at), ['lib/orders-stack.ts:24:25']);
    assert.deepEqual(result.relatedLocations.map(at), ['cdk.out/Orders.template.json:99:25', 'bin/shop.ts:5:1', 'bin/shop.ts:8:70', 'cdk.out/assembly-Production/ProductionOrdersA29DFA25.template.json:99:25']);
    assert.deepEqual(result.locations[0]?.logicalLocations.map(({ fullyQualifiedName }) => fullyQualifiedName), ['Orders/Database/Resource', 'Production/Orders/Database/Resource']);
    assert.match(result.message.text, /In the app: set `storageEncrypted` on the DatabaseInstance\. Orders\/Database\/Resource: the place is exact\.$/);
    assert.deepEqual(Object.values(result.partialFingerprints), [`${String(file.findings[0]?.['identity'])}:0`]);
    const cdk = inApp(args('cdk-validation'), undefined, 'new', ['rds-storage-encrypted']).stdout;
    assert.match(cdk, /"suggestedFix": "Set `storageEncrypted` on the DatabaseInstance"/);
    assert.equal(cdk.match(/"constructPath"/g)?.length, 2);
  });

  it('names the place of a suppression in the template', () => {
    const silenced: Change = (at) => {
      const file = at('cdk.out/Orders.template.json');
      const template = JSON.parse(readFileSync(file, 'utf8')) as { Resources: Record<string, object> };
      Object.assign(template.Resources['Incoming1ED1B7CF'] ?? {}, { Metadata: { dataward: { ignore: [{ rule: 'sqs-queue-encrypted', reason: 'public news' }] } } });
      writeFileSync(file, JSON.stringify(template, null, 1));
    };
    const { stdout } = inApp(['.', '--verbose'], silenced, 'new', ['sqs-queue-encrypted']);
    assert.match(stdout, /^lib\/orders-stack\.ts:26:47 note sqs-queue-encrypted[\s\S]*?= suppressed at cdk\.out\/Orders\.template\.json:\d+:\d+: public news$/m);
    assert.match(stdout, /^lib\/orders-stack\.ts:26:47 high sqs-queue-encrypted[\s\S]*?= Production\/Orders\/Incoming\/Resource: the place is exact$/m);
  });

  it('keeps the identity of a finding when its line moves', () => {
    const identities = (change?: Change): readonly string[] => [...inApp(['.', '--format', 'json'], change).stdout.matchAll(/"identity":"(\w+)"/g)].map((match) => match[1] ?? '');
    const moved = identities((at) => writeFileSync(at('lib/archive.ts'), `\n${readFileSync(at('lib/archive.ts'), 'utf8')}`));
    assert.deepEqual([...moved].sort(), [...identities()].sort());
    assert.equal(new Set(moved).size, 8);
  });

  it('says that the output is stale where a source is newer, and that a checkout resets times', () => {
    const { stdout } = inApp(['.'], (at) => utimesSync(at('lib/archive.ts'), new Date('2100-01-01T00:00:00Z'), new Date('2100-01-01T00:00:00Z')));
    assert.equal(stdout.match(/= stale since 2100-01-01T00:00:00Z, when lib\/archive\.ts changed: .*a checkout resets times too/g)?.length, 8);
    assert.doesNotMatch(inApp(['.']).stdout, /stale since/);
  });

  it('stands in the template, and says so, where no line is known', () => {
    const ran = inApp(['.'], (at) => rmSync(at('lib/archive.ts')), 'new', ['s3-bucket-tls-only']);
    assert.match(ran.stdout, /^lib\/orders-stack\.ts:42:5 medium/m);
    const none = inApp(['cdk.out'], (at) => ['lib', 'bin'].forEach((folder) => rmSync(at(folder), { recursive: true })), 'new', ['s3-bucket-tls-only']);
    assert.match(none.stdout, /^cdk\.out\/Orders\.template\.json:186:3 medium[\s\S]*set `enforceSSL` on the Bucket\n.*Archive\/Bucket\/Resource: its line in the app is not known, this is the template\n/m);
  });

  it('never writes into the output', () => {
    for (const change of [undefined, put('cdk.out/manifest.json', '{')]) assert.doesNotMatch(inApp(['.', '--fix'], change).stdout, /= fix:|fixed/);
    assert.match(inApp(['.', '--fix'], put('cdk.out/manifest.json', '{')).stdout, /no fix: This template is generated by a CDK app: mend it there\./);
  });

  it('leaves out what the configuration leaves out: a source, or the output', () => {
    const without = (exclude: string): Ran => inApp(['.', '--quiet'], put('dataward.config.json', only(broken, { exclude: [exclude] })));
    assert.deepEqual([...heads(without('lib/orders-stack.ts'))].sort(), placed('').filter((line) => !line.includes('orders-stack')).sort());
    assert.deepEqual([heads(without('cdk.out')), without('cdk.out').code], [[], 0]);
  });

  it('finds the output that cdk.json names, and says where there is none', () => {
    const moved = inApp(['.', '--quiet'], (at) => {
      cpSync(at('cdk.out'), at('build/synth'), { recursive: true });
      rmSync(at('cdk.out'), { recursive: true });
      writeFileSync(at('cdk.json'), '{"output": "build/synth"}');
    });
    assert.deepEqual([...heads(moved)].sort(), [...placed('35:14')].sort());
    const none = inApp(['.'], (at) => rmSync(at('cdk.out'), { recursive: true }));
    assert.match(none.stdout, /^cdk\.json:1:1 warning cdk-not-synthesised /m);
    assert.equal(none.code, 0);
    const outside = inApp(['.'], put('cdk.json', '{"app": "x", "output": "/etc"}'));
    assert.match(outside.stdout, /^cdk\.json:1:24 error cdk-path-outside /m);
    assert.equal(outside.code, 2);
  });

  it('passes over what an earlier synthesis left, unless it is asked for', () => {
    const left = put('cdk.out/Gone.template.json', '{"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"SqsManagedSseEnabled": false}}}}');
    assert.doesNotMatch(inApp(['.'], left).stdout, /Gone/);
    assert.deepEqual(heads(inApp(['cdk.out/Gone.template.json', '--quiet'], left)), ['cdk.out/Gone.template.json:1:88 high sqs-queue-encrypted']);
  });

  const stack = (templateFile: string): string => JSON.stringify({ version: '99.0.0', artifacts: { A: { type: 'aws:cloudformation:stack', properties: { templateFile } }, Orders: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Orders.template.json' } } } });

  for (const [what, change, told, count] of [
    ['a manifest that is cut off: its templates are judged by themselves', put('cdk.out/manifest.json', '{"version": "55.0.0", "artifacts": {'), /^cdk\.out\/manifest\.json:1:\d+ error cdk-file-unreadable /m, 16],
    ['a template that is cut off', put('cdk.out/Orders.template.json', '{"Resources": {"A": '), /^cdk\.out\/Orders\.template\.json:1:\d+ error /m, 8],
    ['a template outside', put('cdk.out/manifest.json', stack('../../etc/passwd')), /^cdk\.out\/manifest\.json:1:\d+ error cdk-path-outside /m, 7],
    ['a missing template', put('cdk.out/manifest.json', stack('gone.json')), /^cdk\.out\/manifest\.json:1:\d+ error cdk-file-missing /m, 7],
    ['a template behind a link that leads out', (at) => {
      put('cdk.out/manifest.json', stack('link.json'))(at);
      symlinkSync('/etc/hostname', at('cdk.out/link.json'));
    }, /error cdk-file-missing The template link\.json is missing, or cannot be read/m, 7],
    ['a link in a circle', (at) => {
      put('cdk.out/manifest.json', stack('round.json'))(at);
      symlinkSync('round.json', at('cdk.out/round.json'));
    }, /error cdk-file-missing The template round\.json/m, 7],
  ] as readonly (readonly [string, Change, RegExp, number])[])
    it(`tells with its place of ${what}, judges the rest, and exits with 2`, () => {
      const ran = inApp(['.', '--quiet'], change);
      assert.match(ran.stdout, told);
      assert.equal(heads(ran).filter((line) => !/ (?:error|warning) /.test(line)).length, count, ran.stdout);
      assert.equal(ran.code, 2);
      assert.doesNotMatch(ran.stderr, /internal error/);
    });
});

describe('dataward check on the CDK output of real projects', function () {
  this.timeout(120_000);

  it('reads all of it without a problem of ours', () => {
    if (sharedDir === undefined) {
      process.stdout.write('      not run: no ../shared\n');
      return;
    }
    const { stdout, stderr } = run(['check', join(sharedDir, 'corpus/real/solutions-constructs'), '--profile', 'all', '--fail-on', 'none', '--format', 'json']);
    const report = JSON.parse(stdout) as { readonly exitCode: number; readonly summary: Readonly<Record<string, number>>; readonly files: readonly { readonly problems?: readonly object[]; readonly findings?: readonly { readonly source?: object }[] }[] };
    assert.deepEqual([report.exitCode, stderr, report.files.flatMap(({ problems = [] }) => problems)], [0, '', []]);
    const findings = report.files.flatMap(({ findings: some = [] }) => some);
    assert(findings.length > 100 && (report.summary['templates'] ?? 0) >= 43 && findings.every(({ source }) => source !== undefined));
  });
});

interface SarifLocation {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: { readonly startLine: number; readonly startColumn: number } };
  readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
}
interface SarifResult {
  readonly message: { readonly text: string };
  readonly locations: readonly SarifLocation[];
  readonly relatedLocations: readonly SarifLocation[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}
