import type { CdkConstruct, ConstructClass } from './construct.ts';
import { constructProps } from './construct-props.ts';

/** What a finding is about, as far as advice needs it. `property`: `Finding.path`; empty for a relation. */
export interface Subject {
  readonly rule: string;
  readonly type: string;
  readonly property: string;
}

/** A finding in terms of the app. */
export interface Advice {
  /** `set encryption on the Bucket`; a phrase without a period. */
  readonly text: string;
  /** The construct that is meant, and the names under which its call may set the value, step by step. */
  readonly target?: PropTarget;
}

/** A prop of a construct: `steps` lead into the object that is given to the call, alternatives compared without regard to case. */
export interface PropTarget {
  /** The simple name of the class: `Bucket`. */
  readonly className: string;
  readonly path: string;
  readonly steps: readonly (readonly string[])[];
}

/**
 * How to mend a finding in the app: the prop of the nearest known construct around the resource, else the property of the
 * generated class (`CfnBucket`) that the app itself makes, else CloudFormation's property through the escape hatch
 * (https://docs.aws.amazon.com/cdk/v2/guide/cfn-layer.html).
 */
export function adviceFor(subject: Subject, construct: CdkConstruct): Advice {
  const [own, around] = construct.classes;
  const isGenerated = own?.fqn !== undefined && /\.Cfn\w+$/.test(own.fqn);
  if (own && isGenerated && !/(?:^|\/)(?:Resource|Default)$/.test(own.path)) return ofGenerated(subject, own);
  for (const one of construct.classes.slice(isGenerated ? 1 : 0)) {
    const prop = propOf(one, subject);
    if (prop !== undefined) return ofProp(prop, one, subject);
  }
  const speaker = around ?? own;
  const same = speaker && !subject.property.startsWith('@') ? firstStep(subject.property) : undefined;
  const target = same === undefined || speaker?.fqn === undefined ? {} : { target: { className: simpleName(speaker.fqn), path: speaker.path, steps: [[same]] } };
  return { text: escapeHatch(subject, speaker), ...target };
}

function ofProp(prop: string, { fqn, path }: ConstructClass, subject: Subject): Advice {
  const className = simpleName(fqn ?? '');
  if (prop.endsWith('()')) return { text: `call \`${prop}\` on the ${className}` };
  const names = [prop, firstStep(subject.property)].filter((name) => name !== '');
  return { text: `set \`${prop}\` on the ${className}`, target: { className, path, steps: [names] } };
}

function ofGenerated({ property }: Subject, { fqn, path }: ConstructClass): Advice {
  const className = simpleName(fqn ?? '');
  if (property === '' || property.startsWith('@')) return { text: `set it on the ${className}${property === '@DeletionPolicy' ? ' by `applyRemovalPolicy()`' : ''}` };
  const steps = stepsOf(property);
  const [first = ''] = steps;
  return { text: `set \`${camelCase(first)}\` on the ${className}`, target: { className, path, steps: steps.map((step) => [step]) } };
}

function escapeHatch({ property, type }: Subject, speaker: ConstructClass | undefined): string {
  const className = speaker?.fqn === undefined ? 'construct' : simpleName(speaker.fqn);
  if (property === '') return `set it where the app makes the ${className}`;
  const child = `the CloudFormation resource (${type}) of the ${className}`;
  if (property.startsWith('@')) return `set ${property.slice(1)} by \`cfnOptions\` or \`applyRemovalPolicy()\` on ${child}`;
  return property.includes('[') ? `set ${property} on ${child}, its \`node.defaultChild\`` : `set it by \`addPropertyOverride('${property}', …)\` on ${child}, its \`node.defaultChild\``;
}

/** The prop for the longest path that leads to the property; that of the rule first. */
function propOf({ fqn = '' }: ConstructClass, { rule, property }: Subject): string | undefined {
  const known = constructProps[fqn.replace(/^[^.]+\./, '')];
  if (known === undefined) return undefined;
  const path = property.replace(/\[[^\]=]*\]/g, '[]').replace(/\[(?:Id|Sid|Name|Key)=[^\]]*\](?=\.)/g, '[]');
  const ofPath = Object.keys(known)
    .filter((key) => [path, property].some((one) => one === key || one.startsWith(`${key}.`) || one.startsWith(`${key}[`)))
    .sort((a, b) => b.length - a.length)[0];
  return known[`rule ${rule}`] ?? (ofPath === undefined ? undefined : known[ofPath]);
}

/** The keys of a property path up to its first list. */
function stepsOf(property: string): readonly string[] {
  const [written = ''] = property.split('[');
  return written.split('.').filter((step) => step !== '');
}

const firstStep = (property: string): string => stepsOf(property)[0] ?? '';

const simpleName = (fqn: string): string => fqn.slice(fqn.lastIndexOf('.') + 1);

/** As the generated classes name a property: `SSESpecification` is `sseSpecification`, `StorageEncrypted` `storageEncrypted`. */
function camelCase(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, (_, first: string, second: string) => first.charAt(0) + first.slice(1).toLowerCase() + second)
    .replace(/([a-z])([A-Z])([A-Z]+)/g, (_, before: string, first: string, rest: string) => before + first + rest.toLowerCase())
    .replace(/^[A-Z]+(?=[^a-z]|$)|^[A-Z]/, (start) => start.toLowerCase());
}
