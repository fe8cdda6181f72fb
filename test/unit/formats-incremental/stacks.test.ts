import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { rules } from '../../../rules/index.ts';
import { JudgeMemory } from '../../../server/src/core/engine/judge-memory.ts';
import type { CheckedTemplate } from '../../../server/src/project/check.ts';
import { stackDocument, Stacks, type StackFile, type StackSources } from '../../../server/src/project/stacks.ts';
import { applied, runs, session } from '../syntax-incremental/edits.ts';

const options = { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'strict' } as const;

const main = `Parameters:
  Env: {Type: String, Default: dev, AllowedValues: [dev, prod]}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
Resources:
  Keys:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: keys.yaml, Parameters: {Env: !Ref Env, Rotate: true}}
  Stores:
    Type: AWS::CloudFormation::Stack
    Condition: IsProd
    Properties: {TemplateURL: stores.yaml, Parameters: {Key: !GetAtt Keys.Outputs.Arn, Env: !Ref Env}}
  Topic:
    Type: AWS::SNS::Topic
    Properties: {KmsMasterKeyId: !GetAtt Keys.Outputs.Arn}
  Bucket:
    Type: AWS::S3::Bucket
    Properties: {BucketName: !Ref Env}
  Queue:
    Type: AWS::SQS::Queue
    Properties: {SqsManagedSseEnabled: !If [IsProd, true, false]}
`;
const keys = `Parameters: {Env: {Type: String}, Rotate: {Type: String}}
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties: {EnableKeyRotation: !Ref Rotate}
Outputs:
  Arn: {Value: !GetAtt Key.Arn}
`;
const stores = `Parameters: {Key: {Type: String}, Env: {Type: String}}
Conditions: {IsDev: !Equals [!Ref Env, dev]}
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties: {SSESpecification: {SSEEnabled: true, KMSMasterKeyId: !Ref Key}}
  Queue:
    Type: AWS::SQS::Queue
    Properties: {SqsManagedSseEnabled: !If [IsDev, false, true]}
`;
const texts = { 'main.yaml': main, 'keys.yaml': keys, 'stores.yaml': stores };

/** Stacks in which one file has this text; a file's document follows from the one before it where there is one. */
function stacksOf(open: string, text: string, known: Map<string, StackFile>, memory: Required<StackSources>['memory'] | undefined): Stacks {
  for (const [key, own] of Object.entries({ ...texts, [open]: text })) known.set(key, { document: stackDocument(own, key, known.get(key)?.document), parameters: undefined });
  return new Stacks({ file: (key) => known.get(key), roots: () => ['main.yaml'], deployments: () => [], ...(memory ? { memory } : {}) });
}

const said = (checked: CheckedTemplate | undefined): unknown => checked && [checked.problems, { ...checked.report, hasPassed: undefined }, checked.template.resources];

describe('judging the next version of a template among its stacks', function () {
  this.timeout(0);

  it(`gives what judging it from scratch gives, after any edits of it (${runs(150)} sessions)`, () => {
    let kept = 0;
    fc.assert(
      fc.property(fc.constantFrom(...(Object.keys(texts) as (keyof typeof texts)[])), session, (open, edits) => {
        const history = [texts[open]];
        const [known, memory, judgements] = [new Map<string, StackFile>(), new Map(), new JudgeMemory()];
        let before = stacksOf(open, texts[open], known, memory).check(open, options, judgements);
        for (const step of edits) {
          const text = applied(step, history);
          const now = stacksOf(open, text, known, memory).check(open, options, judgements);
          const whole = stacksOf(open, text, new Map(), undefined).check(open, options);
          if (!isDeepStrictEqual(said(now), said(whole))) assert.deepEqual(said(now), said(whole));
          if (open === 'main.yaml' && now && before && now.template.resources.get('Bucket') === before.template.resources.get('Bucket')) kept++;
          history.push(text);
          before = now;
        }
      }),
      { numRuns: runs(150) },
    );
    assert.ok(kept > 5, `the property must see readings that keep something, not ${kept}`);
  });
});
