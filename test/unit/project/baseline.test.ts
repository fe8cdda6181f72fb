import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { rules } from '../../../rules/index.ts';
import type { Finding } from '../../../server/src/core/engine/finding.ts';
import { baselineText, entryOf, fileOfEntry, pathFrom, readBaseline, type BaselineEntry } from '../../../server/src/project/baseline.ts';
import { absoluteRange, checkText } from '../../../server/src/project/check.ts';
import { HoldBack } from '../../../server/src/project/hold-back.ts';

const file = '/p/ci/baseline.json';
const entry: BaselineEntry = { file: '../a.yaml', rule: 'rds-storage-encrypted', resource: 'Db', identity: '0123456789abcdef', ordinal: 0 };

const anEntry = fc.record(
  { file: fc.string({ minLength: 1 }), rule: fc.string({ minLength: 1 }), resource: fc.string(), identity: fc.string({ minLength: 1 }), ordinal: fc.nat(), verdict: fc.constant('unknown' as const) },
  { requiredKeys: ['file', 'rule', 'resource', 'identity', 'ordinal'], noNullPrototype: true },
);

describe('the text of a baseline', () => {
  it('is sorted, with one entry on each line', () => {
    const text = baselineText([{ ...entry, ordinal: 10 }, { ...entry, ordinal: 9, verdict: 'unknown' }, { ...entry, file: '../A.yaml' }]);
    assert.equal(
      text,
      `{
  "version": 1,
  "findings": [
    {"file":"../A.yaml","rule":"rds-storage-encrypted","resource":"Db","identity":"0123456789abcdef","ordinal":0},
    {"file":"../a.yaml","rule":"rds-storage-encrypted","resource":"Db","identity":"0123456789abcdef","ordinal":9,"verdict":"unknown"},
    {"file":"../a.yaml","rule":"rds-storage-encrypted","resource":"Db","identity":"0123456789abcdef","ordinal":10}
  ]
}
`,
    );
    assert.equal(baselineText([]), '{\n  "version": 1,\n  "findings": []\n}\n');
  });

  it('is read back as it was written, whatever the names, and does not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(anEntry), (entries) => {
        const text = baselineText(entries);
        const { baseline, problems } = readBaseline(text, file);
        assert.deepEqual(problems, []);
        assert.equal(baselineText(baseline.entries), text);
        assert.equal(baselineText([...entries, ...entries].reverse()), text);
      }),
    );
  });
});

const written = (entries: unknown, version: unknown = 1): string => JSON.stringify({ version, findings: entries });

const problemsOf = (text: string): readonly string[] => {
  const { problems, document, baseline } = readBaseline(text, file);
  if (problems.length > 0) assert.deepEqual(baseline.entries, []);
  return problems.map((problem) => {
    const { start, end } = absoluteRange(document, problem.at);
    return `${problem.code} at ${text.slice(start, end)}`;
  });
};

