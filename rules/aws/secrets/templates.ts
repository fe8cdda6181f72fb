import { credentialsIn } from '../../../server/src/core/rule/credentials.ts';
import { madeByMacro, noEchoParameter, parameterDefault, scene, unresolved } from '../../../server/src/core/rule/example.ts';
import { resource } from '../../../server/src/core/rule/property.ts';
import { rule, type RuleRecord } from '../../../server/src/core/rule/rule.ts';
import type { Evidence, Judgement, View } from '../../../server/src/core/rule/view.ts';
import type { Settled } from '../about-subject.ts';
import { itemsOf, valueAt, type Value } from '../document-text.ts';

const output = resource({ label: 'output', cfn: '@output', props: { value: { cfn: 'Value' } } });

/** What cfn-init reads: its metadata says with what credentials it fetches files. */
const machine = resource({
  label: 'resource',
  cfn: ['AWS::EC2::Instance', 'AWS::AutoScaling::AutoScalingGroup', 'AWS::AutoScaling::LaunchConfiguration', 'AWS::EC2::LaunchTemplate'],
  minimal: { cfn: { ImageId: 'ami-0123456789abcdef0' } },
  props: { logins: { cfn: '@Metadata.AWS::CloudFormation::Authentication' } },
});

const project = resource({
  label: 'CodeBuild project',
  cfn: 'AWS::CodeBuild::Project',
  tf: 'aws_codebuild_project',
  minimal: {
    cfn: {
      Artifacts: { Type: 'NO_ARTIFACTS' },
      Environment: { ComputeType: 'BUILD_GENERAL1_SMALL', Image: 'aws/codebuild/standard:7.0', Type: 'LINUX_CONTAINER' },
      ServiceRole: 'arn:aws:iam::111122223333:role/build',
      Source: { Type: 'GITHUB' },
    },
    tf: {
      name: 'build',
      service_role: 'arn:aws:iam::111122223333:role/build',
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: { compute_type: 'BUILD_GENERAL1_SMALL', image: 'aws/codebuild/standard:7.0', type: 'LINUX_CONTAINER' },
      source: { type: 'GITHUB' },
    },
  },
  props: {
    source: { cfn: 'Source', tf: 'source' },
    location: { cfn: 'Source.Location', tf: 'source.location' },
    others: { cfn: 'SecondarySources[]', tf: 'secondary_sources[]', items: { location: { cfn: 'Location', tf: 'location' } } },
  },
});

const secretKeys = ['password', 'secretKey', 'accessKeyId'];

