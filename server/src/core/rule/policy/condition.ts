import type { Settled } from '../../model/value.ts';
import type { View } from '../view.ts';
import { textsOf, type Statement } from './document.ts';
import { isText, known, type Text } from './pattern.ts';
import { every, some, type Truth } from './truth.ts';

/** One line of a condition block: an operator, a key, and the values of which one must match. */
interface Test {
  /** Lower case, without qualifier and IfExists. */
  readonly operator: string;
  /** Lower case: keys compare without case. */
  readonly key: string;
  readonly values: Settled;
  readonly ifExists: boolean;
  readonly forAll: boolean;
}

/** How a value of a key must look to name somebody in particular. */
type Fixing = 'name' | 'arn' | 'prefix' | 'range' | 'true';

/**
 * The condition keys that narrow `anyone` to an account, an organisation, a network or a resource. Keys that a caller
 * sets freely (`aws:Referer`, `aws:UserAgent`), names that repeat in every account (`aws:username`), and `kms:ViaService`,
 * which names a service and no account, do not.
 *
 * S3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html ("The meaning of public").
 * EFS: https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html (the same; AccessedViaMountTarget among them).
 * Others: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html.
 */
const narrowing: Readonly<Record<string, Fixing>> = {
  'aws:principalaccount': 'name',
  'aws:principalarn': 'arn',
  'aws:principalorgid': 'name',
  'aws:principalorgpaths': 'prefix',
  'aws:sourceaccount': 'name',
  'aws:sourceowner': 'name',
  'aws:sourcearn': 'arn',
  'aws:sourceorgid': 'name',
  'aws:sourceorgpaths': 'prefix',
  'aws:sourceip': 'range',
  'aws:sourcevpc': 'name',
  'aws:sourcevpce': 'name',
  'aws:sourcevpcarn': 'arn',
  'aws:vpceaccount': 'name',
  'aws:vpceorgid': 'name',
  'aws:vpceorgpaths': 'prefix',
  'aws:userid': 'prefix',
  'kms:calleraccount': 'name',
  's3:dataaccesspointaccount': 'name',
  's3:dataaccesspointarn': 'arn',
  's3:x-amz-server-side-encryption-aws-kms-key-id': 'arn',
  'elasticfilesystem:accesspointarn': 'arn',
  'elasticfilesystem:accessedviamounttarget': 'true',
};

const equality = new Set(['stringequals', 'stringequalsignorecase', 'stringlike', 'arnequals', 'arnlike', 'numericequals']);

/**
 * Does a condition narrow the statement to somebody in particular? IfExists and ForAllValues are true when the key is
 * not there, so they narrow nothing
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html).
 */
export function narrows(statement: Statement, view: View): Truth {
  const { tests, complete } = readTests(statement, view);
  const answer = some(tests, (test) => narrowsBy(test, view));
  return answer === 'no' && !complete ? 'unknown' : answer;
}

function narrowsBy(test: Test, view: View): Truth {
  const fixing = narrowing[test.key];
  if (!fixing || test.ifExists || test.forAll) return 'no';
  const { texts, complete } = textsOf(test.values, view);
  const answer = every(texts, (text) => narrowsTo(text, fixing, test.operator));
  return answer === 'yes' && !complete ? 'unknown' : answer;
}

function narrowsTo(text: Text, fixing: Fixing, operator: string): Truth {
  if (fixing === 'range') return operator === 'ipaddress' ? isNarrowRange(text) : 'no';
  if (fixing === 'true') return operator === 'bool' ? isText(text, 'true') : 'no';
  // A policy variable (`${aws:username}`) is whatever the caller is.
  if (!equality.has(operator) || text.some((part) => typeof part === 'string' && part.includes('${'))) return 'no';
  return operator.endsWith('like') || operator === 'arnequals' ? isFixed(text, fixing) : 'yes';
}

