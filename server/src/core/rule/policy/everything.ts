import type { Statement } from './document.ts';
import { covers, type Text } from './pattern.ts';
import { some, type Truth } from './truth.ts';

const hole = '\uE002';

/**
 * Does the statement mean every resource of a kind, whatever the region and account? `id`: the last field of its ARN, `key/*`.
 * `NotResource` means all but a few (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html).
 */
export function meansEverything(statement: Statement, id: string): Truth {
  const except = statement.element('NotResource');
  if (except.kind !== 'absent' && !(except.kind === 'unknown' && except.maybeAbsent)) return 'yes';
  const { texts, complete } = statement.texts('Resource');
  const answer = some(texts, (text) => isEvery(text, id));
  return answer === 'no' && !complete ? 'unknown' : answer;
}

function isEvery(text: Text, id: string): Truth {
  const [only] = text;
  if (text.length === 1 && only !== undefined && typeof only !== 'string') return only.fixed ? 'no' : 'unknown';
  const shown = text.map((part) => (typeof part === 'string' ? part : hole)).join('');
  const fields = shown.split(':');
  // A wildcard before the last field reaches across all that follow.
  if (fields.length < 6) return shown.endsWith('*') ? 'yes' : 'no';
  return covers([fields.slice(5).join(':')], id);
}
