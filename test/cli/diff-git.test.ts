import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderOf, run, type Ran } from './command.ts';

const table = (isProtected: boolean, name = 'Orders'): string => `Resources:
  ${name}:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: orders
      DeletionProtectionEnabled: ${isProtected}
`;

/** A git repository in a temporary folder. */
class Repository {
  readonly #folder = folderOf({});
  readonly path = this.#folder.path;

  constructor() {
    this.git('init', '--quiet', '--initial-branch=main');
    for (const [name, value] of [['user.name', 'a'], ['user.email', 'a@example.com'], ['commit.gpgsign', 'false'], ['core.autocrlf', 'false']] as const) this.git('config', name, value);
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.path, encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' } });
  }

  write(files: Readonly<Record<string, string>>): this {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      writeFileSync(join(this.path, name), text);
    }
    return this;
  }

  commit(): this {
    this.git('add', '-A');
    this.git('commit', '--quiet', '--allow-empty', '-m', 'a');
    return this;
  }

  diff(...args: readonly string[]): Ran & { readonly says: readonly string[] } {
    const ran = run(['diff', ...args, '--format', 'json', '--profile', 'strict'], { cwd: this.path });
    if (ran.stdout === '') return { ...ran, says: [] };
    const { templates } = JSON.parse(ran.stdout) as { readonly templates: readonly { readonly path: string; readonly was?: string; readonly state: string; readonly changes: readonly { readonly direction: string; readonly resource: string }[]; readonly dataStores: readonly { readonly fate: string; readonly resource: string }[] }[] };
    return { ...ran, says: templates.flatMap(({ path, was, state, changes, dataStores }) => [...changes.map(({ direction, resource }) => `${path} ${direction} ${resource}`), ...dataStores.map(({ fate, resource }) => `${path} ${fate} ${resource}`), ...(state === 'compared' ? [] : [`${path} ${state}`]), ...(was === undefined ? [] : [`${path} was ${was}`])]) };
  }

  remove(): void {
    this.#folder.remove();
  }
}

describe('dataward diff --base', function () {
  this.timeout(60_000);
  let repository: Repository;
  beforeEach(() => (repository = new Repository()));
  afterEach(() => repository.remove());

  it('compares what lies on disk with a commit, whatever of it is committed', () => {
    repository.write({ 'stacks/a.yaml': table(true), 'stacks/b.yaml': table(true), 'notes.txt': 'x' }).commit();
    assert.deepEqual(repository.diff('--base', 'HEAD').says, []);
    repository.write({ 'stacks/a.yaml': table(false) });
    const { says, code } = repository.diff('--base', 'HEAD');
    assert.deepEqual([says, code], [['stacks/a.yaml weaker Orders'], 1]);
    assert.deepEqual(repository.diff('--base', 'HEAD', 'stacks/b.yaml').says, []);
    assert.deepEqual(repository.diff('--base', 'HEAD', 'stacks').says, ['stacks/a.yaml weaker Orders']);
  });

  it('sees files that moved, came and went', () => {
    repository.write({ 'a.yaml': table(true), 'gone.yaml': table(true, 'Other') }).commit();
    renameSync(join(repository.path, 'a.yaml'), join(repository.path, 'moved.yaml'));
    rmSync(join(repository.path, 'gone.yaml'));
    repository.write({ 'came.yaml': 'Resources:\n  T:\n    Type: AWS::SNS::Topic\n' });
    assert.deepEqual(repository.diff('--base', 'HEAD').says, ['came.yaml added', 'gone.yaml removed']);
    assert.deepEqual(repository.diff('--base', 'HEAD', 'gone.yaml').says, ['gone.yaml removed']);
    repository.write({ 'moved.yaml': table(false) });
    assert.deepEqual(repository.diff('--base', 'HEAD').says, ['came.yaml added', 'moved.yaml weaker Orders', 'moved.yaml was a.yaml', 'gone.yaml removed']);
  });

  it('takes the commit where the branch left, not what came after on the other', () => {
    repository.write({ 'a.yaml': table(false), 'b.yaml': table(true) }).commit();
    repository.git('checkout', '--quiet', '-b', 'topic');
    repository.write({ 'b.yaml': table(false) }).commit();
    repository.git('checkout', '--quiet', 'main');
    repository.write({ 'a.yaml': table(true) }).commit();
    repository.git('checkout', '--quiet', 'topic');
    assert.deepEqual(repository.diff('--base', 'main').says, ['b.yaml weaker Orders']);
  });

  it('reads a folder of Terraform as a whole', () => {
    const variables = '{"variable":{"safe":{"default":true}}}';
    repository.write({ 'tf/variables.tf.json': variables, 'tf/main.tf.json': '{"resource":{"aws_dynamodb_table":{"orders":{"name":"o","deletion_protection_enabled":"${var.safe}"}}}}' }).commit();
    repository.write({ 'tf/variables.tf.json': variables.replace('true', 'false') });
    assert.deepEqual(repository.diff('--base', 'HEAD').says, ['tf weaker aws_dynamodb_table.orders']);
  });

  it('runs no hook, no filter and no monitor, and leaves the repository as it is', () => {
    const marker = join(repository.path, 'ran');
    repository.write({ 'a.yaml': table(true), '.gitattributes': '*.yaml filter=spy diff=spy\n' }).commit();
    const script = join(repository.path, 'spy.sh');
    writeFileSync(script, `#!/bin/sh\ntouch '${marker}'\ncat\n`);
    chmodSync(script, 0o755);
    for (const name of ['filter.spy.clean', 'filter.spy.smudge', 'diff.spy.textconv', 'diff.external', 'core.fsmonitor', 'core.pager', 'core.sshCommand']) repository.git('config', name, script);
    repository.write({ 'a.yaml': table(false) });
    const index = execFileSync('sha1sum', [join(repository.path, '.git', 'index')], { encoding: 'utf8' });
    assert.deepEqual(repository.diff('--base', 'HEAD').says, ['a.yaml weaker Orders']);
    assert.equal(existsSync(marker), false);
    assert.equal(execFileSync('sha1sum', [join(repository.path, '.git', 'index')], { encoding: 'utf8' }), index);
  });

  it('says what is wrong with the commit, the repository and the paths', () => {
    repository.write({ 'a.yaml': table(true) }).commit();
    for (const [base, message] of [['nowhere', /there is no commit `nowhere`/], ['--upload-pack=x', /there is no commit|option/], ['HEAD:a.yaml', /there is no commit/]] as const) {
      const { code, stderr, stdout } = repository.diff(`--base=${base}`);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, message);
    }
    const outside = repository.diff('--base', 'HEAD', '..');
    assert.deepEqual([outside.code, outside.stderr], [2, 'dataward: a path lies outside of the repository\n']);
    const folder = folderOf({ 'a.yaml': table(true) });
    try {
      const { code, stderr } = run(['diff', '--base', 'HEAD'], { cwd: folder.path, env: { GIT_CEILING_DIRECTORIES: dirname(folder.path) } });
      assert.equal(code, 2);
      assert.match(stderr, /^dataward: git rev-parse: .*not a git repository/);
      assert.match(run(['diff', '--base', 'HEAD'], { cwd: repository.path, env: { PATH: folder.path } }).stderr, /git is not there to ask/);
    } finally {
      folder.remove();
    }
  });
});
