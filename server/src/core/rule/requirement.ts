import type { Scalar } from '../model/value.ts';
import type { Level, TlsVersion } from './levels.ts';
import type { PolicyQuestion } from './policy/question.ts';
import type { Kind, ListProperty, Property } from './property.ts';

/** What a rule asks of a resource: a tree of data that the evaluator judges and the docs put into words. */
export type Requirement =
  | { readonly op: 'equals'; readonly fact: Property; readonly value: Scalar }
  | { readonly op: 'oneOf'; readonly fact: Property; readonly values: readonly Scalar[] }
  | { readonly op: 'atLeast'; readonly fact: Property; readonly value: number }
  | { readonly op: 'atMost'; readonly fact: Property; readonly value: number }
  | { readonly op: 'startsWith'; readonly fact: Property; readonly prefixes: readonly string[] }
  | { readonly op: 'present'; readonly fact: Property }
  | { readonly op: 'absent'; readonly fact: Property }
  | { readonly op: 'all' | 'any'; readonly of: readonly Requirement[] }
  | { readonly op: 'not'; readonly of: Requirement }
  | {
      readonly op: 'cases';
      readonly of: readonly { readonly when: Requirement; readonly require: Requirement }[];
      readonly otherwise: Requirement | 'pass' | 'fail' | 'skip';
    }
  | { readonly op: 'forEach'; readonly list: ListProperty; readonly require: Requirement; readonly whenEmpty: 'pass' | 'fail' }
  | { readonly op: 'forSome'; readonly list: ListProperty; readonly require: Requirement }
  | {
      readonly op: 'level';
      /** The algorithm or type of encryption, where there is one; `modes` says what level each stands for, `key`: the key decides. */
      readonly mode?: Property;
      readonly modes: Readonly<Record<string, Level | 'key'>>;
      readonly key?: Property;
      /** The level when encryption is on and no key is named. */
      readonly withoutKey: Level;
      readonly floor: Level;
    }
  | { readonly op: 'tls'; readonly fact: Property; readonly policies: Readonly<Record<string, TlsVersion>>; readonly floor: TlsVersion }
  /** `store`: only a secret store will do; a parameter is too little, whatever it hides. */
  | { readonly op: 'secretChannel'; readonly fact: Property; readonly store?: boolean }
  | { readonly op: 'policy'; readonly fact: Property; readonly question: PolicyQuestion; readonly expect: boolean }
  | { readonly op: 'referencedBy'; readonly kind: Kind; readonly via: Property; readonly require?: Requirement }
  | {
      readonly op: 'refersTo';
      readonly fact: Property;
      readonly kind: Kind;
      readonly require: Requirement;
      /** The verdict about what is not in the template; unknown where not given. */
      readonly outside?: 'fail';
    };

/** The property has this value. "true" is true, "7" is 7. */
export const equals = (fact: Property, value: Scalar): Requirement => ({ op: 'equals', fact, value });
/** The property has one of these values. */
export const oneOf = (fact: Property, values: readonly Scalar[]): Requirement => ({ op: 'oneOf', fact, values });
/** The property is a number of at least this size. */
export const atLeast = (fact: Property, value: number): Requirement => ({ op: 'atLeast', fact, value });
/** The property is a number of at most this size. */
export const atMost = (fact: Property, value: number): Requirement => ({ op: 'atMost', fact, value });
/** The property is a text that starts with one of these. */
export const startsWith = (fact: Property, ...prefixes: readonly string[]): Requirement => ({ op: 'startsWith', fact, prefixes });
/** The property is written, and is not empty. */
export const present = (fact: Property): Requirement => ({ op: 'present', fact });
/** The property is not written, or is empty. */
export const absent = (fact: Property): Requirement => ({ op: 'absent', fact });
/** Every one holds. Each that does not is a finding of its own. */
export const all = (...of: readonly Requirement[]): Requirement => ({ op: 'all', of });
/** At least one holds. */
export const any = (...of: readonly Requirement[]): Requirement => ({ op: 'any', of });
/** Every one holds; if some do not, that is one finding, which is mended as a whole. */
export const together = (...of: readonly Requirement[]): Requirement => any(all(...of));
/** It does not hold. */
export const not = (of: Requirement): Requirement => ({ op: 'not', of });
/** The first case whose `when` holds decides. */
export const cases = (
  of: readonly { readonly when: Requirement; readonly require: Requirement }[],
  otherwise: Requirement | 'pass' | 'fail' | 'skip' = 'pass',
): Requirement => ({ op: 'cases', of, otherwise });
/** Every item of the list meets it; an item that does not is a finding of its own. */
export const forEach = (list: ListProperty, require: Requirement, whenEmpty: 'pass' | 'fail' = 'pass'): Requirement => ({
  op: 'forEach',
  list,
  require,
  whenEmpty,
});
/** Some item of the list meets it. */
export const forSome = (list: ListProperty, require: Requirement): Requirement => ({ op: 'forSome', list, require });
/** The data is encrypted at least at this level. */
export const encryptedAtLevel = (
  floor: Level,
  of: {
    readonly mode?: Property;
    readonly modes?: Readonly<Record<string, Level | 'key'>>;
    readonly key?: Property;
    readonly withoutKey: Level;
  },
): Requirement => ({ op: 'level', floor, modes: {}, ...of });
/** The named policy or version allows nothing below this version of TLS. */
export const tlsAtLeast = (fact: Property, floor: TlsVersion, policies: Readonly<Record<string, TlsVersion>>): Requirement => ({
  op: 'tls',
  fact,
  policies,
  floor,
});
/** The secret arrives by a channel that does not show it: policy law 2 of the design. */
export const secretChannel = (fact: Property): Requirement => ({ op: 'secretChannel', fact });
/** The secret, if there is one, comes from a secret store. */
export const secretStore = (fact: Property): Requirement => ({ op: 'secretChannel', fact, store: true });
/** The policy document in this property answers the question with yes. */
export const policyAnswers = (fact: Property, question: PolicyQuestion): Requirement => ({ op: 'policy', fact, question, expect: true });
/** The policy document in this property answers the question with no. */
export const policyDoesNot = (fact: Property, question: PolicyQuestion): Requirement => ({ op: 'policy', fact, question, expect: false });
/** Some resource of the kind points at the subject by `via`, and meets `require`. */
export const referencedBy = (kind: Kind, via: Property, require?: Requirement): Requirement =>
  require ? { op: 'referencedBy', kind, via, require } : { op: 'referencedBy', kind, via };
/** The resource that the property points at meets `require`. Unknown when it is outside of the template; fails when nothing is named. */
export const refersTo = (fact: Property, kind: Kind, require: Requirement): Requirement => ({ op: 'refersTo', fact, kind, require });
/** The resource that the property points at is in the template and meets `require`; what is outside of it does not. */
export const refersWithin = (fact: Property, kind: Kind, require: Requirement): Requirement => ({ op: 'refersTo', fact, kind, require, outside: 'fail' });
