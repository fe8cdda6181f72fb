import ignore from 'ignore';
import { holdsRule, isStandard, type ProfileName, type RuleRecord, type Severity } from '../core/rule/rule.ts';
import type { CheckOptions } from './check.ts';
import type { Config } from './config.ts';
import { folderOf, pathWithin } from './host.ts';

/** What the caller (a command line, the editor's settings) says over a configuration. */
export interface Overrides {
  readonly profile?: ProfileName;
  readonly parameters?: ReadonlyMap<string, string>;
  readonly today?: string;
  /** The rules that are on, where they were chosen before by the same configuration and profile. */
  readonly chosen?: CheckOptions['rules'];
}

/**
 * How a file is judged. The overrides win over the configuration, which wins over the defaults. A rule is on when the
 * profile holds it, or when the configuration gives it a severity; `off` turns it off.
 */
export function checkOptions(file: string, config: Config | undefined, rules: readonly RuleRecord[], overrides: Overrides = {}): CheckOptions {
  const profile = overrides.profile ?? config?.profile ?? 'default';
  const parameters = new Map([...(config ? parametersFor(file, config) : []), ...(overrides.parameters ?? [])]);
  return {
    rules: overrides.chosen ?? chosenRules(profile, config, rules),
    catalogue: rules,
    profile: isStandard(profile) ? 'strict' : profile,
    ...(overrides.today === undefined ? {} : { today: overrides.today }),
    ...(parameters.size === 0 ? {} : { parameters }),
  };
}

function chosenRules(profile: ProfileName, config: Config | undefined, rules: readonly RuleRecord[]): CheckOptions['rules'] {
  const chosen: { readonly rule: RuleRecord; readonly severity: Severity }[] = [];
  for (const rule of rules) {
    const said = config?.rules.get(rule.id);
    if (said === 'off') continue;
    if (said !== undefined || holdsRule(profile, rule)) chosen.push({ rule, severity: said ?? rule.severity });
  }
  return chosen;
}

/** Does the configuration leave this file out? */
export function isExcluded(file: string, config: Config | undefined): boolean {
  return config !== undefined && config.exclude.length > 0 && matches(file, config, config.exclude);
}

function parametersFor(file: string, config: Config): ReadonlyMap<string, string> {
  const sets = config.parameters.filter((set) => set.glob === undefined || matches(file, config, [set.glob]));
  return new Map(sets.flatMap((set) => [...set.values]));
}

function matches(file: string, config: Config, globs: readonly string[]): boolean {
  const folder = folderOf(config.file);
  const path = folder === undefined ? undefined : pathWithin(file, folder);
  return path !== undefined && ignore({ ignorecase: false }).add(globs).ignores(path);
}
