import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Outcome } from '../../server/src/cli/outcome.ts';
import type { Reporter, Write } from '../../server/src/cli/reporter.ts';
import { githubReporter } from '../../server/src/cli/reporters/github.ts';
import { gitlabReporter } from '../../server/src/cli/reporters/gitlab.ts';
import { junitReporter } from '../../server/src/cli/reporters/junit.ts';
import { Tally } from '../../server/src/cli/tally.ts';
import { clean, only, runIn, twoRules, unencrypted } from './command.ts';

const undecided = `Parameters: {P: {Type: String}}\n${unencrypted.replace('StorageEncrypted: false', 'StorageEncrypted: !Ref P')}`;
const severities = only([], { rules: { 'rds-storage-encrypted': 'critical', 'rds-deletion-protection': 'high', 'rds-backup-retention': 'medium', 'sqs-queue-encrypted': 'low' } });
const four = `Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties: {StorageEncrypted: false, DeletionProtection: false, BackupRetentionPeriod: 0}
  Queue:
    Type: AWS::SQS::Queue
    Properties: {SqsManagedSseEnabled: false}
`;
const broken = `${unencrypted}  X: 3\n`;
const files = { 'a.yaml': unencrypted, 'clean.yaml': clean, 'broken.yaml': broken, 'u.yaml': undecided, 'notes.txt': 'no template', 'dataward.config.json': twoRules };

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#9;': '\t', '&#10;': '\n', '&#13;': '\r' };
const decoded = (text: string): string =>
  text.replace(/&[^;]*;/g, (entity) => {
    assert.ok(entity in entities, `no entity of XML: ${entity}`);
    return entities[entity] ?? '';
  });

/** Reads the XML that reports are made of, and throws at whatever XML 1.0 does not allow. */
function xmlOf(text: string): Element {
  assert.doesNotMatch(text, /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  assert.ok(text.startsWith(head));
  const top: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  const token = /<(\/?)([\w-]+)((?: [\w-]+="[^"<\n\t]*")*)(\/?)>|([^<>]+)/gy;
  token.lastIndex = head.length;
  for (let end = head.length; end < text.length; end = token.lastIndex) {
    const found = token.exec(text);
    assert.ok(found, `no XML at ${JSON.stringify(text.slice(end, end + 40))}`);
    const [, closes, name = '', attributes = '', isEmpty, content] = found;
    const last = open.at(-1) ?? top;
    if (content !== undefined) last.text += decoded(content);
    else if (closes) {
      assert.equal(open.pop()?.name, name);
    } else {
      const pairs = [...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, decoded(value)] as const);
      assert.equal(new Set(pairs.map(([key]) => key)).size, pairs.length);
      const element: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
      last.children.push(element);
      if (!isEmpty) open.push(element);
    }
  }
  assert.equal(open.length, 1);
  const [root, ...others] = top.children;
  assert.ok(root && others.length === 0);
  return root;
}

/** `suite: case result`. */
function casesOf(root: Element): readonly string[] {
  return root.children.flatMap((suite) => {
    const { name, tests, failures, errors, skipped } = suite.attributes;
    const cases = suite.children.filter((child) => child.name === 'testcase');
    const count = (kind: string): string => String(cases.filter(({ children: [result] }) => result?.name === kind).length);
    assert.deepEqual([tests, failures, errors, skipped], [String(cases.length), count('failure'), count('error'), count('skipped')]);
    for (const { attributes } of cases) assert.equal(attributes.classname, name);
    return cases.map(({ attributes, children: [result] }) => `${name}: ${attributes.name} ${result ? `${result.name} ${result.attributes.type}` : 'passed'}`);
  });
}

describe('the JUnit report', () => {
  const report = (args: readonly string[], of: Readonly<Record<string, string>> = files): Element => xmlOf(runIn(of, ['--format', 'junit', ...args]).stdout);

  it('has a suite for each file, with a case for each finding, for what could not be read, and for a file without any', () => {
    const root = report(['.', 'gone.yaml']);
    assert.deepEqual([root.name, root.attributes], ['testsuites', { name: 'dataward' }]);
    assert.deepEqual(casesOf(root), [
      'a.yaml: rds-storage-encrypted Db StorageEncrypted failure high',
      'a.yaml: rds-deletion-protection Db DeletionProtection failure medium',
      'broken.yaml: wrong-type error problem',
      'broken.yaml: rds-storage-encrypted Db StorageEncrypted failure high',
      'broken.yaml: rds-deletion-protection Db DeletionProtection failure medium',
      'clean.yaml: no findings passed',
      'u.yaml: rds-deletion-protection Db DeletionProtection failure medium',
      'gone.yaml: unreadable error problem',
    ]);
  });

  it('says all of a finding in the text, as GitLab shows nothing else', () => {
    const [, found] = report(['a.yaml']).children[0]?.children ?? [];
    const [failure] = found?.children ?? [];
    assert.equal(failure?.attributes.message, 'RDS instance Db can be deleted by one call.');
    assert.equal(failure.text, 'a.yaml:7:27 medium rds-deletion-protection RDS instance Db can be deleted by one call.\n`DeletionProtection` is `false`\nfix: Protect it from deletion');
  });

  it('skips what could not be decided, or fails it, as it is told to', () => {
    for (const [choice, expected] of [['report', 'skipped unknown'], ['fail', 'failure unknown']] as const)
      assert.deepEqual(casesOf(report(['u.yaml', '--unknown', choice])).filter((one) => one.includes('encrypted')), [`u.yaml: rds-storage-encrypted Db StorageEncrypted ${expected}`]);
  });

  it('has another name for each of two findings that are called the same', () => {
    const secret = { 'a.yaml': 'Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties: {MasterUserPassword: !If [C, aaaaaaaa, bbbbbbbb], StorageEncrypted: false}\nConditions: {C: !Equals [!Ref AWS::Region, x]}\n' };
    const names = casesOf(report(['--profile', 'all'], secret));
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.some((name) => name.includes('(2)')), names.join('\n'));
  });

  it('has names without lines', () => {
    assert.deepEqual(casesOf(report(['a.yaml'])), casesOf(report(['a.yaml'], { ...files, 'a.yaml': `# a line\n${unencrypted}` })));
  });
});

