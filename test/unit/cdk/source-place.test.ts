import assert from 'node:assert/strict';
import type { PropTarget } from '../../../server/src/formats/cdk/advice.ts';
import type { CdkConstruct } from '../../../server/src/formats/cdk/construct.ts';
import { searchConstruct } from '../../../server/src/formats/cdk/construct-search.ts';
import { userFrames } from '../../../server/src/formats/cdk/frames.ts';
import { placeInSource, type PlaceQuestion } from '../../../server/src/formats/cdk/source-place.ts';

const bucket: PropTarget = { className: 'Bucket', path: 'S/B', steps: [['versioned']] };
const source = "new Stack(app);\nnew Bucket(this, 'B', {\n  versioned: false,\n});\n";

function construct(more: Partial<CdkConstruct>): CdkConstruct {
  return { path: 'S/B/Resource', classes: [{ path: 'S/B', fqn: 'aws-cdk-lib.aws_s3.Bucket' }], creation: [], assignments: [], ...more };
}

/** `file:line:column-line:column precision` (lines and columns from 1), then the chain; `nowhere`. */
function placed(files: Readonly<Record<string, string>>, traces: readonly (readonly string[])[], more: Partial<PlaceQuestion> = {}, also: Partial<CdkConstruct> = {}): string {
  const question = { property: 'VersioningConfiguration', target: bucket, project: '/home/me/shop', ...more };
  const answer = placeInSource(construct({ creation: traces, ...also }), question, (path) => (Object.hasOwn(files, path) ? (files[path] ?? null) : null));
  assert.equal(answer.kind, 'read');
  if (answer.kind !== 'read' || answer.value === undefined) return 'nowhere';
  const { file, from, to, precision, chain } = answer.value;
  const around = chain.map((one) => ` < ${one.file}:${one.from.line + 1}:${one.from.character + 1}`).join('');
  return `${file}:${from.line + 1}:${from.character + 1}-${to.line + 1}:${to.character + 1} ${precision}${around}`;
}

const app = '/home/me/shop/lib/app.ts';

describe('the place of a finding in a CDK app', () => {
  it('is the value in the call, where the call writes it', () => {
    assert.equal(placed({ [app]: source }, [[`new S (${app}:2:1)`]]), `${app}:3:14-3:19 exact`);
  });

  it('is the call, and approximate, where the property is not in it', () => {
    const missing = { ...bucket, steps: [['encryption']] };
    assert.equal(placed({ [app]: source }, [[`new S (${app}:2:1)`]], { target: missing }), `${app}:2:1-2:11 approximate`);
  });

  it('is the call where the call is of another class, or plainly says something else than the template', () => {
    assert.equal(placed({ [app]: source }, [[`new S (${app}:2:1)`]], { target: { ...bucket, className: 'Queue' } }), `${app}:2:1-2:11 approximate`);
    assert.equal(placed({ [app]: source }, [[`new S (${app}:2:1)`]], { value: true }), `${app}:2:1-2:11 approximate`);
  });

  it('is the statement that assigned the property later, the last one if there are several', () => {
    const files = { [app]: `${source}b.versioned = true;\nb.versioned = false;\n` };
    const assignments = [
      { property: 'VersioningConfiguration', frames: ['...new Bucket2 in aws-cdk-lib...', `new S (${app}:2:1)`] },
      { property: 'VersioningConfiguration', frames: ['...versioned in aws-cdk-lib...', `new S (${app}:5:3)`] },
      { property: 'VersioningConfiguration', frames: ['...versioned in aws-cdk-lib...', `new S (${app}:6:3)`] },
      { property: 'Tags', frames: [`new S (${app}:1:1)`] },
    ];
    assert.equal(placed(files, [[`new S (${app}:2:1)`]], {}, { assignments }), `${app}:6:3-6:12 exact`);
    assert.equal(placed(files, [[`new S (${app}:2:1)`]], {}, { assignments: assignments.slice(0, 1) }), `${app}:3:14-3:19 exact`);
  });

  it('passes over libraries, the runtime and the lines that are no frames, and keeps who called', () => {
    const trace = ['...new Bucket2 in aws-cdk-lib...', 'new Bucket2 (/home/me/shop/node_modules/aws-cdk-lib/aws-s3/lib/bucket.js:1:7)', `new S (${app}:2:1)`, `Object.<anonymous> (${app}:1:1)`, 'Module._compile (node:internal/modules/cjs/loader:1521:14)', '...node internals...'];
    assert.equal(placed({ [app]: source }, [trace]), `${app}:3:14-3:19 exact < ${app}:1:1`);
  });

  it('is that of the construct around it where its own trace has no frame of the user', () => {
    assert.equal(placed({ [app]: source }, [['...aws-cdk-lib...', '(no user code in 10 frames, use --stack-trace-limit to capture more)'], [`new S (${app}:2:1)`]]), `${app}:3:14-3:19 exact`);
  });

  it('is nowhere without a trace, outside of the project, in a file that is gone or past its end', () => {
    for (const trace of [[], ['<anonymous>'], ['new S (/elsewhere/other.ts:2:1)'], [`new S (/home/me/shop/lib/gone.ts:2:1)`], [`new S (${app}:99:1)`]]) assert.equal(placed({ [app]: source }, [trace]), 'nowhere', trace.join());
  });

  it('is found again where the app was synthesised on another machine, in the folder that most frames agree on', () => {
    const files = { [app]: source, '/home/me/shop/index.ts': '\n\n' };
    assert.equal(placed(files, [['new S (/builds/42/shop/lib/app.ts:2:1)']]), `${app}:3:14-3:19 exact`);
    assert.equal(placed(files, [['new S (D:\\a\\shop\\lib\\app.ts:2:1)']]), `${app}:3:14-3:19 exact`);
    assert.equal(placed(files, [['helper (/builds/42/common/index.ts:1:1)', 'new S (/builds/42/shop/lib/app.ts:2:1)']]), `${app}:3:14-3:19 exact`);
  });

  it('is looked up in the source map beside a compiled file', () => {
    const js = '/home/me/shop/lib/app.js';
    const map = JSON.stringify({ version: 3, sources: ['app.ts'], mappings: ';;AACA,CAAC' });
    assert.equal(placed({ [js]: '\n\nnew B\n', [`${js}.map`]: map, [app]: source }, [[`new S (${js}:3:1)`]]), `${app}:3:14-3:19 exact`);
    assert.equal(placed({ [js]: '\n\nnew B\n' }, [[`new S (${js}:3:1)`]]), `${js}:3:1-3:6 approximate`);
    assert.equal(placed({ [js]: '\n\nnew B\n', [`${js}.map`]: '{"mappings":"!!"}' }, [[`new S (${js}:3:1)`]]), `${js}:3:1-3:6 approximate`);
  });

  it('is the line of a Python or Java frame, which stand behind the line that says there is no user code', () => {
    const python = '/home/me/shop/shop/stack.py';
    const none = '(no user code in 10 frames, use --stack-trace-limit to capture more)';
    assert.equal(placed({ [python]: 'import x\n        s3.Bucket(self, "B")\n' }, [[none, `__init__ (${python}:2:9)`]]), `${python}:2:9-2:11 approximate`);
    const java = '/home/me/shop/src/main/java/com/me/ShopStack.java';
    assert.equal(placed({ [java]: 'package com.me;\n  Bucket.Builder.create(this, "B");\n' }, [[none, 'com.me.ShopStack.<init>(ShopStack.java:2)']]), `${java}:2:3-2:36 approximate`);
  });

  it('is wanted file by file where nothing was read yet', () => {
    const answer = placeInSource(construct({ creation: [[`new S (${app}:2:1)`]] }), { property: '', project: '/home/me/shop' }, () => undefined);
    assert.deepEqual(answer, { kind: 'wants', paths: [app] });
  });
});