/** The rules about secrets that a template shows beside its properties, or inside an address. */
export const templateSecretRules: readonly RuleRecord[] = [
  rule({
    id: 'secret-noecho-leak',
    since: '2026.12',
    on: output,
    severity: 'high',
    category: 'secrets',
    title: 'An output does not show a hidden parameter',
    message: 'Output {name} shows a parameter that NoEcho hides.',
    why: 'NoEcho hides the parameter, but everybody who may look at the stack reads its outputs.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html',
    require: (subject, view) => {
      const value = valueAt(view.settle(subject.properties), ['Value'], view);
      const hidden = hiddenIn(value, view);
      if (hidden) return failing([`it shows parameter ${hidden}`, value, 'Value']);
      // What a macro makes may be anything; what comes from a resource or another stack is no parameter of this one.
      return isMade(value) ? { verdict: 'unknown', evidence: [], reason: 'what it shows is not known' } : failing();
    },
    examples: {
      pass: [scene({ Url: [output, { value: 'https://shop.example.com' }] }), scene({ Url: [output, { value: unresolved }] })],
      fail: [scene({ Login: [output, { value: noEchoParameter }] })],
      unknown: [scene({ Url: [output, { value: madeByMacro }] })],
    },
  }),
  rule({
    id: 'secret-cfn-authentication',
    since: '2026.12',
    on: machine,
    severity: 'high',
    category: 'secrets',
    title: 'cfn-init fetches files with a role, not with a password',
    message: 'The metadata of {name} hold the credentials with which cfn-init fetches files.',
    why: 'Everybody who may read the template, and every process on the machine, has them; metadata are never hidden.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-authentication.html',
    aliases: ['W1', 'CFN_AUTHENTICATION_RULE'],
    require: (subject, view) => {
      const metadata = subject.attributes.get('Metadata');
      const logins = metadata ? valueAt(view.settle(metadata), ['AWS::CloudFormation::Authentication'], view) : undefined;
      if (logins?.kind === 'unknown') return { verdict: 'unknown', evidence: [], reason: logins.reason };
      if (logins?.kind !== 'map') return { verdict: 'pass', evidence: [] };
      const shown = [...logins.entries].flatMap(([name, of]) =>
        secretKeys.map((key) => ({ value: valueAt(view.settle(of), [key], view), path: `Metadata.AWS::CloudFormation::Authentication.${name}.${key}` })),
      );
      return failing(...shown.filter(({ value }) => isShown(value, view)).map(({ value, path }): Shown => ['it is written in clear text', value, path]));
    },
    examples: {
      pass: [{}, { logins: { files: { type: 'S3', roleName: 'files', buckets: ['files'] } } }],
      fail: [{ logins: { files: { type: 'basic', username: 'files', password: 'correct-horse', uris: ['https://files.example.com'] } } }, { logins: { files: { type: 'basic', password: parameterDefault('correct-horse') } } }],
      unknown: [{ logins: unresolved }],
    },
  }),
  rule({
    id: 'secret-codebuild-source-url',
    since: '2026.12',
    on: project,
    severity: 'high',
    category: 'secrets',
    title: 'The address of a CodeBuild source holds no credentials',
    message: 'The address of a source of CodeBuild project {name} holds credentials.',
    why: 'Everybody who may read the template or the project reads the source code, and changes it.',
    source: 'https://docs.aws.amazon.com/config/latest/developerguide/codebuild-project-source-repo-url-check.html',
    standards: {
      'aws-fsbp': ['CodeBuild.1'],
      'pci-dss-4': ['1.2.8', '1.3.1', '1.3.2', '1.4.2', '1.5.1', 'appendix.a1.1.3'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(3)(i)', '164.308(a)(4)(ii)(A)', '164.308(a)(4)(ii)(C)', '164.312(a)(1)'],
    },
    aliases: ['CODEBUILD_PROJECT_SOURCE_REPO_URL_CHECK'],
    require: (subject, view) => {
      const [main, others, key] = view.family === 'cfn' ? ['Source', 'SecondarySources', 'Location'] : ['source', 'secondary_sources', 'location'];
      const settings = view.settle(subject.properties);
      const first = valueAt(settings, [main], view);
      if (first.kind === 'unknown') return { verdict: 'unknown', evidence: [], reason: first.reason };
      const sources = [...itemsOf(first, view), ...itemsOf(valueAt(settings, [others], view), view)];
      const shown = sources.flatMap((source, i) => credentialsIn(valueAt(source, [key], view), view).map((found): Shown => [`it holds ${found.what}`, { at: found.at }, `${i === 0 ? main : others}[${i}].${key}`]));
      return failing(...shown);
    },
    examples: {
      pass: [{}, { location: 'https://github.com/shop/orders.git' }],
      fail: [{ location: 'https://builder:correct-horse@bitbucket.org/shop/orders.git' }, { others: [{ location: 'https://builder:correct-horse@bitbucket.org/shop/orders.git' }] }],
      unknown: [{ source: unresolved }],
    },
  }),
];

type Shown = readonly [detail: string, value: Pick<Settled, 'at'>, path: string];

/** Fails about each place; passes where there is none. */
function failing(...shown: readonly Shown[]): Judgement {
  const evidence = shown.map(([detail, { at }, path]): Evidence => ({ detail, at, missing: false, related: [], path, edits: [], sensitive: true }));
  return { verdict: evidence.length > 0 ? 'fail' : 'pass', evidence };
}

/** Written in clear text, or given by a parameter that does not hide it. */
function isShown(value: Settled, view: View): boolean {
  const variable = value.variable === undefined ? undefined : view.variable(value.variable);
  if (variable) return variable.preset !== undefined || !variable.noEcho;
  return value.kind === 'scalar' && value.value !== '' && !String(value.value).startsWith('{{resolve:');
}

/** Does a macro make it, or a function that we do not know? */
function isMade(value: Settled): boolean {
  return value.kind === 'unknown' && value.channel === 'other' && value.variable === undefined && !value.symbol?.startsWith('AWS::');
}

/** The hidden parameter that a value is made of, if there is one. */
function hiddenIn(value: Value, view: View): string | undefined {
  const settled = view.settle(value);
  const variable = settled.variable === undefined ? undefined : view.variable(settled.variable);
  if (variable?.noEcho) return variable.id;
  const parts: readonly Value[] = settled.kind === 'text' ? settled.parts.filter((part) => typeof part !== 'string') : settled.kind === 'list' ? settled.items : [];
  return parts.map((part) => hiddenIn(part, view)).find((id) => id !== undefined);
}