describe("GitLab's Code Quality report", () => {
  interface Entry {
    readonly description: string;
    readonly check_name: string;
    readonly fingerprint: string;
    readonly severity: string;
    readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
  }
  const report = (args: readonly string[], of: Readonly<Record<string, string>> = files): readonly Entry[] => {
    const { stdout } = runIn(of, ['--format', 'gitlab', ...args]);
    const entries = JSON.parse(stdout) as readonly Entry[];
    for (const entry of entries) {
      assert.deepEqual(Object.keys(entry), ['description', 'check_name', 'fingerprint', 'severity', 'location']);
      assert.match(entry.fingerprint, /^[0-9a-f]{32}$/);
      assert.ok(Number.isInteger(entry.location.lines.begin) && entry.location.lines.begin >= 1);
    }
    assert.equal(new Set(entries.map(({ fingerprint }) => fingerprint)).size, entries.length);
    return entries;
  };
  const heads = (entries: readonly Entry[]): readonly string[] => entries.map(({ check_name: check, severity, location: { path, lines } }) => `${path}:${lines.begin} ${severity} ${check}`);

  it('has an entry for each finding and for each problem, with all that GitLab asks for', () => {
    const entries = report(['.', 'gone.yaml']);
    assert.deepEqual(heads(entries), [
      'a.yaml:6 critical rds-storage-encrypted',
      'a.yaml:7 major rds-deletion-protection',
      'broken.yaml:8 blocker wrong-type',
      'broken.yaml:6 critical rds-storage-encrypted',
      'broken.yaml:7 major rds-deletion-protection',
      'u.yaml:8 major rds-deletion-protection',
      'gone.yaml:1 blocker unreadable',
    ]);
    assert.equal(entries[0]?.description, 'The storage of RDS instance Db is not encrypted. `StorageEncrypted` is `false`.');
  });

  it('has a severity of GitLab for each of ours, and for what could not be decided', () => {
    assert.deepEqual(heads(report([], { 'a.yaml': four, 'dataward.config.json': severities })), ['a.yaml:4 blocker rds-storage-encrypted', 'a.yaml:4 critical rds-deletion-protection', 'a.yaml:4 major rds-backup-retention', 'a.yaml:7 minor sqs-queue-encrypted']);
    assert.deepEqual(heads(report(['u.yaml', '--unknown', 'fail'])).filter((one) => one.includes('encrypted')), ['u.yaml:7 info rds-storage-encrypted']);
  });

  it('has fingerprints that stay when lines move, and differ from file to file', () => {
    const prints = (of: Readonly<Record<string, string>>): readonly string[] => report([], of).map(({ fingerprint }) => fingerprint);
    const before = prints({ 'a.yaml': unencrypted, 'dataward.config.json': twoRules });
    assert.deepEqual(prints({ 'a.yaml': `# a line\n\n${unencrypted}`, 'dataward.config.json': twoRules }), before);
    assert.equal(new Set([...before, ...prints({ 'b.yaml': unencrypted, 'dataward.config.json': twoRules })]).size, 2 * before.length);
  });

  it('is an empty list where there is nothing', () => {
    assert.deepEqual(report([], { 'a.yaml': clean }), []);
  });
});

