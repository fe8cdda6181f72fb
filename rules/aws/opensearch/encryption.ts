import { equals, tlsAtLeast } from '../../../server/src/core/rule/requirement.ts';
import { unresolved } from '../../../server/src/core/rule/example.ts';
import { rule } from '../../../server/src/core/rule/rule.ts';
import { customerKeyRule } from '../customer-key.ts';
import { openSearchPolicies } from '../tls-policies.ts';
import { domain } from './domain.ts';

const { atRest, kmsKey, betweenNodes, https, tlsPolicy } = domain.props;
const restPage = 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html';
const endpointPage = 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html';
const bothHttpsAndPolicy = ['ELASTICSEARCH_HTTPS_REQUIRED', 'OPENSEARCH_HTTPS_REQUIRED'];

/** The rules about encryption of OpenSearch domains, at rest and on the way. */
export const opensearchEncryptionRules = [
  rule({
    id: 'opensearch-at-rest',
    since: '2026.12',
    on: domain,
    severity: 'high',
    category: 'at-rest',
    title: 'OpenSearch domain is encrypted at rest',
    message: 'OpenSearch domain {name} is not encrypted at rest.',
    why: 'Indexes, logs and automated snapshots hold every document in the clear for whoever gets at the disks.',
    source: restPage,
    standards: { 'aws-fsbp': ['ES.1', 'Opensearch.1'] },
    aliases: ['CKV_AWS_5', 'AWS-0048', 'W54', 'ELASTICSEARCH_ENCRYPTED_AT_REST', 'OPENSEARCH_ENCRYPTED_AT_REST', 'OpenSearchEncryptedAtRest'],
    require: equals(atRest, true),
    fix: { title: 'Encrypt at rest', set: [[atRest, true]] },
    examples: { pass: [{ atRest: true }], fail: [{}, { atRest: false }], unknown: [{ atRest: unresolved }] },
  }),
  customerKeyRule({
    id: 'opensearch-cmk',
    on: domain,
    key: kmsKey,
    mode: atRest,
    modes: { true: 'key', false: 'none' },
    withoutKey: 'aws-managed',
    what: 'OpenSearch domain',
    awsAlias: 'alias/aws/es',
    source: restPage,
    aliases: ['CKV_AWS_247'],
    given: { atRest: true },
  }),
  rule({
    id: 'opensearch-node-to-node',
    since: '2026.12',
    on: domain,
    severity: 'high',
    category: 'in-transit',
    title: 'Nodes of the OpenSearch domain talk over TLS',
    message: 'The nodes of OpenSearch domain {name} talk in clear text.',
    why: 'Documents that come in over HTTPS are passed on between the nodes in the clear.',
    source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html',
    standards: { 'aws-fsbp': ['ES.3', 'Opensearch.3'] },
    aliases: ['CKV_AWS_6', 'AWS-0043', 'W85', 'ELASTICSEARCH_NODE_TO_NODE_ENCRYPTION_CHECK', 'OPENSEARCH_NODE_TO_NODE_ENCRYPTION_CHECK', 'OpenSearchNodeToNodeEncryption'],
    require: equals(betweenNodes, true),
    fix: { title: 'Encrypt between nodes', set: [[betweenNodes, true]] },
    examples: { pass: [{ betweenNodes: true }], fail: [{}, { betweenNodes: false }], unknown: [{ betweenNodes: unresolved }] },
  }),
  rule({
    id: 'opensearch-https',
    since: '2026.12',
    on: domain,
    severity: 'high',
    category: 'in-transit',
    title: 'OpenSearch domain is reached over HTTPS only',
    message: 'OpenSearch domain {name} answers in clear text.',
    why: 'Queries, documents and credentials sent by plain HTTP can be read and changed on the way.',
    source: endpointPage,
    standards: { 'aws-fsbp': ['ES.8', 'Opensearch.8'] },
    aliases: ['CKV_AWS_83', 'AWS-0046', ...bothHttpsAndPolicy],
    require: equals(https, true),
    fix: { title: 'Require HTTPS', set: [[https, true]] },
    examples: { pass: [{ https: true }], fail: [{}, { https: false }], unknown: [{ https: unresolved }] },
  }),
  rule({
    id: 'opensearch-tls-policy',
    since: '2026.12',
    on: domain,
    severity: 'medium',
    category: 'in-transit',
    title: 'OpenSearch domain asks for TLS 1.2 at least',
    message: 'OpenSearch domain {name} may be reached with an outdated version of TLS.',
    why: 'TLS 1.0 and 1.1 have known attacks, and the client and server agree on them as soon as one side asks.',
    source: 'https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html',
    standards: { 'aws-fsbp': ['ES.8', 'Opensearch.8'] },
    aliases: ['CKV_AWS_228', 'AWS-0126', ...bothHttpsAndPolicy],
    require: tlsAtLeast(tlsPolicy, '1.2', openSearchPolicies),
    fix: { title: 'Ask for TLS 1.2 with forward secrecy', set: [[tlsPolicy, 'Policy-Min-TLS-1-2-PFS-2023-10']] },
    examples: {
      pass: [{ tlsPolicy: 'Policy-Min-TLS-1-2-2019-07' }, { tlsPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' }],
      fail: [{ tlsPolicy: 'Policy-Min-TLS-1-0-2019-07' }],
      unknown: [{}, { tlsPolicy: unresolved }],
    },
  }),
];
