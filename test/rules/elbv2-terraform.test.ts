import assert from 'node:assert/strict';
import { elbv2Rules } from '../../rules/aws/elbv2.ts';
import { judge } from '../../server/src/core/engine/judge.ts';
import { readModule } from '../../server/src/formats/terraform-json/module.ts';
import { parseJson } from '../../server/src/syntax/json/parse.ts';

const ids: readonly string[] = ['elbv2-listener-https', 'elbv2-http-redirect'];
const rules = elbv2Rules.filter(({ id }) => ids.includes(id)).map((rule) => ({ rule, severity: rule.severity }));
const redirect = { default_action: { type: 'redirect', redirect: { protocol: 'HTTPS', status_code: 'HTTP_301' } } };
const answer = { default_action: { type: 'fixed-response', fixed_response: { content_type: 'text/plain', status_code: '404' } } };

/** The rules that fail for a listener that says no protocol, with these arguments, of a balancer with those. */
function failing(listener: object, balancer: object): readonly string[] {
  const resource = {
    aws_lb_listener: { web: { load_balancer_arn: '${aws_lb.shop.arn}', port: 80, ...listener } },
    aws_lb: { shop: { subnets: ['subnet-1', 'subnet-2'], ...balancer } },
  };
  const { template } = readModule({ folder: '', documents: [parseJson(JSON.stringify({ resource }), 'main.tf.json')] }, () => undefined);
  const { findings, errors } = judge(template, { rules, profile: 'all' });
  assert.deepEqual(errors, []);
  return findings.filter(({ verdict }) => verdict === 'fail').map(({ rule }) => rule).sort();
}

describe('a listener in Terraform that says no protocol', () => {
  for (const [title, listener, balancer, expected] of [
    ['speaks HTTP behind an Application Load Balancer', answer, {}, ['elbv2-http-redirect', 'elbv2-listener-https']],
    ['passes there when it sends clients to HTTPS', redirect, {}, []],
    ['is nothing that a Network Load Balancer takes', answer, { load_balancer_type: 'network' }, []],
    ['is not judged so when it says HTTPS', { ...answer, protocol: 'HTTPS' }, {}, []],
    ['is not judged behind a balancer from elsewhere', { ...answer, load_balancer_arn: '${var.balancer}' }, {}, []],
  ] as const)
    it(title, () => {
      assert.deepEqual(failing(listener, balancer), expected);
    });
});
