import type { Origin } from '../../model/origin.ts';
import type { Value } from '../../model/value.ts';
import type { View } from '../view.ts';
import { coverWholeBucket } from './bucket-resources.ts';
import { bindsNothing, holdsWhenInsecure, narrows, tests } from './condition.ts';
import { readPolicy, type Statement, type Texts } from './document.ts';
import { meansEverything } from './everything.ts';
import { covers, known, overlaps, type Text } from './pattern.ts';
import { meansAccount, meansAnyone, meansEveryone, meansService } from './principal.ts';
import type { PolicyQuestion } from './question.ts';
import { every, some, truth, type Truth } from './truth.ts';

/** What a policy document answers. `at`: the statements that decide (none where the answer is that no statement does). */
export interface PolicyAnswer {
  readonly answer: Truth;
  readonly at: readonly Origin[];
  readonly reason?: string;
}

/**
 * Answers the question from the document, in the world of the view. An absent document answers no. What is unknown makes
 * the answer unknown only where it could change it.
 */
export function askPolicy(question: PolicyQuestion, value: Value, view: View): PolicyAnswer {
  const { statements, missing } = readPolicy(value, view);
  const { answer, by } = question.ask === 'denies-insecure-transport' ? askTransport(question, statements, view) : askEach(question, statements, view);
  if (answer === 'no') return missing === undefined ? { answer, at: [] } : { answer: 'unknown', at: [value.at], reason: missing };
  const at = by.map((statement) => statement.at);
  return answer === 'yes' ? { answer, at } : { answer, at, reason: 'a part of the policy that decides is not known' };
}

interface Found {
  readonly answer: Truth;
  readonly by: readonly Statement[];
}

type Asked<Name extends PolicyQuestion['ask']> = PolicyQuestion & { readonly ask: Name };

/** Questions that one statement alone can answer with yes. */
function askEach(question: Exclude<PolicyQuestion, Asked<'denies-insecure-transport'>>, statements: readonly Statement[], view: View): Found {
  const effect = question.ask === 'denies' || question.ask === 'locks-out' ? 'Deny' : 'Allow';
  const answers = statements.map((statement) => withEffect(statement, effect, () => askStatement(question, statement, view)));
  const answer = some(answers, (one) => one);
  return { answer, by: statements.filter((_, i) => answers[i] === answer) };
}

function askStatement(question: Exclude<PolicyQuestion, Asked<'denies-insecure-transport'>>, statement: Statement, view: View): Truth {
  switch (question.ask) {
    case 'allows-anyone': {
      const { actions } = question;
      return all(
        () => isOpen(statement, view),
        () => (actions ? some(actions, (action) => touches(statement, action)) : 'yes'),
      );
    }
    case 'allows-every-action':
      return all(
        () => namesEveryAction(statement),
        () => (question.toAnyone ? isOpen(statement, view) : 'yes'),
      );
    case 'allows-on-everything':
      return all(
        () => some(question.actions, (action) => touches(statement, action)),
        () => meansEverything(statement, question.resource),
        () => hasNoCondition(statement),
      );
    case 'allows-service':
      return all(
        () => meansService(statement, question.service, view),
        () => (question.fully ? every(question.actions, (action) => includes(statement, action)) : some(question.actions, (action) => touches(statement, action))),
        () => (question.fully ? bindsNothing(statement, view) : 'yes'),
      );
    case 'allows-account':
      return all(
        () => meansAccount(statement, view),
        () => every(question.actions, (action) => includes(statement, action)),
        () => hasNoCondition(statement),
      );
    case 'allows-by-exception': {
      const element = statement.element(question.element);
      return element.kind === 'absent' ? 'no' : element.kind === 'unknown' && element.maybeAbsent ? 'unknown' : 'yes';
    }
    case 'locks-out':
      return all(
        () => meansEveryone(statement, view),
        () => some(question.actions, (action) => includes(statement, action)),
        () => hasNoCondition(statement),
      );
    case 'denies':
      return all(
        () => meansEveryone(statement, view),
        () => some(question.actions, (action) => includes(statement, action)),
        () => (question.conditionKey === undefined ? 'yes' : tests(statement, question.conditionKey, view)),
      );
  }
}

