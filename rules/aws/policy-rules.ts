import { unresolved, type ExampleValue } from '../../server/src/core/rule/example.ts';
import type { PolicyQuestion } from '../../server/src/core/rule/policy/question.ts';
import type { Kind, Property } from '../../server/src/core/rule/property.ts';
import { policyDoesNot } from '../../server/src/core/rule/requirement.ts';
import { rule, type RuleRecord, type RuleSpec } from '../../server/src/core/rule/rule.ts';

/** A policy document of one statement, for examples. */
export const policyOf = (statement: { readonly [element: string]: ExampleValue }): ExampleValue => ({ Version: '2012-10-17', Statement: [statement] });

/** What differs between the rules about resource policies of two services. */
export interface PolicyRulesSpec {
  /** `sqs-policy`: what the ids begin with. */
  readonly prefix: string;
  readonly on: Kind;
  readonly document: Property;
  /** What the policy guards, as a message says it: `queue policy {name}`. */
  readonly policy: string;
  /** An action of the service for the examples. */
  readonly action: string;
  readonly standards?: Readonly<Record<string, readonly string[]>>;
  readonly aliases: { readonly public: readonly string[]; readonly action?: readonly string[]; readonly notPrincipal?: readonly string[]; readonly notAction?: readonly string[] };
  readonly why: string;
  /** AWS's page about who may be let in. */
  readonly source: string;
}

const owner = { AWS: 'arn:aws:iam::111122223333:root' };
const exceptionPage = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_';

/** The rules that every resource policy must meet: nobody in particular is let in, no action is allowed wholesale, nothing by exception. */
export function policyRules(spec: PolicyRulesSpec): readonly RuleRecord[] {
  const { document, action, aliases } = spec;
  const service = action.slice(0, action.indexOf(':'));
  const allow = (rest: { readonly [element: string]: ExampleValue }) => ({
    [document.name]: policyOf({ Effect: 'Allow', Principal: owner, Action: action, Resource: '*', ...rest }),
  });
  const about = (
    words: Pick<RuleSpec, 'title' | 'message' | 'why' | 'source' | 'severity' | 'aliases'>,
    suffix: string,
    question: PolicyQuestion,
    fails: readonly { readonly [element: string]: ExampleValue }[],
    unknown: { readonly [element: string]: ExampleValue },
  ): RuleRecord =>
    rule({
      id: `${spec.prefix}-${suffix}`,
      since: '2026.12',
      on: spec.on,
      category: 'exposure',
      ...words,
      require: policyDoesNot(document, question),
      examples: { pass: [{}, allow({})], fail: fails.map(allow), unknown: [allow(unknown)] },
    });
  const rules = [
    {
      ...about(
        {
          title: `The ${spec.policy} lets nobody in particular in`,
          message: `The ${spec.policy} {name} lets anyone in.`,
          why: spec.why,
          source: spec.source,
          severity: 'critical',
          aliases: aliases.public,
        },
        spec.prefix === 'kms-key-policy' ? 'wildcard-principal' : 'public',
        { ask: 'allows-anyone' },
        [{ Principal: '*' }, { Principal: { AWS: '*' } }],
        { Principal: { AWS: unresolved } },
      ),
      standards: spec.standards ?? {},
    },
  ];
  if (aliases.action)
    rules.push(
      about(
        {
          title: `The ${spec.policy} names the actions that it allows`,
          message: `The ${spec.policy} {name} allows every action.`,
          why: 'Whoever is let in may also change the policy, delete the resource, and do whatever AWS adds later.',
          source: `${exceptionPage}action.html`,
          severity: 'high',
          aliases: aliases.action,
        },
        'wildcard-action',
        { ask: 'allows-every-action' },
        [{ Action: '*' }, { Action: `${service}:*` }],
        { Action: unresolved },
      ),
    );
  if (aliases.notPrincipal)
    rules.push(
      about(
        {
          title: `The ${spec.policy} names whom it lets in`,
          message: `The ${spec.policy} {name} lets in everybody but those that it names.`,
          why: 'NotPrincipal with Allow lets in every account, and the unsigned caller too, except the few that are named.',
          source: `${exceptionPage}notprincipal.html`,
          severity: 'high',
          aliases: aliases.notPrincipal,
        },
        'not-principal',
        { ask: 'allows-by-exception', element: 'NotPrincipal' },
        [{ NotPrincipal: { AWS: 'arn:aws:iam::111122223333:user/mallory' } }],
        { Effect: unresolved, NotPrincipal: { AWS: 'arn:aws:iam::111122223333:user/mallory' } },
      ),
    );
  if (aliases.notAction)
    rules.push(
      about(
        {
          title: `The ${spec.policy} says what it allows, not what it leaves out`,
          message: `The ${spec.policy} {name} allows every action but those that it names.`,
          why: 'NotAction with Allow grants whatever was not thought of, and whatever AWS adds later.',
          source: `${exceptionPage}notaction.html`,
          severity: 'medium',
          aliases: aliases.notAction,
        },
        'not-action',
        { ask: 'allows-by-exception', element: 'NotAction' },
        [{ NotAction: action }],
        { Effect: unresolved, NotAction: action },
      ),
    );
  return rules;
}
