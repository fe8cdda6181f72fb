import { madeByMacro, scene } from '../../server/src/core/rule/example.ts';
import { resource } from '../../server/src/core/rule/property.ts';
import { rule, type RuleRecord } from '../../server/src/core/rule/rule.ts';
import type { Evidence, View } from '../../server/src/core/rule/view.ts';
import type { Value } from './document-text.ts';

/** Resources that are told addresses to call: functions, and what delivers events. */
const caller = resource({
  label: 'resource',
  cfn: ['AWS::Events::ApiDestination', 'AWS::Events::Connection', 'AWS::Lambda::Function', 'AWS::Serverless::Function', 'AWS::ECS::TaskDefinition', 'AWS::AppSync::DataSource'],
  tf: ['aws_cloudwatch_event_api_destination', 'aws_cloudwatch_event_connection', 'aws_lambda_function', 'aws_appsync_datasource'],
  minimal: {
    cfn: { ConnectionArn: 'arn:aws:events:eu-west-1:111122223333:connection/partner/1234', HttpMethod: 'POST' },
    tf: { name: 'partner', http_method: 'POST', connection_arn: 'arn:aws:events:eu-west-1:111122223333:connection/partner/1234' },
  },
  props: {},
});

/** The examples are about the first type. */
const destination = resource({
  ...caller,
  cfn: 'AWS::Events::ApiDestination',
  tf: 'aws_cloudwatch_event_api_destination',
  props: { endpoint: { cfn: 'InvocationEndpoint', tf: 'invocation_endpoint' } },
});

/** An address in clear text of another machine; the machine itself, its metadata and names of XML schemas are none. */
const plainUrl = /^http:\/\/(?!localhost\b|127\.|\[::1\]|169\.254\.|host\.docker\.internal\b|www\.w3\.org\/|schemas?\.)[^/\s]/i;

/** Rules about addresses that a resource is told to call. */
export const endpointUrlRules: readonly RuleRecord[] = [
  rule({
    id: 'plaintext-endpoint-url',
    since: '2026.12',
    on: caller,
    severity: 'medium',
    category: 'in-transit',
    profile: 'strict',
    title: 'The addresses that a resource calls are HTTPS',
    message: '{name} is told to call an address in clear text.',
    why: 'Whoever is on the path reads and changes what is sent and what comes back, access tokens included.',
    source: 'https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_protect_data_transit_encrypt.html',
    require: (subject, view) => {
      const evidence = plainUrls(subject.properties, view, undefined);
      if (evidence.length > 0) return { verdict: 'fail', evidence };
      const settings = view.settle(subject.properties);
      const isSeen = settings.kind === 'absent' || (settings.kind === 'map' && !settings.open);
      return isSeen ? { verdict: 'pass', evidence: [] } : { verdict: 'unknown', evidence: [], reason: 'there may be properties that are not seen' };
    },
    examples: {
      pass: [scene({ Partner: [destination, { endpoint: 'https://api.example.com' }] }), scene({ Local: [destination, { endpoint: 'http://localhost:2772' }] })],
      fail: [scene({ Partner: [destination, { endpoint: 'http://api.example.com/orders' }] })],
      unknown: [scene({ Partner: [destination, madeByMacro] })],
    },
  }),
];

/** The steps to a value, the last one first. */
interface Path {
  readonly step: string | number;
  readonly outer: Path | undefined;
}

function plainUrls(value: Value, view: View, path: Path | undefined, found: Evidence[] = []): readonly Evidence[] {
  const settled = view.settle(value);
  switch (settled.kind) {
    case 'scalar':
    case 'text': {
      const text = settled.kind === 'text' ? settled.parts.map((part) => (typeof part === 'string' ? part : '$')).join('') : String(settled.value);
      if (plainUrl.test(text)) found.push({ detail: 'it is an address that begins with http://', at: settled.at, missing: false, related: [], path: stepsOf(path).join('.'), edits: [], sensitive: false });
      break;
    }
    case 'list':
      for (const [i, item] of settled.items.entries()) plainUrls(item, view, { step: i, outer: path }, found);
      break;
    case 'map':
      for (const [key, item] of settled.entries) plainUrls(item, view, { step: key, outer: path }, found);
      break;
    case 'ref':
    case 'unknown':
    case 'absent':
  }
  return found;
}

function stepsOf(path: Path | undefined): readonly (string | number)[] {
  return path === undefined ? [] : [...stepsOf(path.outer), path.step];
}