describe('annotations for GitHub Actions', () => {
  const lines = (args: readonly string[], of: Readonly<Record<string, string>> = files): readonly string[] => runIn(of, ['--format', 'github', ...args]).stdout.split('\n');

  it('are one command for each finding and problem, and the summary', () => {
    const [first, second, problem, ...others] = lines(['a.yaml', 'broken.yaml', 'gone.yaml']);
    assert.equal(first, '::error file=a.yaml,line=6,endLine=6,col=25,endColumn=30,title=rds-storage-encrypted (high)::The storage of RDS instance Db is not encrypted. `StorageEncrypted` is `false`.');
    assert.match(second ?? '', /^::warning file=a\.yaml,line=7,.*title=rds-deletion-protection \(medium\)::/);
    assert.match(problem ?? '', /^::error file=broken\.yaml,line=8,.*title=wrong-type::/);
    assert.ok(others.includes('::error file=gone.yaml,title=unreadable::It could not be read: there is no such file or folder.'));
    assert.ok(others.some((line) => /^4 findings/.test(line)));
    assert.deepEqual(lines(['a.yaml', '--quiet']), [first, second, '']);
  });

  it('have a level for each severity, and for what could not be decided', () => {
    const levels = lines(['--quiet'], { 'a.yaml': four, 'dataward.config.json': severities }).map((line) => /^::\w+/.exec(line)?.[0]);
    assert.deepEqual(levels, ['::error', '::error', '::warning', '::notice', undefined]);
    assert.match(lines(['u.yaml', '--quiet', '--unknown', 'report']).find((line) => line.includes('encrypted')) ?? '', /^::notice .*title=rds-storage-encrypted \(unknown\)::/);
  });

  it('name no columns where a place spans lines', () => {
    const text = 'Resources:\n  T:\n    Type: AWS::SNS::TopicPolicy\n    Properties:\n      Topics: [x]\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal: "*"\n            Action: "*"\n            Resource: "*"\n';
    const multi = lines(['--profile', 'all', '--quiet'], { 'a.yaml': text }).filter((line) => /line=(\d+),endLine=(?!\1,)/.test(line));
    assert.ok(multi.length > 0);
    for (const line of multi) assert.doesNotMatch(line, /col=/);
  });
});

describe('reports for CI of anything whatever', () => {
  const texts = (make: (write: Write) => Reporter, outcomes: readonly Outcome[]): string => {
    let text = '';
    const reporter = make((more) => (text += more));
    reporter.start();
    for (const outcome of outcomes) reporter.outcome(outcome);
    reporter.end(new Tally('ignore').summary, 2);
    return text;
  };
  const anyText = fc.string({ unit: fc.oneof(fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }), fc.constantFrom('\0', '\u001b', '\r', '\n', '\t', '\ud800', '\uffff', '"', '<', '&', ']]>', '%', '%0A', ':', ',', '::')) });
  const anyOutcome = fc.tuple(anyText, anyText).map(([key, why]): Outcome => ({ kind: 'unreadable', name: { absolute: key, key, shown: key }, why }));

  it('are well-formed XML', () => {
    fc.assert(fc.property(fc.array(anyOutcome, { maxLength: 3 }), (outcomes) => assert.equal(xmlOf(texts((write) => junitReporter(write, { unknown: 'ignore' }), outcomes)).children.length, outcomes.length)));
  });

  it('are JSON with fingerprints that are all different', () => {
    fc.assert(
      fc.property(fc.array(anyOutcome, { maxLength: 4 }), (outcomes) => {
        const entries = JSON.parse(texts((write) => gitlabReporter(write, { unknown: 'ignore' }), [...outcomes, ...outcomes])) as readonly { readonly fingerprint: string }[];
        assert.equal(new Set(entries.map(({ fingerprint }) => fingerprint)).size, 2 * outcomes.length);
      }),
    );
  });

  it("are single commands that the runner reads back, and no others", () => {
    const unescaped = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');
    fc.assert(
      fc.property(anyOutcome, (outcome) => {
        const [line = '', ...rest] = texts((write) => githubReporter(write, { unknown: 'ignore', quiet: true }), [outcome]).split(/\r\n|[\r\n]/);
        assert.deepEqual(rest, ['']);
        const [, properties = '', message = ''] = /^::error (.*?)::(.*)$/su.exec(line) ?? [];
        const [file = '', title, ...others] = properties.split(',');
        assert.deepEqual([title, others], ['title=unreadable', []]);
        assert.equal(unescaped(file.slice('file='.length)), outcome.name.key);
        assert.doesNotMatch(message, /[\0-\u001f]/);
      }),
    );
  });
});
