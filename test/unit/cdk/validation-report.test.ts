import assert from 'node:assert/strict';
import { rules } from '../../../rules/index.ts';
import { fileName } from '../../../server/src/cli/file-name.ts';
import { cdkValidationReporter } from '../../../server/src/cli/reporters/cdk-validation.ts';
import { Tally } from '../../../server/src/cli/tally.ts';
import type { Finding } from '../../../server/src/core/engine/finding.ts';
import type { CdkConstruct } from '../../../server/src/formats/cdk/construct.ts';
import type { FindingSource } from '../../../server/src/project/finding-source.ts';
import { checkText } from '../../../server/src/project/check.ts';

interface Report {
  readonly pluginReports: readonly [{ readonly conclusion: string; readonly violations: readonly object[]; readonly suppressedViolations: readonly object[] }];
}

const queue = (metadata: object): object => ({ Type: 'AWS::SQS::Queue', Metadata: metadata, Properties: { SqsManagedSseEnabled: false } });

function report(resources: object, exitCode: number, construct?: CdkConstruct): Report['pluginReports'][0] {
  let text = '';
  const reporter = cdkValidationReporter((piece) => (text += piece), { version: '1.2.3', rules: rules.filter(({ id }) => id === 'sqs-queue-encrypted'), unknown: 'ignore' });
  reporter.start();
  for (const file of ['/app/cdk.out/a.template.json', '/app/cdk.out/b.template.json']) {
    const checked = checkText(JSON.stringify({ Resources: resources }), file, { rules: rules.filter(({ id }) => id === 'sqs-queue-encrypted').map((one) => ({ rule: one, severity: 'high' })), profile: 'default' });
    assert(checked.kind === 'template');
    const template = file.slice('/app/cdk.out/'.length);
    const sources = new Map(checked.report.findings.map((finding): [Finding, FindingSource] => [finding, { precision: 'unknown', advice: 'set it', made: [{ ...(construct ? { construct } : {}), template, logicalId: finding.subject, place: finding.place }] }]));
    reporter.outcome({ kind: 'template', name: fileName(file, '/app', '/app'), checked: construct ? { ...checked, sources } : checked, failOn: 'low', mended: [] });
  }
  reporter.end(new Tally('ignore').summary, exitCode);
  return (JSON.parse(text) as Report).pluginReports[0];
}

const rule = rules.find(({ id }) => id === 'sqs-queue-encrypted');
const metadata = { severity: 'high', verdict: 'fail', category: rule?.category, title: rule?.title, source: rule?.source };
const about = (file: string): object => ({ constructPath: 'A/Q/Resource', cloudFormationResource: { templatePath: `cdk.out/${file}.template.json`, logicalId: 'Q', propertyPaths: ['SqsManagedSseEnabled'] } });

describe("a report in CDK's form", () => {
  it('tells the construct by the Metadata of the template where no assembly is at hand, and joins what is the same', () => {
    const { conclusion, violations } = report({ Q: queue({ 'aws:cdk:path': 'A/Q/Resource' }) }, 1);
    const [first, ...others] = violations as readonly { readonly description: string; readonly suggestedFix?: string }[];
    assert.equal(conclusion, 'failure');
    assert.deepEqual(others, []);
    const { description, suggestedFix: _, ...rest } = first ?? { description: '' };
    assert.match(description, /\bQ\b.*`SqsManagedSseEnabled` is `false`\.$/);
    assert.deepEqual(rest, { ruleName: 'sqs-queue-encrypted', severity: 'error', ruleMetadata: metadata, violatingConstructs: [about('a'), about('b')] });
  });

  it('advises in the terms of the app, with the trace and the class of the construct', () => {
    const construct = {
      path: 'A/Q/Resource',
      classes: [{ path: 'A/Q/Resource', fqn: 'aws-cdk-lib.aws_sqs.CfnQueue', version: '2.0.0' }, { path: 'A/Q', fqn: 'aws-cdk-lib.aws_sqs.Queue', version: '2.0.0' }],
      creation: [['new S (/app/a.ts:1:2)', 'f (/app/b.ts:3:4)']],
      assignments: [],
    };
    const { violations } = report({ Q: queue({}) }, 1, construct);
    const [first] = violations as readonly { readonly suggestedFix: string; readonly violatingConstructs: readonly object[] }[];
    assert.equal(first?.suggestedFix, 'Set it');
    const violating = (templatePath: string): object => ({
      constructPath: 'A/Q/Resource',
      constructFqn: 'aws-cdk-lib.aws_sqs.CfnQueue',
      libraryVersion: '2.0.0',
      cloudFormationResource: { templatePath, logicalId: 'Q', propertyPaths: ['SqsManagedSseEnabled'] },
      stackTraces: ['new S (/app/a.ts:1:2)\nf (/app/b.ts:3:4)'],
    });
    assert.deepEqual(first.violatingConstructs, [violating('a.template.json'), violating('b.template.json')]);
  });

  it('keeps what is suppressed apart, as acknowledged and with its reason', () => {
    const { conclusion, violations, suppressedViolations } = report({ Q: queue({ dataward: { ignore: [{ rule: 'sqs-queue-encrypted', reason: 'public news' }] } }) }, 0);
    assert.equal(conclusion, 'success');
    const told = suppressedViolations.map((one) => ('acknowledgedId' in one && 'reason' in one ? `${String(one.acknowledgedId)}: ${String(one.reason)}` : ''));
    assert.deepEqual([violations, told], [[], ['Dataward::sqs-queue-encrypted: public news']]);
  });
});