/** A value is fixed if no wildcard stands where it would reach beyond one account, organisation or resource. */
function isFixed(text: Text, fixing: 'name' | 'arn' | 'prefix'): Truth {
  const shown = text.map((part) => (typeof part === 'string' ? part : part.fixed ? '$' : '\u0000')).join('');
  const start = shown.search(/[*?]/);
  if (start < 0) return shown === '\u0000' ? 'unknown' : 'yes';
  if (fixing === 'name' || start === 0) return 'no';
  if (fixing === 'prefix' || !shown.startsWith('arn:')) return 'yes';
  const [, , service, , account = '', ...resource] = shown.split(':');
  if (account !== '') return /[*?]/.test(account) ? 'no' : 'yes';
  return service === '*' || /^[*?]*$/.test(resource.join(':')) ? 'no' : 'yes';
}

/**
 * Broader than /8 (IPv4) or /32 (IPv6) is public to S3
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).
 */
function isNarrowRange(text: Text): Truth {
  const range = known(text);
  if (range === undefined) return 'unknown';
  const [address = '', bits] = range.split('/');
  if (bits === undefined) return 'yes';
  return Number(bits) >= (address.includes(':') ? 32 : 8) ? 'yes' : 'no';
}

/** Does the statement hold for every request that is not encrypted in transit? */
export function holdsWhenInsecure(statement: Statement, view: View): Truth {
  const { tests, complete } = readTests(statement, view);
  const answer = every(tests, (test): Truth => {
    if (test.key !== 'aws:securetransport') return 'no';
    if (test.operator !== 'bool' && test.operator !== 'null') return test.operator.startsWith('string') ? 'unknown' : 'no';
    const { texts, complete: all } = textsOf(test.values, view);
    const found = some(texts, (text) => {
      const value = known(text);
      return value === undefined ? 'unknown' : value.toLowerCase() === 'false' ? 'yes' : 'no';
    });
    return found === 'no' && !all ? 'unknown' : found;
  });
  return answer === 'yes' && !complete ? 'unknown' : answer;
}

/** Does a condition of the statement test this key? */
export function tests(statement: Statement, key: string, view: View): Truth {
  const { tests: found, complete } = readTests(statement, view);
  if (found.some((test) => test.key === key.toLowerCase())) return 'yes';
  return complete ? 'no' : 'unknown';
}

/** Do its conditions leave out no resource of the account? None at all, or ARNs that end in `:*`, or in `:trail/*` where it is about trails. */
export function bindsNothing(statement: Statement, view: View): Truth {
  const { tests, complete } = readTests(statement, view);
  const answer = every(tests, ({ operator, values }): Truth => {
    const endings = textsOf(values, view).texts.map((text) => text.at(-1));
    return ['arnlike', 'stringlike'].includes(operator) && endings.some((last) => typeof last === 'string' && /:(trail\/)?\*$/.test(last)) ? 'yes' : 'no';
  });
  return answer === 'yes' && !complete ? 'unknown' : answer;
}

function readTests(statement: Statement, view: View): { readonly tests: readonly Test[]; readonly complete: boolean } {
  const block = statement.element('Condition');
  if (block.kind === 'absent') return { tests: [], complete: true };
  if (block.kind !== 'map') return { tests: [], complete: false };
  const found: Test[] = [];
  let complete = !block.open;
  for (const [written, value] of block.entries) {
    const keys = view.settle(value);
    const [, qualifier = '', operator = '', exists] = /^(?:(\w+):)?(\w+?)(IfExists)?$/i.exec(written) ?? [];
    if (keys.kind === 'absent') continue;
    if (keys.kind !== 'map' || keys.open) complete = false;
    if (keys.kind !== 'map') continue;
    for (const [key, of] of keys.entries) {
      const values = view.settle(of);
      if (values.kind === 'absent') continue;
      const forAll = qualifier.toLowerCase() === 'forallvalues';
      found.push({ operator: operator.toLowerCase(), key: key.toLowerCase(), values, ifExists: exists !== undefined, forAll });
    }
  }
  return { tests: found, complete };
}
