import { credentialsIn } from '../../../server/src/core/rule/credentials.ts';
import { unresolved } from '../../../server/src/core/rule/example.ts';
import { resource } from '../../../server/src/core/rule/property.ts';
import { rule, type RuleRecord } from '../../../server/src/core/rule/rule.ts';
import type { Evidence, Judgement, View } from '../../../server/src/core/rule/view.ts';
import type { Settled } from '../about-subject.ts';
import { documentOf, itemsOf, valueAt } from '../document-text.ts';

const task = resource({
  label: 'ECS task definition',
  cfn: 'AWS::ECS::TaskDefinition',
  tf: 'aws_ecs_task_definition',
  minimal: { tf: { family: 'orders' } },
  props: { containers: { cfn: 'ContainerDefinitions', tf: 'container_definitions' } },
});

/** Names of variables that hold a secret, as far as a name can say so. */
const secretName = /(password|passwd|passphrase|secret|token|api_?key|private_?key|secret_?key|access_?key|auth_data)$/i;

const container = (...environment: readonly { readonly Name: string; readonly Value: string }[]) => [{ Name: 'orders', Image: 'orders:1', Environment: environment }];

/** The rules about secrets that containers are given. */
export const containerSecretRules: readonly RuleRecord[] = [
  rule({
    id: 'secret-ecs-environment',
    since: '2026.12',
    on: task,
    severity: 'critical',
    category: 'secrets',
    title: 'The environment of the ECS containers holds no secrets',
    message: 'The environment of a container of {name} holds a secret.',
    why: 'Everybody who may read the template, or describe the task, has it; take it from Secrets Manager by `Secrets` instead.',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
    standards: { 'aws-fsbp': ['ECS.8'], 'pci-dss-4': ['8.2.2', '8.3.2'] },
    aliases: ['AWS-0036'],
    require: (subject, view) => holdsNoSecrets(valueAt(view.settle(subject.properties), [view.family === 'cfn' ? 'ContainerDefinitions' : 'container_definitions'], view), view),
    examples: {
      pass: [{}, { containers: container({ Name: 'STAGE', Value: 'prod' }) }, { containers: container({ Name: 'DB_PASSWORD', Value: '' }) }, { containers: container({ Name: 'API_TOKEN', Value: '{{resolve:secretsmanager:api}}' }) }],
      fail: [{ containers: container({ Name: 'DB_PASSWORD', Value: 'correct-horse' }) }, { containers: '[{"name": "orders", "environment": [{"name": "DB_PASSWORD", "value": "correct-horse"}]}]' }, { containers: container({ Name: 'CONFIG', Value: 'AKIAIOSFODNN7EXAMPLE' }) }],
      unknown: [{ containers: unresolved }],
    },
  }),
];

function holdsNoSecrets(written: Settled, view: View): Judgement {
  const containers = documentOf(written, view);
  if (containers.kind === 'unknown') return { verdict: 'unknown', evidence: [], reason: containers.reason };
  const found: Evidence[] = [];
  itemsOf(containers, view).forEach((one, i) => {
    for (const variable of itemsOf(spelt('Environment', one, view), view)) {
      const name = spelt('Name', variable, view);
      const value = spelt('Value', variable, view);
      if (name.kind !== 'scalar' || !shows(String(name.value), value, view)) continue;
      const path = `ContainerDefinitions[${i}].Environment[Name=${name.value}].Value`;
      found.push({ detail: `the variable ${name.value} holds it`, at: value.at, missing: false, related: [], path, edits: [], sensitive: true });
    }
  });
  return found.length > 0 ? { verdict: 'fail', evidence: found } : { verdict: 'pass', evidence: [] };
}

/** In CloudFormation the keys begin with capitals, in JSON text they do not. */
function spelt(key: string, of: Settled, view: View): Settled {
  const value = valueAt(of, [key], view);
  return value.kind === 'absent' ? valueAt(of, [key.charAt(0).toLowerCase() + key.slice(1)], view) : value;
}

/** Is it a secret in clear text, by its name or by its looks? An ARN says where one is kept. */
function shows(name: string, value: Settled, view: View): boolean {
  if (credentialsIn(value, view).length > 0) return true;
  if (value.kind !== 'scalar' || !secretName.test(name)) return false;
  const text = String(value.value);
  return text !== '' && !text.startsWith('arn:') && !text.startsWith('{{resolve:');
}
