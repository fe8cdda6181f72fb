/** What can be asked of a resource policy. Answers are three-valued. */
export type PolicyQuestion =
  /**
   * Does some statement allow one of `actions` (any action where none is given) to anyone at all?
   * Anyone: Principal `*`, `{AWS: '*'}`, or an ARN whose account is `*`, and NotPrincipal; unless a condition narrows it to an account,
   * an organisation, a source, or a VPC.
   */
  | { readonly ask: 'allows-anyone'; readonly actions?: readonly string[] }
  /**
   * Do the statements deny each of `actions` to everyone when `aws:SecureTransport` is false, with no way round?
   * `wholeBucket`: for a bucket itself and for all of its objects.
   */
  | { readonly ask: 'denies-insecure-transport'; readonly actions: readonly string[]; readonly wholeBucket?: boolean }
  /** Does some Allow statement name an action by a bare wildcard (`*`, or `service:*`)? `toAnyone`: only a statement for anyone counts. */
  | { readonly ask: 'allows-every-action'; readonly toAnyone?: boolean }
  /**
   * Does some Allow statement without conditions grant one of `actions` on every resource of a kind? `resource`: the last field of
   * their ARN, `key/*`.
   */
  | { readonly ask: 'allows-on-everything'; readonly actions: readonly string[]; readonly resource: string }
  /**
   * Does some Allow statement let an AWS service do one of `actions`? `service`: its principal without region and domain, `logs`. Conditions do
   * not matter, unless `fully` is asked: all of the actions, for whatever resource of the account the service does it.
   */
  | { readonly ask: 'allows-service'; readonly service: string; readonly actions: readonly string[]; readonly fully?: boolean }
  /** Does some Allow statement without conditions let in the account that it is deployed to (a computed `arn:aws:iam::…:root`), for all of `actions`? */
  | { readonly ask: 'allows-account'; readonly actions: readonly string[] }
  /** Does some Allow statement say whom or what it does not mean, and so allows all the rest? */
  | { readonly ask: 'allows-by-exception'; readonly element: 'NotPrincipal' | 'NotAction' }
  /** Does some Deny statement without conditions cover one of the actions for everyone, the owner too? */
  | { readonly ask: 'locks-out'; readonly actions: readonly string[] }
  /** Does some Deny statement for everyone cover one of the actions? Its conditions do not matter, unless one on `conditionKey` is asked for. */
  | { readonly ask: 'denies'; readonly actions: readonly string[]; readonly conditionKey?: string };
