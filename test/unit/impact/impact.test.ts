import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ResourceImpact, fullDiff } from '@aws-cdk/cloudformation-diff';
import { describe, it } from 'mocha';
import { rules } from '../../../rules/index.ts';
import { renderCloudFormation, subjectOf } from '../../../server/src/core/rule/render.ts';
import type { RuleRecord } from '../../../server/src/core/rule/rule.ts';
import { checkModule } from '../../../server/src/project/check-module.ts';
import { checkText, type Checked } from '../../../server/src/project/check.ts';
import { exceptions } from '../../../server/src/impact/exceptions.ts';
import type { Impact } from '../../../server/src/impact/impact-kind.ts';
import { changesOf } from '../../../server/src/impact/fix-page.ts';
import { describeImpact, impactOf, worstImpact } from '../../../server/src/impact/impact.ts';
import { isSamType } from '../../../server/src/impact/sam.ts';
import { sharedDir } from '../../shared.ts';
import { impactOfFix } from '../../../server/src/impact/safety.ts';

const root = join(__dirname, '../../..');

describe('the impact of a change', () => {
  for (const [type, path, expected] of [
    ['AWS::RDS::DBInstance', 'StorageEncrypted', 'replaces'],
    ['AWS::RDS::DBInstance', 'DeletionProtection', 'in-place'],
    ['AWS::RDS::DBInstance', 'StorageType', 'may-replace'],
    ['AWS::RDS::DBInstance', 'BackupRetentionPeriod', 'interrupts'],
    ['AWS::EFS::FileSystem', 'Encrypted', 'replaces'],
    ['AWS::S3::Bucket', 'BucketEncryption.ServerSideEncryptionConfiguration[0]', 'in-place'],
    ['AWS::EC2::Volume', 'Encrypted', 'not-supported'],
    ['AWS::EC2::Volume', 'AutoEnableIO', 'in-place'],
    ['AWS::KMS::Key', 'EnableKeyRotation', 'in-place'],
    ['AWS::Redshift::Cluster', 'Encrypted', 'interrupts'],
    ['AWS::RDS::DBInstance', 'CACertificateIdentifier', 'interrupts'],
    ['AWS::RDS::DBInstance', 'MultiAZ', 'interrupts'],
    ['AWS::DynamoDB::Table', 'SSESpecification.KMSMasterKeyId', 'interrupts'],
    ['AWS::Serverless::Function', 'KmsKeyArn', 'in-place'],
    ['AWS::Serverless::Function', 'Policies', 'unknown'],
    ['AWS::Serverless::Api', 'MethodSettings[].CacheDataEncrypted', 'in-place'],
    ['AWS::Serverless::Api', 'Domain.SecurityPolicy', 'may-replace'],
    ['AWS::Serverless::Api', 'Domain', 'unknown'],
    ['AWS::Serverless::SimpleTable', 'SSESpecification.SSEEnabled', 'interrupts'],
    ['AWS::Serverless::SimpleTable', 'TableName', 'replaces'],
    ['AWS::Serverless::SimpleTable', 'PrimaryKey', 'unknown'],
    ['Custom::Thing', 'Encrypted', 'unknown'],
    ['constructor', 'name', 'unknown'],
    ['__proto__', 'x', 'unknown'],
  ] as const) {
    it(`on ${path} of ${type} is ${expected}`, () => assert.equal(impactOf(type, path), expected));
  }

  it('is what @aws-cdk/cloudformation-diff says, for each property that a fix sets, save where AWS says otherwise', () => {
    const said: Readonly<Partial<Record<ResourceImpact, Impact>>> = {
      [ResourceImpact.WILL_UPDATE]: 'in-place',
      [ResourceImpact.WILL_REPLACE]: 'replaces',
      [ResourceImpact.MAY_REPLACE]: 'may-replace',
    };
    const compared = new Set<string>();
    for (const rule of rules) {
      for (const { type, path, impact: ours } of changesOf(rule)) {
        const [property = ''] = path.split(/[.[]/);
        if (property.startsWith('@') || !type.startsWith('AWS::') || type.startsWith('AWS::Serverless::')) continue;
        if (exceptions.some((one) => one.type === type && one.properties.includes(property))) continue;
        const template = (value: string): object => ({ Resources: { A: { Type: type, Properties: { [property]: value } } } });
        const impact = fullDiff(template('a'), template('b')).resources.get('A').changeImpact;
        // A property of a list's items is named from the item down: no property of the type.
        if (impact === ResourceImpact.NO_CHANGE) continue;
        assert.equal(ours, said[impact] ?? 'unknown', `${type} ${property}`);
        compared.add(`${type} ${property}`);
      }
    }
    console.log(`      ${compared.size} properties compared with @aws-cdk/cloudformation-diff`);
    assert.ok(compared.size >= 60);
  });

  it('is that the update is not supported wherever the catalogue of checks says so', () => {
    if (sharedDir === undefined) {
      console.log('not run: no ../shared');
      return;
    }
    const checks = JSON.parse(readFileSync(join(sharedDir, 'reference/catalogue.json'), 'utf8')) as readonly { readonly fix: { readonly update_not_supported?: readonly string[] } }[];
    const named = new Set(checks.flatMap(({ fix }) => fix.update_not_supported ?? []));
    assert.ok(named.size > 5);
    for (const one of named) {
      const [type = '', property = ''] = one.split('.');
      assert.equal(impactOf(type, property), 'not-supported', one);
    }
  });

  it('comes from a table that is up to date', () => {
    execFileSync(process.execPath, [join(root, 'scripts/generate-impact.mjs'), '--check']);
  });

  it('of several is the worst', () => {
    assert.equal(worstImpact([]), 'none');
    assert.equal(worstImpact(['in-place', 'none']), 'in-place');
    assert.equal(worstImpact(['in-place', 'unknown', 'interrupts']), 'unknown');
    assert.equal(worstImpact(['may-replace', 'replaces', 'not-supported']), 'replaces');
  });

  it('has words that name the thing', () => {
    assert.equal(describeImpact('replaces', 'AWS::RDS::DBInstance'), '(replaces the database)');
    assert.equal(describeImpact('not-supported', 'AWS::EC2::Volume'), '(an existing volume cannot be updated so)');
    assert.equal(describeImpact('unknown', 'Custom::Thing'), '(effect on an existing resource not known)');
    assert.equal(describeImpact('in-place', 'AWS::S3::Bucket'), '');
  });
});

describe('the impact of a fix', () => {
  const fixes = (text: string): readonly string[] => {
    const checked = checkText(text, 'a.yaml', { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'default' });
    assert.equal(checked.kind, 'template');
    if (checked.kind !== 'template') return [];
    const wanted = ['rds-storage-encrypted', 'rds-deletion-protection'];
    return checked.report.findings
      .filter((finding) => wanted.includes(finding.rule) && finding.fix)
      .map((finding) => {
        const fix = impactOfFix(finding, checked.template);
        return `${finding.rule} ${fix?.impact ?? '-'} ${fix?.safe === true ? 'safe' : 'unsafe'}`;
      })
      .sort();
  };
  const expected = ['rds-deletion-protection in-place safe', 'rds-storage-encrypted replaces unsafe'];
  const db = (properties: string): string => `Conditions:\n  C: !Equals [!Ref AWS::Region, x]\nResources:\n  Db:\n    Type: AWS::RDS::DBInstance\n${properties}`;

  for (const [title, text] of [
    ['set values', db('    Properties: {StorageEncrypted: false, DeletionProtection: false}\n')],
    ['missing values', db('    Properties: {Engine: mysql}\n')],
    ['no properties at all', db('    Description: x\n')],
    ['a branch of Fn::If', db('    Properties:\n      StorageEncrypted: !If [C, false, true]\n      DeletionProtection: {"Fn::If": [C, false, true]}\n')],
    ['properties inside of Fn::If', db('    Properties: !If [C, {StorageEncrypted: false, DeletionProtection: false}, {StorageEncrypted: true, DeletionProtection: true}]\n')],
    ['properties inside of the long Fn::If', db('    Properties: {"Fn::If": [C, {StorageEncrypted: false, DeletionProtection: false}, {StorageEncrypted: true, DeletionProtection: true}]}\n')],
  ] as const) {
    it(`is found by the resource and property it touches: ${title}`, () => {
      const found = fixes(text);
      for (const line of expected) assert.ok(found.includes(line), JSON.stringify(found));
    });
  }

  for (const [endpoint, impact, title] of [
    ['', 'in-place', 'Ask for TLS 1.2'],
    ['EndpointConfiguration: EDGE, ', 'in-place', 'Ask for TLS 1.2'],
    ['EndpointConfiguration: PRIVATE, ', 'replaces', 'Ask for TLS 1.2 (replaces the domain name)'],
    ['EndpointConfiguration: !Ref P, ', 'may-replace', 'Ask for TLS 1.2 (may replace the domain name)'],
  ] as const)
    it(`on the domain name that SAM makes of ${JSON.stringify(endpoint)} is ${impact}`, () => {
      const text = `Transform: AWS::Serverless-2016-10-31\nParameters: {P: {Type: String}}\nResources:\n  A:\n    Type: AWS::Serverless::Api\n    Properties: {StageName: live, Domain: {DomainName: a.example.com, ${endpoint}SecurityPolicy: TLS_1_0}}\n`;
      const checked = checkText(text, 'a.yaml', { rules: rules.filter(({ id }) => id === 'apigateway-sam-domain-tls').map((rule) => ({ rule, severity: rule.severity })), profile: 'default' });
      assert(checked.kind === 'template');
      const [fix] = checked.report.findings.map((finding) => impactOfFix(finding, checked.template));
      assert.deepEqual([fix?.impact, fix?.title], [impact, title]);
    });

  const samTypes = (rule: RuleRecord): readonly string[] => rule.on.cfn.filter(isSamType);

  it('on what SAM makes is known, for each fix of each rule about a type of SAM', () => {
    const known = rules.filter((rule) => samTypes(rule).length > 0).flatMap((rule) => samTypes(rule).flatMap((type) => changesOf(rule).filter((change) => change.type === type)));
    assert.ok(known.length >= 5);
    for (const { type, path, impact } of known) assert.notEqual(impact, 'unknown', `${type} ${path}`);
  });

  it('on what SAM makes is known wherever a template of SAM writes the property: in the resource, and in Globals', () => {
    let seen = 0;
    for (const rule of rules.filter(({ fix }) => fix !== undefined))
      for (const type of samTypes(rule))
        for (const example of rule.examples.fail) {
          const { Resources } = renderCloudFormation(rule, example) as { readonly Resources: Record<string, { Properties: object }> };
          const subject = subjectOf(example);
          const properties = Resources[subject]?.Properties ?? {};
          const short = type.replace('AWS::Serverless::', '');
          for (const [where, globals, own] of [['resource', {}, properties], ['Globals', { [short]: properties }, {}]] as const) {
            const template = { Transform: 'AWS::Serverless-2016-10-31', Globals: globals, Resources: { ...Resources, [subject]: { Type: type, Properties: own } } };
            const checked = checkText(JSON.stringify(template), 'a.json', { rules: [{ rule, severity: rule.severity }], profile: 'all' });
            assert(checked.kind === 'template');
            for (const finding of checked.report.findings) {
              const fix = impactOfFix(finding, checked.template);
              if (!fix) continue;
              seen++;
              assert.notEqual(fix.impact, 'unknown', `${rule.id} ${type} in ${where}`);
            }
          }
        }
    assert.ok(seen >= 10, String(seen));
  });

  const inTerraform = (checked: Checked): readonly string[] => {
    assert(checked.kind === 'template');
    return checked.report.findings.flatMap((finding) => {
      const fix = impactOfFix(finding, checked.template);
      return fix && ['ebs-volume-encrypted', 'rds-deletion-protection'].includes(finding.rule) ? [`${finding.subject} ${fix.impact}`] : [];
    });
  };
  const options = { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'all' } as const;

  it('in Terraform is that of the same property in CloudFormation; what AWS cannot update is replaced there', () => {
    const text = '{"resource": {"aws_db_instance": {"a": {"deletion_protection": false}}, "aws_ebs_volume": {"a": {"encrypted": false}}}}';
    const [checked] = checkModule('', () => ({ texts: new Map([['main.tf.json', text]]), hasOthers: false }), options).files;
    assert(checked);
    assert.deepEqual(inTerraform(checked), ['aws_db_instance.a in-place', 'aws_ebs_volume.a replaces']);
  });

  it('in a plan is nothing where the resource is new, and a replacement where the plan replaces it', () => {
    const volume = (name: string, actions: readonly string[], more: object = {}): object => ({
      address: `aws_ebs_volume.${name}`,
      mode: 'managed',
      type: 'aws_ebs_volume',
      name,
      change: { actions, before: actions[0] === 'create' ? null : { encrypted: false }, after: { encrypted: false }, after_unknown: {}, ...more },
    });
    const plan = { format_version: '1.2', terraform_version: '1.11.4', resource_changes: [volume('made', ['create']), volume('kept', ['no-op']), volume('replaced', ['delete', 'create'], { replace_paths: [['size']] })] };
    assert.deepEqual(inTerraform(checkText(JSON.stringify(plan), 'plan.json', options)), ['aws_ebs_volume.made none', 'aws_ebs_volume.kept replaces', 'aws_ebs_volume.replaced replaces']);
  });
});
