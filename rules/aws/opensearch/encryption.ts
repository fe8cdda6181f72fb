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
    standards: {
      'aws-fsbp': ['ES.1', 'Opensearch.1'],
      'pci-dss-4': ['8.3.2'],
      'nist-800-53-r5': ['AU-9(3)', 'CP-9', 'CP-9d', 'SC-13', 'SC-13a', 'SC-28(1)', 'SC-8(3)', 'SC-8(4)', 'SI-19(4)'],
      hipaa: ['164.308(a)(1)(ii)(B)', '164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(c)(1)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
    },
    aliases: ['CKV_AWS_5', 'AWS-0048', 'W54', 'ELASTICSEARCH_ENCRYPTED_AT_REST', 'OPENSEARCH_ENCRYPTED_AT_REST', 'OpenSearchEncryptedAtRest', 'AwsSolutions-OS8'],
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
    standards: {
      'aws-fsbp': ['ES.3', 'Opensearch.3'],
      'pci-dss-4': ['1.2.5', '2.2.5', '2.2.7', '4.2.1', '4.2.1.1', '8.3.2'],
      'nist-800-53-r5': ['AC-24(1)', 'AC-4', 'AC-4(22)', 'AU-9(3)', 'CA-9', 'CA-9b', 'PM-17', 'PM-17b', 'SC-13', 'SC-13a', 'SC-23', 'SC-7(4)', 'SC-7(4)(b)', 'SC-7(4)(g)', 'SC-8', 'SC-8(1)', 'SC-8(2)', 'SC-8(3)', 'SC-8(4)', 'SC-8(5)', 'SI-1', 'SI-1a.2', 'SI-1c.2'],
      hipaa: ['164.308(a)(4)(ii)(A)', '164.312(a)(2)(iv)', '164.312(c)(1)', '164.312(e)(1)', '164.312(e)(2)(i)', '164.312(e)(2)(ii)', '164.314(b)(1)', '164.314(b)(2)'],
    },
    aliases: ['CKV_AWS_6', 'AWS-0043', 'W85', 'ELASTICSEARCH_NODE_TO_NODE_ENCRYPTION_CHECK', 'OPENSEARCH_NODE_TO_NODE_ENCRYPTION_CHECK', 'OpenSearchNodeToNodeEncryption', 'AwsSolutions-OS2'],
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
    standards: {
      'aws-fsbp': ['ES.8', 'Opensearch.8'],
      'pci-dss-4': ['1.2.5', '2.2.5', '2.2.7', '4.2.1', '4.2.1.1', '8.3.2'],
      hipaa: ['164.312(c)(1)', '164.314(b)(1)', '164.314(b)(2)'],
    },
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
    standards: {
      'aws-fsbp': ['ES.8', 'Opensearch.8'],
      'pci-dss-4': ['1.2.5', '2.2.5', '2.2.7', '4.2.1', '4.2.1.1', '8.3.2'],
      hipaa: ['164.312(c)(1)', '164.314(b)(1)', '164.314(b)(2)'],
    },
    aliases: ['CKV_AWS_228', 'AWS-0126', ...bothHttpsAndPolicy],
    require: tlsAtLeast(tlsPolicy, '1.2', openSearchPolicies),
    fix: { title: 'Ask for TLS 1.2 with forward secrecy', set: [[tlsPolicy, 'Policy-Min-TLS-1-2-PFS-2023-10']] },
    examples: {
      pass: ['Policy-Min-TLS-1-2-2019-07', 'Policy-Min-TLS-1-2-PFS-2023-10', 'Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08'].map((policy) => ({ tlsPolicy: policy })),
      fail: [{ tlsPolicy: 'Policy-Min-TLS-1-0-2019-07' }],
      unknown: [{}, { tlsPolicy: unresolved }],
    },
  }),
];
