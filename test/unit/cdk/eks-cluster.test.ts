import assert from 'node:assert/strict';
import { rules } from '../../../rules/index.ts';
import { CheckMemory, checkText } from '../../../server/src/project/check.ts';

const options = { rules: rules.map((rule) => ({ rule, severity: rule.severity })), profile: 'all' } as const;

function failing(config: object): readonly string[] {
  const resource = { Type: 'Custom::AWSCDK-EKS-Cluster', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:eks', Config: config } };
  const checked = checkText(JSON.stringify({ Resources: { Cluster: resource } }), 'eks.template.json', options, new CheckMemory());
  assert(checked.kind === 'template');
  return checked.report.findings.filter(({ verdict, rule }) => verdict === 'fail' && rule.startsWith('eks-')).map(({ rule }) => rule);
}

const all = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

describe('an EKS cluster that a function of the CDK makes', () => {
  for (const [title, config, expected] of [
    ['logs everything', { version: '1.31', logging: { clusterLogging: [{ enabled: true, types: all }] } }, []],
    ['logs a part', { version: '1.31', logging: { clusterLogging: [{ enabled: true, types: ['api'] }, { enabled: false, types: all }] } }, ['eks-control-plane-logging']],
    ['has secrets in clear', { version: '1.27', logging: { clusterLogging: [{ enabled: true, types: all }] } }, ['eks-secrets-encryption']],
    ['has a key for them', { version: '1.27', logging: { clusterLogging: [{ enabled: true, types: all }] }, encryptionConfig: [{ resources: ['secrets'], provider: { keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1234' } }] }, []],
  ] as const)
    it(title, () => {
      assert.deepEqual([...new Set(failing(config))], expected);
    });
});
