import assert from 'node:assert/strict';
import { acmRules } from '../../rules/aws/acm.ts';
import { judge } from '../../server/src/core/engine/judge.ts';
import { readModule } from '../../server/src/formats/terraform-json/module.ts';
import { parseJson } from '../../server/src/syntax/json/parse.ts';

/** The certificates that nothing uses, beside a listener that names its certificate like this. */
function unused(certificate: string): readonly string[] {
  const resource = {
    aws_acm_certificate: { shop: { domain_name: 'shop.example.com', validation_method: 'DNS' } },
    aws_acm_certificate_validation: { shop: { certificate_arn: '${aws_acm_certificate.shop.arn}' } },
    aws_lb_listener: { https: { load_balancer_arn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/1', port: 443, protocol: 'HTTPS', certificate_arn: certificate } },
  };
  const document = parseJson(JSON.stringify({ resource }), 'main.tf.json');
  const { template } = readModule({ folder: '', documents: [document] }, () => undefined);
  const rules = acmRules.filter(({ id }) => id === 'acm-certificate-unused').map((rule) => ({ rule, severity: rule.severity }));
  const { findings, errors } = judge(template, { rules, profile: 'all' });
  assert.deepEqual(errors, []);
  return findings.filter(({ verdict }) => verdict === 'fail').map(({ subject }) => subject);
}

describe('the use of a certificate in Terraform', () => {
  for (const [title, certificate, expected] of [
    ['counts when it is named itself', '${aws_acm_certificate.shop.arn}', []],
    ['counts when its validation is named', '${aws_acm_certificate_validation.shop.certificate_arn}', []],
    ['is not its validation alone', 'arn:aws:acm:eu-west-1:111122223333:certificate/1234', ['aws_acm_certificate.shop']],
  ] as const)
    it(title, () => {
      assert.deepEqual(unused(certificate), expected);
    });
});
