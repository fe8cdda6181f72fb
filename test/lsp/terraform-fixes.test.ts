import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { CodeActionRequest, CodeActionResolveRequest, DocumentDiagnosticRequest } from 'vscode-languageserver/node';
import type { CodeAction, Diagnostic, FullDocumentDiagnosticReport } from 'vscode-languageserver/node';
import { rules } from '../../rules/index.ts';
import type { RuleRecord } from '../../server/src/core/rule/rule.ts';
import { checkModule } from '../../server/src/project/check-module.ts';
import { followUps } from '../rules/after-fix.ts';
import { terraformTextsOf } from '../rules/texts.ts';
import { edited, startClient, type TestClient } from './client.ts';

type Json = { readonly [key: string]: Json } | readonly Json[] | string | number | boolean | null;

/** What stands around an example, written as nobody would write it: none of it may change. */
const around = '"locals" : {"odd":[1,2 , 3],\t"text": "ü \\u00fc"},';
const withSurroundings = (text: string): string => text.replace('{', `{ ${around}`);

const isMade = (rule: RuleRecord): boolean => rule.fix !== undefined && rule.on.tf.length > 0 && !rule.on.tf.some((type) => type.startsWith('@'));

/** The failing examples of a rule in Terraform. */
function textsOf(rule: RuleRecord): readonly string[] {
  return rule.examples.fail.flatMap((example) => {
    const texts = terraformTextsOf(rule, example);
    return 'inexpressible' in texts ? [] : texts.map(({ text }) => withSurroundings(text));
  });
}

/** What the suite has seen. */
const counts = { applied: 0, companions: 0, refused: new Map<string, number>() };

/** Tries every fix that the editor offers for what a rule finds in an open text: what it gives parses, passes, and leaves the rest alone. */
async function tryFixes(rule: RuleRecord, uri: string, text: string, client: TestClient, address = ''): Promise<void> {
  const { connection } = client;
  const pull = async (): Promise<readonly Diagnostic[]> => ((await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } })) as FullDocumentDiagnosticReport).items;
  await client.open(uri, text, 'json');
  const found = await pull();
  const finding = found.find(({ code }) => code === rule.id);
  assert(finding, `${rule.id} is not found in\n${text}`);
  assert(JSON.stringify(finding.message).includes(address), JSON.stringify(finding.message));
  const actions = (await connection.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range: finding.range, context: { diagnostics: [finding], only: ['quickfix'] } })) as readonly CodeAction[];
  const fixes = actions.filter(({ title, diagnostics }) => diagnostics?.[0]?.code === rule.id && !/^(?:Suppress|Explain|Fix all) /.test(title));
  assert(fixes.length > 0, `no action of ${rule.id} in\n${text}`);
  let version = 1;
  const refused = fixes.flatMap(({ disabled }) => disabled?.reason ?? []);
  for (const reason of refused) counts.refused.set(reason, (counts.refused.get(reason) ?? 0) + 1);
  const edits: (readonly [string, string])[] = [];
  for (const fix of fixes) if (!fix.disabled) edits.push([fix.title, edited(text, (await connection.sendRequest(CodeActionResolveRequest.type, fix)).edit)]);
  for (const [title, mended] of edits) {
    const message = `${title}:\n${mended}`;
    assertRestKept(text, mended, message);
    await client.change(uri, ++version, mended);
    assertNothingLeft(rule, found, await pull(), message);
  }
  await client.close(uri);
}

function assertRestKept(text: string, mended: string, message: string): void {
  assert(mended.includes(around), message);
  const [before, after] = [namesOf(text), namesOf(mended)];
  counts.applied++;
  if (after.length > before.length) counts.companions++;
  assert.deepEqual(before.filter((name) => !after.includes(name)), [], message);
}

/** One finding of the rule less, and none more of any other but for those that a fix may bring to light. */
function assertNothingLeft({ id }: RuleRecord, found: readonly Diagnostic[], left: readonly Diagnostic[], message: string): void {
  const count = (of: readonly Diagnostic[], rule: unknown): number => of.filter(({ code }) => code === rule).length;
  assert(count(left, id) < count(found, id), `still found: ${message}`);
  const more = left.filter(({ code }) => count(left, code) > count(found, code) && followUps[String(code)] === undefined);
  assert.deepEqual(more.map(({ code }) => code), [], message);
}

/** Does the rule's fix add a resource? */
function addsResource(rule: RuleRecord): boolean {
  const options = { rules: [{ rule, severity: rule.severity }], profile: 'all' } as const;
  return textsOf(rule).slice(0, 1).some((text) => {
    const { report } = checkModule('', () => ({ texts: new Map([['main.tf.json', text]]), hasOthers: false }), options);
    return report.findings.some(({ fix }) => fix?.edits.some(({ op }) => op === 'addResource'));
  });
}

describe('a fix of Terraform configuration in the editor', function () {
  this.timeout(180_000);
  const made = rules.filter(isMade).filter((rule) => textsOf(rule).length > 0);
  let client: TestClient | undefined;
  afterEach(() => client?.dispose());
  after(() => {
    const refused = [...counts.refused.values()].reduce((sum, count) => sum + count, 0);
    console.log(`      ${counts.applied} fixes of ${made.length} rules applied, ${counts.companions} of them add resources; ${refused} refused, for ${counts.refused.size} reasons`);
  });

  it('gives a text that parses and passes, and leaves the rest alone, for every rule', async () => {
    client = await startClient({ rules, files: new Map(), settings: { profile: 'all' } });
    for (const rule of made) for (const [i, text] of textsOf(rule).entries()) await tryFixes(rule, `file:///elsewhere/${rule.id}/${i}/main.tf.json`, text, client);
    assert(counts.companions > 200);
  });

  it('adds its resources to the module that the subject is in, where another calls that', async () => {
    const adding = made.filter(addsResource);
    assert(adding.length > 50);
    const moduleOf = ({ id }: RuleRecord): string => `/project/${id}/m/main.tf.json`;
    const files = new Map(adding.flatMap((rule): [string, string][] => [[`/project/${rule.id}/main.tf.json`, '{"module": {"called": {"source": "./m"}}}'], [moduleOf(rule), textsOf(rule)[0] ?? '']]));
    client = await startClient({ rules, files, settings: { profile: 'all' } });
    // Until the modules of the workspace are known each is judged by itself.
    const any = 'file:///project/any/main.tf.json';
    await client.open(any, '{}', 'json');
    await client.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: any } });
    await client.hears(({ method }) => method === 'workspace/diagnostic/refresh');
    for (const rule of adding) await tryFixes(rule, `file://${moduleOf(rule)}`, textsOf(rule)[0] ?? '', client, 'module.called.');
  });
});

/** `aws_s3_bucket.b` of every resource of a configuration. */
function namesOf(text: string): readonly string[] {
  const { resource = {} } = JSON.parse(text) as { readonly resource?: Readonly<Record<string, Json>> };
  return Object.entries(resource).flatMap(([type, of]) => (Array.isArray(of) ? of : [of]).flatMap((one) => Object.keys(one as object).map((name) => `${type}.${name}`)));
}