describe('reading a baseline', () => {
  for (const [text, expected] of [
    ['{', ['baseline-unreadable at ']],
    ['{"version": 1, "findings": [<<<<<<< HEAD\n]}', ['baseline-unreadable at <<<<<<<']],
    ['Resources: {}', ['baseline-unreadable at Resources']],
    ['{"Resources": {}}', ['baseline-shape at {"Resources": {}}']],
    ['[]', ['baseline-shape at []']],
    ['null', ['baseline-shape at null']],
    ['{"version": 2, "entries": []}', ['baseline-version at 2']],
    ['{"version": "1"}', ['baseline-version at "1"']],
    ['{"version": 1}', ['baseline-shape at {"version": 1}']],
    ['{"version": 1, "findings": {}}', ['baseline-shape at {}']],
    ['{"version": 1, "findings": [], "x": 0}', ['baseline-shape at 0']],
    [written([entry, 3]), ['baseline-entry at 3']],
    [written([{ ...entry, rule: '' }]), ['baseline-entry at ""']],
    [written([{ ...entry, ordinal: -1 }]), ['baseline-entry at -1']],
    [written([{ ...entry, ordinal: 0.5 }]), ['baseline-entry at 0.5']],
    [written([{ ...entry, verdict: 'fail' }]), ['baseline-entry at "fail"']],
    [written([{ ...entry, reason: 'soon' }]), ['baseline-entry at "soon"']],
    ['{"__proto__": {"version": 1, "findings": []}}', ['baseline-shape at {"__proto__": {"version": 1, "findings": []}}']],
    [`{"version": 1, "findings": [{"__proto__": ${JSON.stringify(entry)}}]}`, [`baseline-entry at {"__proto__": ${JSON.stringify(entry)}}`]],
    [written([entry, entry]), []],
    [`\uFEFF${written([{ ...entry, file: '__proto__', resource: 'constructor' }])}`, []],
  ] as const)
    it(`says of ${JSON.stringify(text)}: ${expected.join(', ') || 'nothing'}`, () => assert.deepEqual(problemsOf(text), expected));

  it('names the version of a newer one', () => {
    assert.match(readBaseline(written([], 7), file).problems[0]?.message ?? '', /newer Dataward.*version 7/);
  });
});

describe('the path of a file in a baseline', () => {
  for (const [folder, path, expected] of [
    ['/p', '/p/a.yaml', 'a.yaml'],
    ['/p/ci', '/p/stacks/a b.yaml', '../stacks/a b.yaml'],
    ['/', '/a.yaml', 'a.yaml'],
    ['/p', '/p2/a.yaml', '../p2/a.yaml'],
    ['c:/p', 'C:/p/a.yaml', 'a.yaml'],
    ['C:/p', 'D:/a.yaml', 'D:/a.yaml'],
  ] as const)
    it(`is ${expected} for ${path} from ${folder}`, () => {
      assert.equal(pathFrom(folder, path), expected);
      assert.equal(fileOfEntry({ ...entry, file: expected }, `${folder}/b.json`), path);
    });
});

const databases = (...names: readonly string[]): string => `Resources:\n${names.map((name) => `  ${name}: {Type: AWS::RDS::DBInstance, Properties: {StorageEncrypted: false}}\n`).join('')}`;
const undecided = `Parameters: {P: {Type: String}}\n${databases('Db').replace('false', '!Ref P')}`;

function found(text: string): readonly Finding[] {
  const checked = checkText(text, 'a.yaml', { rules: rules.flatMap((rule) => (rule.id === 'rds-storage-encrypted' ? [{ rule, severity: rule.severity }] : [])), profile: 'default' });
  assert.equal(checked.kind, 'template');
  return checked.kind === 'template' ? checked.report.findings : [];
}

const entries = (path: string, text: string): readonly BaselineEntry[] => found(text).map((finding) => entryOf(finding, path, file, undefined));
const names = (held: ReadonlySet<Finding>): readonly string[] => [...held].map(({ subject }) => subject);
const never = (): boolean => false;
const always = (): boolean => true;

