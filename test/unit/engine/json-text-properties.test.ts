import assert from 'node:assert/strict';
import type { Finding } from '../../../server/src/core/engine/finding.ts';
import { absoluteRange, checkText } from '../../../server/src/project/check.ts';
import { rules } from '../../../rules/index.ts';

function findingOf(id: string, text: string): { readonly finding: Finding | undefined; readonly underlined: string } {
  const checked = checkText(text, 'template.yaml', { rules: rules.filter((r) => r.id === id).map((rule) => ({ rule, severity: rule.severity })), profile: 'strict' });
  assert(checked.kind === 'template');
  assert.deepEqual(checked.report.errors, []);
  const [finding] = checked.report.findings;
  const range = finding && absoluteRange(checked.document, finding.place);
  return { finding, underlined: range ? text.slice(range.start, range.end) : '' };
}

const configuration = (json: string): string => `Resources:
  Sound:
    Type: AWS::EMR::SecurityConfiguration
    Properties:
      SecurityConfiguration: ${json}
`;

describe('a property that is JSON text', () => {
  it('is read as what the text says', () => {
    assert.equal(findingOf('emr-in-transit', configuration(`'{"EncryptionConfiguration":{"EnableInTransitEncryption":true,"InTransitEncryptionConfiguration":{"TLSCertificateConfiguration":{"CertificateProviderType":"PEM"}}}}'`)).finding, undefined);
  });

  it('fails at the text, for a wrong value in it', () => {
    const json = `'{"EncryptionConfiguration":{"EnableInTransitEncryption":false,"InTransitEncryptionConfiguration":{"TLSCertificateConfiguration":{"CertificateProviderType":"PEM"}}}}'`;
    const { finding, underlined } = findingOf('emr-in-transit', configuration(json));
    assert.equal(finding?.verdict, 'fail');
    assert.equal(underlined, json);
  });

  it('fails at its key, for a value that is missing in it', () => {
    const { finding, underlined } = findingOf('emr-local-disk-encrypted', configuration(`'{"EncryptionConfiguration":{"EnableAtRestEncryption":true}}'`));
    assert.equal(finding?.verdict, 'fail');
    assert.equal(underlined, 'SecurityConfiguration');
  });

  it('is never written into: the fix is refused', () => {
    const { finding } = findingOf('kinesis-stream-encrypted', `Resources:
  Stream:
    Type: AWS::Kinesis::Stream
    Properties:
      StreamEncryption: '{"EncryptionType":"NONE"}'
`);
    assert.equal(finding?.verdict, 'fail');
    assert.equal(finding.fix, undefined);
    assert.match(finding.refused ?? '', /inside of a text/);
  });

  it('stays unknown where the text is no JSON', () => {
    assert.equal(findingOf('emr-in-transit', configuration(`'{"EncryptionConfiguration":'`)).finding?.verdict, 'unknown');
  });
});
