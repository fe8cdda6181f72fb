import { resource } from '../../server/src/core/rule/property.ts';
import { equals, oneOf } from '../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';

/** SAM calls the logging of its state machines `Logging`: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html */
const machine = resource({
  label: 'state machine',
  cfn: ['AWS::StepFunctions::StateMachine', 'AWS::Serverless::StateMachine'],
  tf: 'aws_sfn_state_machine',
  minimal: {
    cfn: { RoleArn: 'arn:aws:iam::111122223333:role/flow', DefinitionString: '{}' },
    tf: { definition: '{}', role_arn: 'arn:aws:iam::111122223333:role/flow' },
  },
  props: { level: { cfn: ['Logging.Level', 'LoggingConfiguration.Level'], tf: 'logging_configuration.level', whenAbsent: 'OFF' } },
});

const { level } = machine.props;
const source = 'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html';

/** The rules about Step Functions. */
export const stepFunctionsRules: readonly RuleRecord[] = [
  rule({
    id: 'stepfunctions-logging',
    since: '2026.12',
    on: machine,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'State machine writes logs',
    message: 'State machine {name} writes no logs.',
    why: 'The history of an express workflow is nowhere else; that of a standard one is gone after 90 days.',
    source,
    standards: {
      'aws-fsbp': ['StepFunctions.1'],
      'pci-dss-4': ['10.2.1.1', '10.2.1.2', '10.2.1.3', '10.2.1.4', '10.2.1.5', '10.2.1.6', '10.2.1.7', '10.2.2', '10.3.1', '10.6.3', 'appendix.a1.2.1'],
    },
    aliases: ['AWS-0119'],
    require: oneOf(level, ['ALL', 'ERROR', 'FATAL']),
    examples: { pass: [{ level: 'ERROR' }], fail: [{}, { level: 'OFF' }], unknown: [{ level: unresolved }] },
  }),
  rule({
    id: 'stepfunctions-logging-all',
    since: '2026.12',
    on: machine,
    severity: 'low',
    category: 'audit',
    profile: 'strict',
    title: 'State machine logs every event',
    message: 'State machine {name} does not log every event.',
    why: 'A log of failures alone does not say which steps ran over which data when all went as the thief wished.',
    source,
    aliases: ['StepFunctionStateMachineAllLogsToCloudWatch', 'AwsSolutions-SF1'],
    require: equals(level, 'ALL'),
    examples: { pass: [{ level: 'ALL' }], fail: [{}, { level: 'ERROR' }], unknown: [{ level: unresolved }] },
  }),
];