describe('holding findings back', () => {
  const two = databases('Db', 'Other');

  it('is by file, identity and ordinal, wherever the lines moved', () => {
    const holder = new HoldBack({ file, entries: entries('/p/a.yaml', databases('Db')) });
    assert.deepEqual(names(holder.held({ files: [{ path: '/p/a.yaml', findings: found(`# moved\n\n${two}`) }] }, never)), ['Db']);
    assert.deepEqual(holder.unused, []);
  });

  it('holds nothing of another file while the first one is there: a copy of a template is new', () => {
    const holder = new HoldBack({ file, entries: entries('/p/a.yaml', two) });
    assert.deepEqual(names(holder.held({ files: [{ path: '/p/b.yaml', findings: found(two) }] }, never)), []);
    assert.equal(holder.unused.length, 2);
  });

  it('follows a file that was renamed', () => {
    const holder = new HoldBack({ file, entries: entries('/p/a.yaml', two) });
    assert.deepEqual(names(holder.held({ files: [{ path: '/p/stacks/a.yaml', findings: found(two) }] }, (path) => path === '/p/a.yaml')), ['Db', 'Other']);
    assert.deepEqual(holder.unused, []);
  });

  it('follows no file where two that are gone had the same', () => {
    const holder = new HoldBack({ file, entries: [...entries('/p/a.yaml', two), ...entries('/p/b.yaml', databases('Db'))] });
    assert.deepEqual(names(holder.held({ files: [{ path: '/p/c.yaml', findings: found(two) }] }, always)), ['Other']);
  });

  it('follows what moved between files that are judged together, and does not hold it twice', () => {
    const findings = found(two);
    const [db, other] = [findings.filter(({ subject }) => subject === 'Db'), findings.filter(({ subject }) => subject === 'Other')];
    const holder = new HoldBack({ file, entries: entries('/p/a.yaml', two) });
    assert.deepEqual(names(holder.held({ files: [{ path: '/p/b.yaml', findings: db }, { path: '/p/a.yaml', findings: other }] }, never)), ['Other', 'Db']);
    const again = new HoldBack({ file, entries: entries('/p/a.yaml', two) });
    assert.deepEqual(names(again.held({ files: [{ path: '/p/b.yaml', findings: found(two) }, { path: '/p/a.yaml', findings: other }] }, never)), ['Other', 'Db']);
    assert.equal(again.held({ files: [{ path: '/p/b.yaml', findings: found(two) }, { path: '/p/c.yaml', findings: found(two) }, { path: '/p/a.yaml', findings: [] }] }, never).size, 0);
  });

  it('knows of files that were judged and in which nothing is left', () => {
    const together = { files: [{ path: '/p/lib/b.ts', findings: found(two) }], covers: (path: string) => path.startsWith('/p/lib/') };
    assert.equal(new HoldBack({ file, entries: entries('/p/lib/a.ts', two) }).held(together, never).size, 2);
    assert.equal(new HoldBack({ file, entries: entries('/p/a.ts', two) }).held(together, never).size, 0);
  });

  it('lets what could not be decided before be reported once it fails, and not the other way round', () => {
    const [unknown] = found(undecided);
    assert.equal(unknown?.verdict, 'unknown');
    const files = (text: string): { readonly files: readonly { readonly path: string; readonly findings: readonly Finding[] }[] } => ({ files: [{ path: '/p/a.yaml', findings: found(text) }] });
    assert.deepEqual(names(new HoldBack({ file, entries: entries('/p/a.yaml', undecided) }).held(files(databases('Db')), always)), []);
    assert.deepEqual(names(new HoldBack({ file, entries: entries('/p/a.yaml', undecided) }).held(files(undecided), never)), ['Db']);
    assert.deepEqual(names(new HoldBack({ file, entries: entries('/p/a.yaml', databases('Db')) }).held(files(undecided), never)), ['Db']);
  });

  it('does not count what is suppressed: its entry is of no use', () => {
    const holder = new HoldBack({ file, entries: entries('/p/a.yaml', databases('Db')) });
    const suppressed = found(`# dataward-ignore-file rds-storage-encrypted: a lab\n${databases('Db')}`);
    assert.equal(holder.held({ files: [{ path: '/p/a.yaml', findings: suppressed }] }, never).size, 0);
    assert.equal(holder.unused.length, 1);
  });

  it('asks about the files that it hangs on', () => {
    const holder = new HoldBack({ file, entries: entries('/p/a.yaml', two) });
    assert.deepEqual(holder.asksAbout({ files: [{ path: '/p/b.yaml', findings: found(databases('Db')) }] }), ['/p/a.yaml']);
    assert.deepEqual(holder.asksAbout({ files: [{ path: '/p/a.yaml', findings: found(two) }] }), []);
  });
});