describe('a frame of a trace', () => {
  it('is read in every form that V8, jsii and Windows write', () => {
    const cases = [
      ['new S (/p/a.ts:1:2)', 'new S|/p/a.ts|1|2'],
      ['at new S (/p/a.ts:1:2)', 'new S|/p/a.ts|1|2'],
      ['/p/a.ts:1:2', '|/p/a.ts|1|2'],
      ['Object.<anonymous> (C:\\p\\a.ts:10:20)', 'Object.<anonymous>|C:/p/a.ts|10|20'],
      ['<anonymous> (file:///p/a%20b.mts:3:4)', '<anonymous>|/p/a b.mts|3|4'],
      ['f (/p/(group)/a.ts:1:2)', 'f|/p/(group)/a.ts|1|2'],
      ['__init__ (/p/app.py:42)', '__init__|/p/app.py|42|0'],
      ['Array.map (<anonymous>)', undefined],
      ['async ModuleLoader.import (node:internal/modules/esm/loader:606:24)', undefined],
      ['x (/p/node_modules/y/a.js:1:1)', undefined],
      ['x (/usr/lib/python3/site-packages/jsii/_kernel.py:1:1)', undefined],
      ['...new Bucket2 in aws-cdk-lib...', undefined],
      ['', undefined],
    ] as const;
    for (const [line, expected] of cases) {
      const [frame] = userFrames([line]);
      assert.equal(frame && [frame.name, frame.file, frame.line, frame.column].join('|'), expected, line);
    }
  });
});

describe('a construct without a trace', () => {
  const search = (...texts: readonly string[]): string => {
    const found = searchConstruct(construct({}), texts.map((text, i) => ({ file: `${i}`, text })));
    return found === undefined ? 'nowhere' : `${found.file}:${found.from.line + 1}:${found.from.character + 1}-${found.to.character + 1} ${found.precision}`;
  };

  it('is searched for by its class and id, in every language', () => {
    assert.equal(search("\n  new s3.Bucket(this, 'B');"), '0:2:3-16 approximate');
    assert.equal(search('x', 's3.Bucket(self, "B", versioned=True)'), '1:1:1-10 approximate');
    assert.equal(search('Bucket.Builder.create(this, "B").build();'), '0:1:1-22 approximate');
    assert.equal(search("new Bucket(\n  scope,\n  `B`,\n)"), '0:1:1-11 approximate');
  });

  it('is nowhere where two places fit, or none', () => {
    assert.equal(search("new Bucket(this, 'B')", "new Bucket(this, 'B')"), 'nowhere');
    assert.equal(search("new Bucket(this, 'Bb'); new MyBucket(this, 'B'); new Queue(this, 'B')"), 'nowhere');
  });
});
