import { fileOf } from '../core/model/origin.ts';
import type { Problem } from '../core/model/template.ts';
import { changeBetween } from '../core/text/change.ts';
import { localTemplate } from '../formats/cloudformation/calls.ts';
import { readDocument } from '../formats/index.ts';
import { deploymentMark, isSamConfig, readParameterFile, samConfigNames, type GivenParameters, type ParameterFile } from './parameter-files.ts';

/** Without one of these a text is no template that deploys others, and without the last no deployment file. */
const marks = ['AWS::CloudFormation::Stack', 'AWS::Serverless::Application', deploymentMark];
const longestMark = Math.max(...marks.map(({ length }) => length));

const isMarked = (text: string): boolean => marks.some((mark) => text.includes(mark));

/** What is known of the files of a project as to how its templates are deployed: which call which, and which files give them parameters. By project-relative paths. */
export class StackIndex {
  readonly #calls = new Map<string, readonly string[]>();
  readonly #callers = new Map<string, Set<string>>();
  readonly #parameterFiles = new Map<string, ParameterFile>();
  /** The text that was noted last, one without a mark: it is mostly what somebody types into, and only what is typed is looked at. */
  #plain: { readonly key: string; readonly text: string } | undefined;

  /** Notes the text of a file, undefined where it is gone. Returns whether anything that is known may have changed by it. */
  note(key: string, text: string | undefined): boolean {
    const isPlain = text !== undefined && !this.#mayBeMarked(key, text);
    this.#plain = isPlain ? { key, text } : undefined;
    const calls = text === undefined || isPlain ? [] : calledBy(text, key);
    const file = text === undefined || (isPlain && !isSamConfig(key)) ? undefined : readParameterFile(text, key);
    const before = this.#calls.get(key);
    const changed = calls.length > 0 || before !== undefined || file !== undefined || this.#parameterFiles.has(key);
    for (const called of before ?? []) this.#callers.get(called)?.delete(key);
    if (calls.length > 0) this.#calls.set(key, calls);
    else this.#calls.delete(key);
    for (const called of calls) this.#callers.set(called, (this.#callers.get(called) ?? new Set()).add(key));
    if (file) this.#parameterFiles.set(key, file);
    else this.#parameterFiles.delete(key);
    return changed;
  }

  #mayBeMarked(key: string, text: string): boolean {
    if (this.#plain?.key !== key) return isMarked(text);
    const { start, newEnd } = changeBetween(this.#plain.text, text);
    return isMarked(text.slice(Math.max(0, start - longestMark), newEnd + longestMark));
  }

  /** Is the template deployed by another, does it deploy others, or does a file give it parameters? */
  concerns(key: string): boolean {
    return this.#calls.has(key) || this.rootsOf(key).some((root) => root !== key) || this.deploymentsOf(key).length > 0;
  }

  /** The templates that nobody deploys and that lead to this one, itself where nothing leads to it; of templates that deploy each other each is one. */
  rootsOf(key: string): readonly string[] {
    const above = this.#above(key);
    return [...above].filter((at) => [...this.#above(at)].every((caller) => this.#above(caller).has(at))).sort();
  }

  /** A template and all that lead to it. */
  #above(key: string): ReadonlySet<string> {
    const seen = new Set([key]);
    for (const at of seen) for (const caller of this.#callers.get(at) ?? []) seen.add(caller);
    return seen;
  }

  /** The parameters that files give to a template. Of SAM's configurations in one folder the first name counts. */
  deploymentsOf(key: string): readonly GivenParameters[] {
    return this.#files().flatMap(({ deployments }) => deployments.filter(({ templates }) => templates.includes(key)));
  }

  /** What is wrong with the files that give parameters to a template. */
  problemsAbout(key: string): readonly { readonly file: string; readonly problem: Problem }[] {
    return this.brokenFiles().filter(({ templates }) => templates.includes(key)).flatMap(({ document: { file }, problems }) => problems.map((problem) => ({ file, problem })));
  }

  /** The files that give parameters and have something wrong with them. */
  brokenFiles(): readonly ParameterFile[] {
    return this.#files().filter(({ problems }) => problems.length > 0);
  }

  #files(): readonly ParameterFile[] {
    return [...this.#parameterFiles].filter(([key]) => !this.#isShadowed(key)).map(([, file]) => file);
  }

  #isShadowed(key: string): boolean {
    const name = samConfigNames.findIndex((one) => key === one || key.endsWith(`/${one}`));
    const folder = key.slice(0, key.lastIndexOf('/') + 1);
    return samConfigNames.slice(0, Math.max(0, name)).some((earlier) => this.#parameterFiles.has(folder + earlier));
  }
}

function calledBy(text: string, key: string): readonly string[] {
  const read = readDocument(text, key);
  if (read.kind !== 'template') return [];
  const targets = read.template.calls.map((call) => localTemplate(fileOf(call.at), call.source));
  return [...new Set(targets.flatMap((target) => (typeof target === 'object' ? target.key : [])))];
}