/** Each action must be denied by some statement; for a whole bucket, by statements that cover it together. */
function askTransport(question: Asked<'denies-insecure-transport'>, statements: readonly Statement[], view: View): Found {
  const denying = statements.map((statement) => ({
    statement,
    answer: withEffect(statement, 'Deny', () =>
      all(
        () => meansEveryone(statement, view),
        () => holdsWhenInsecure(statement, view),
      ),
    ),
  }));
  const by = denying.filter((d) => d.answer !== 'no').map((d) => d.statement);
  const answer = every(question.actions, (action): Truth => {
    const answers = denying.map((d) => ({ ...d, answer: d.answer === 'no' ? d.answer : both(d.answer, includes(d.statement, action)) }));
    const sure = answers.filter((d) => d.answer === 'yes').map((d) => d.statement);
    const maybe = answers.filter((d) => d.answer !== 'no').map((d) => d.statement);
    if (!question.wholeBucket) return sure.length > 0 ? 'yes' : maybe.length > 0 ? 'unknown' : 'no';
    const covered = coverWholeBucket(sure);
    return covered === 'yes' || sure.length === maybe.length || coverWholeBucket(maybe) === 'no' ? covered : 'unknown';
  });
  return { answer, by };
}

function withEffect(statement: Statement, effect: 'Allow' | 'Deny', ask: () => Truth): Truth {
  if (statement.effect === effect) return ask();
  const isOther = statement.effect !== undefined || statement.element('Effect').kind === 'absent';
  return isOther || ask() === 'no' ? 'no' : 'unknown';
}

function hasNoCondition(statement: Statement): Truth {
  const condition = statement.element('Condition');
  if (condition.kind === 'unknown') return 'unknown';
  return truth(condition.kind === 'absent' || (condition.kind === 'map' && condition.entries.size === 0));
}

/** Does it mean anyone, with no condition that narrows it? */
function isOpen(statement: Statement, view: View): Truth {
  return all(
    () => meansAnyone(statement, view),
    () => {
      const narrowed = narrows(statement, view);
      return narrowed === 'unknown' ? narrowed : truth(narrowed === 'no');
    },
  );
}

/** Does its Action (or what NotAction leaves) include all that the glob `action` names? */
function includes(statement: Statement, action: string): Truth {
  const { names, left } = actionsOf(statement);
  if (!left) return any(names, (name) => covers(name, action));
  return opposite(any(names, (name) => overlaps(name, action)));
}

/** Does its Action (or what NotAction leaves) meet something that the glob `action` names? */
function touches(statement: Statement, action: string): Truth {
  const { names, left } = actionsOf(statement);
  if (!left) return any(names, (name) => overlaps(name, action));
  return opposite(any(names, (name) => covers(name, action)));
}

/** `*`, `s3:*`. */
function namesEveryAction(statement: Statement): Truth {
  const { names, left } = actionsOf(statement);
  if (left) return 'no';
  return any(names, (name) => {
    const text = known(name);
    return text === undefined ? 'unknown' : truth(/^([\w-]+:)?\*+$/.test(text));
  });
}

/** `left`: the statement means all actions but these. */
function actionsOf(statement: Statement): { readonly names: Texts; readonly left: boolean } {
  const except = statement.element('NotAction');
  const left = except.kind !== 'absent' && !(except.kind === 'unknown' && except.maybeAbsent);
  return { names: statement.texts(left ? 'NotAction' : 'Action'), left };
}

function any(names: Texts, ask: (name: Text) => Truth): Truth {
  const answer = some(names.texts, ask);
  return answer === 'no' && !names.complete ? 'unknown' : answer;
}

const opposite = (of: Truth): Truth => (of === 'unknown' ? of : truth(of === 'no'));
const both = (a: Truth, b: Truth): Truth => every([a, b], (one) => one);
const all = (...asks: readonly (() => Truth)[]): Truth => every(asks, (ask) => ask());
