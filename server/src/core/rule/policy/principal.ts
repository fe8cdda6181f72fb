import type { View } from '../view.ts';
import { listOf, type Statement } from './document.ts';
import { isText, known, readText, type Text } from './pattern.ts';
import { some, truth, type Truth } from './truth.ts';

/**
 * Is the statement about anyone at all, whatever the account? True for `*`, `{"AWS": "*"}`, an ARN whose account is `*`,
 * and NotPrincipal. A service, a federated or a canonical user is somebody
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
 */
export function meansAnyone(statement: Statement, view: View): Truth {
  const except = statement.element('NotPrincipal');
  if (except.kind !== 'absent') return except.kind === 'unknown' && except.maybeAbsent ? 'unknown' : 'yes';
  return named(statement, view, (text) => {
    const star = isText(text, '*');
    return star === 'no' ? truth(hasAnyAccount(text)) : star;
  });
}

/** Is the statement about everyone, nobody left out? True for `*` and `{"AWS": "*"}` alone. */
export function meansEveryone(statement: Statement, view: View): Truth {
  return named(statement, view, (text) => isText(text, '*'));
}

/**
 * Is an AWS service meant: `logs.amazonaws.com`, `logs.eu-west-1.amazonaws.com`, or `*`? `{"AWS": "*"}` means no service
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
 */
export function meansService(statement: Statement, service: string, view: View): Truth {
  // The region and the domain may be computed: `logs.${AWS::Region}.${AWS::URLSuffix}`.
  const principal = new RegExp(`^${service}(\\.[^.]+)?\\.(amazonaws\\.com(\\.cn)?|\\0)$`);
  return named(
    statement,
    view,
    (text) => {
      const shown = text.map((part) => (typeof part === 'string' ? part : '\0')).join('');
      return shown === '\0' ? 'unknown' : truth(shown === '*' || principal.test(shown));
    },
    ['Service', '*'],
  );
}

/**
 * Is the account that it is deployed to meant as a whole, so that the permissions of its roles decide? Its number is computed: a literal may be
 * that of another account (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html).
 */
export function meansAccount(statement: Statement, view: View): Truth {
  return named(statement, view, (text) => truth(/^arn:(aws[\w-]*|\$):iam::\$:root$/.test(text.map((part) => (typeof part === 'string' ? part : '$')).join(''))), ['AWS']);
}

function named(statement: Statement, view: View, ask: (principal: Text) => Truth, types: readonly string[] = ['AWS', '*']): Truth {
  const principal = statement.element('Principal');
  if (principal.kind !== 'map') return oneOf(principal, view, ask);
  const answer = some(principal.entries, ([type, of]) => (types.includes(type) ? oneOf(view.settle(of), view, ask) : 'no'));
  return answer === 'no' && principal.open ? 'unknown' : answer;
}

function oneOf(principals: Parameters<typeof listOf>[0], view: View, ask: (principal: Text) => Truth): Truth {
  const { items, missing } = listOf(principals, view);
  const answer = some(items, (item) => {
    const text = readText(item, view);
    return text ? ask(text) : 'no';
  });
  return answer === 'no' && missing !== undefined ? 'unknown' : answer;
}

/** `arn:aws:iam::*:role/x`: the fifth field of an ARN is its account. */
function hasAnyAccount(text: Text): boolean {
  const shown = known(text) ?? text.map((part) => (typeof part === 'string' ? part : '$')).join('');
  return shown.startsWith('arn:') && (shown.split(':')[4] ?? '').includes('*');
}
