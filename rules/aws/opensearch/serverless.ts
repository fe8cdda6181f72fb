import { resource } from '../../../server/src/core/rule/property.ts';
import { equals, forEach, not } from '../../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../../server/src/core/rule/example.ts';
import { rule, type RuleRecord } from '../../../server/src/core/rule/rule.ts';

/** A policy of a collection: JSON text. That of type `network` says from where it is reached. */
const policy = resource({
  label: 'OpenSearch Serverless policy',
  cfn: 'AWS::OpenSearchServerless::SecurityPolicy',
  tf: 'aws_opensearchserverless_security_policy',
  minimal: { cfn: { Name: 'orders', Type: 'network' }, tf: { name: 'orders', type: 'network' } },
  props: {
    type: { cfn: 'Type', tf: 'type' },
    document: { cfn: 'Policy', tf: 'policy' },
    parts: { cfn: 'Policy[]', tf: 'policy[]', items: { isPublic: { cfn: 'AllowFromPublic', tf: 'AllowFromPublic', whenAbsent: false } } },
  },
});

const { type, parts } = policy.props;
const reached = (isPublic: boolean): string => JSON.stringify([{ Rules: [{ ResourceType: 'collection', Resource: ['collection/orders'] }], AllowFromPublic: isPublic }]);

/** The rules about OpenSearch Serverless. */
export const opensearchServerlessRules: readonly RuleRecord[] = [
  rule({
    id: 'opensearch-serverless-network-public',
    since: '2026.12',
    on: policy,
    applies: equals(type, 'network'),
    severity: 'high',
    category: 'exposure',
    title: 'OpenSearch Serverless collection is not reachable from the internet',
    message: 'OpenSearch Serverless policy {name} lets collections be reached from the internet.',
    why: 'The data access policy is then all that stands between the internet and every document; one wrong principal opens it.',
    source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-network.html',
    require: forEach(parts, not(equals(parts.items.isPublic, true))),
    examples: {
      pass: [{ document: reached(false) }],
      fail: [{ document: reached(true) }],
      unknown: [{ document: unresolved }],
      skip: [{ type: 'encryption', document: '{"Rules":[],"AWSOwnedKey":true}' }],
    },
  }),
];
