import { join } from 'node:path';

import { sharedDir } from '../../shared.ts';
import { filesBelow } from '../syntax-parse/support.ts';

/** A template to edit. */
export interface Sample {
  readonly file: string;
  readonly text: string;
}

const yaml = `---
# dataward-ignore-file a-rule: it is a sample
AWSTemplateFormatVersion: "2010-09-09"
Description: >-
  Several lines
  of text
Parameters:
  Env:
    Type: String
    Default: dev
    AllowedValues: [dev, prod]
  Size: {Type: Number}
Mappings:
  Sizes:
    dev: {Small: 1, Large: 2}
    prod:
      Small: 10
      Large: 20
Conditions:
  IsProd: !Equals [!Ref Env, prod]

Resources:
  # dataward-ignore some-rule: the bucket is public
  Bucket:
    Type: AWS::S3::Bucket
    Condition: IsProd
    Properties:
      BucketName: !Sub "\${AWS::StackName}-data"
      Tags:
        - Key: a
          Value: 'it''s'
        - {Key: b, Value: !Ref Env}
      Size: !FindInMap [Sizes, !Ref Env, Small]

  Policy:
    Type: AWS::S3::BucketPolicy
    DependsOn: Bucket
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument:
        Statement:
        - Effect: Allow   # trailing
          Action: s3:*
          Resource:
            Fn::Join:
            - ''
            - - !GetAtt Bucket.Arn
              - /*
  Function:
    Type: AWS::Lambda::Function
    Metadata: {dataward: {ignore: [lambda-rule]}}
    Properties:
      Code:
        ZipFile: |
          def handler(event):
            # no comment
            return 1

      Environment: {Variables: {A: !If [IsProd, x, !Ref "AWS::NoValue"]}}
      Description: a text that goes
        on over lines
# between
Outputs:
  Name:
    Value: !Ref Bucket
    Export: {Name: !Sub '\${Env}-name'}
`;

const json = JSON.stringify(
  {
    AWSTemplateFormatVersion: '2010-09-09',
    Parameters: { Env: { Type: 'String', Default: 'dev' } },
    Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] } },
    Resources: {
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': '${AWS::StackName}-data' }, Tags: [{ Key: 'a', Value: 'b "c"' }] } },
      Queue: { Type: 'AWS::SQS::Queue', Condition: 'IsProd', Properties: { KmsMasterKeyId: { Ref: 'Env' }, DelaySeconds: 5 } },
      Topic: { Type: 'AWS::SNS::Topic', DependsOn: ['Queue'], Properties: {} },
    },
    Outputs: { Name: { Value: { Ref: 'Bucket' } } },
  },
  null,
  2,
);

/** Our own samples, and real templates of up to `longest` characters where there are any. */
export function samples(longest: number): readonly Sample[] {
  const own = [
    { file: 'own.yaml', text: yaml },
    { file: 'windows.yaml', text: yaml.replaceAll('\n', '\r\n') },
    { file: 'marked.yaml', text: `\ufeff${yaml.slice(4)}` },
    { file: 'own.json', text: `${json}\n` },
    { file: 'flat.json', text: JSON.stringify(JSON.parse(json)) },
  ];
  if (sharedDir === undefined) {
    console.log('      not run over real templates: no ../shared');
    return own;
  }
  const real = filesBelow(join(sharedDir, 'corpus', 'real'), /\.(?:ya?ml|json)$/).filter(({ text }) => text.length <= longest && /Resources"?\s*:/.test(text));
  // Every few of them: they come sorted by folder.
  const chosen = real.filter((_, index) => index % 4 === 0);
  return [...own, ...chosen.map(({ path, text }, index) => ({ file: `${index}-${path.slice(path.lastIndexOf('/') + 1)}`, text }))];
}
