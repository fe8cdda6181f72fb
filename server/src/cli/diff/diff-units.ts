import type { ProtectionChange } from '../../core/compare/compare.ts';
import { compareTemplates } from '../../core/compare/compare.ts';
import { fileOf, type Origin, type Place } from '../../core/model/origin.ts';
import { placeOf } from '../../core/engine/judge-subject.ts';
import type { Finding } from '../../core/engine/finding.ts';
import type { RuleRecord } from '../../core/rule/rule.ts';
import { readMoves } from '../../formats/terraform-json/moves.ts';
import { losses, noOrders, type Loss, type Orders } from '../../impact/losses.ts';
import { terraformChange } from '../../impact/terraform-change.ts';
import { wholeChange } from '../../impact/whole-change.ts';
import type { CheckedTemplate } from '../../project/check.ts';
import { maskedText } from '../mask.ts';
import type { FileName } from '../outcome.ts';
import { Shown } from '../present.ts';
import type { DiffPlace, ShownChange, ShownLoss, ShownState, TemplateDiff } from './diff-report.ts';
import type { UnitPair } from './pair-units.ts';
import type { Unit } from './unit.ts';

/** How two templates are compared. */
export interface DiffUnitsOptions {
  /** Every rule that is not turned off. */
  readonly rules: readonly RuleRecord[];
  /** The rules of the chosen profile, by id. */
  readonly profile: ReadonlySet<string>;
  /** Two files were asked for: what each is called says nothing. */
  readonly areFiles: boolean;
  readonly oldName: (key: string) => FileName;
  readonly newName: (key: string) => FileName;
}

/** What became of a template that both versions have, or one of them. */
export function diffUnits({ before, after }: UnitPair, options: DiffUnitsOptions): TemplateDiff {
  const olds = before && new ShownSide(before, options.oldName, true);
  const news = after && new ShownSide(after, options.newName, false);
  const problems = [olds, news].flatMap((side) => side?.problems() ?? []);
  if (before && olds && after && news) {
    const orders = after.isFolder ? readMoves(after.files.map(({ document }) => document)) : noOrders;
    const { moved } = orders;
    const comparison = compareTemplates(before.template, after.template, options.rules, moved);
    const renamed = comparison.pairs.flatMap(({ before: was, after: is }) => (was.address === is.address || moved.get(was.address) === is.address ? [] : [{ from: was.address, to: is.address, type: is.type }]));
    const names = new Map(comparison.pairs.map(({ before: was, after: is }) => [was.address, is.address]));
    return {
      name: options.newName(after.key),
      ...(before.key === after.key || options.areFiles ? {} : { was: before.key }),
      state: 'compared',
      changes: comparison.changes.map((change) => shownChange(change, after, olds, news, options)),
      losses: storesOf(before, after, comparison, options, orders).map((loss) => shownLoss(loss, olds, news)),
      renamed,
      appeared: comparison.appeared.map(({ address, type }) => ({ resource: address, type })),
      gone: comparison.gone.map(({ address, type }) => ({ resource: address, type })),
      findings: states(before, after, names, olds, news),
      problems,
      errors: comparison.errors.map(({ rule, subject, message }) => ({ rule, resource: subject, message })),
    };
  }
  const only = after ?? before;
  const side = news ?? olds;
  const resources = only ? [...only.template.resources.values()].map(({ address, type }) => ({ resource: address, type })) : [];
  return {
    name: side?.name ?? options.newName(''),
    state: after ? 'added' : 'removed',
    changes: [],
    losses: [],
    renamed: [],
    appeared: after ? resources : [],
    gone: after ? [] : resources,
    findings: only && side ? only.findings.filter(({ verdict }) => verdict === 'fail').map((finding) => side.state(finding, after ? 'new' : 'absent')) : [],
    problems,
    errors: [],
  };
}

function storesOf(before: Unit, after: Unit, comparison: ReturnType<typeof compareTemplates>, { rules }: DiffUnitsOptions, orders: Orders): readonly Loss[] {
  const changes = before.template.family === 'cfn' ? wholeChange(before.template, after.template) : terraformChange(comparison, rules);
  return losses(before.template, after.template, comparison, changes, orders);
}

/** Findings of the chosen profile by what became of them. Identity knows no file and no line; that of a renamed resource is told by rule, new address and path. */
function states(before: Unit, after: Unit, names: ReadonlyMap<string, string>, olds: ShownSide, news: ShownSide): readonly ShownState[] {
  const keyOf = ({ rule, subject, path }: Finding, renamed: ReadonlyMap<string, string>): string => JSON.stringify([rule, renamed.get(subject) ?? subject, path]);
  const failures = ({ findings }: Unit): readonly Finding[] => findings.filter(({ verdict }) => verdict === 'fail');
  const left = new Map<string, Finding[]>();
  for (const finding of failures(before)) left.set(keyOf(finding, names), [...(left.get(keyOf(finding, names)) ?? []), finding]);
  const now = failures(after).map((finding) => ({ finding, isKnown: left.get(keyOf(finding, new Map()))?.shift() !== undefined }));
  // An item of a list that has no name of its own is another one once its content changes: of one rule and resource as many are the same as there were.
  const rest = [...left.values()].flat();
  const takesOne = ({ rule, subject }: Finding): boolean => {
    const at = rest.findIndex((one) => one.rule === rule && (names.get(one.subject) ?? one.subject) === subject);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  };
  return [...now.map(({ finding, isKnown }) => news.state(finding, isKnown || takesOne(finding) ? 'unchanged' : 'new')), ...rest.map((finding) => olds.state(finding, 'absent'))];
}

function shownChange(change: ProtectionChange, after: Unit, olds: ShownSide, news: ShownSide, { profile }: DiffUnitsOptions): ShownChange {
  const { direction, severity, subject, was, type, path, before, after: now, reach, when, rules, identity } = change;
  const inProfile = rules.filter(({ rule }) => profile.has(rule.id));
  const failing = after.findings.filter(({ verdict, subject: of, rule }) => verdict === 'fail' && of === subject && inProfile.some((one) => one.rule.id === rule && one.before !== one.after));
  const isSuppressed = direction === 'weaker' && failing.length > 0 && failing.every((finding) => finding.suppressed !== undefined);
  const isHidden = before.sensitive || now.sensitive;
  return {
    direction,
    severity,
    resource: subject,
    ...(was === undefined ? {} : { was }),
    type,
    property: path,
    before: isHidden ? '' : olds.clean(before.detail),
    after: news.clean(now.detail),
    reach,
    when: when.map((one) => news.cleanChoice(one)),
    rules: rules.map((one) => ({ ...one, inProfile: profile.has(one.rule.id) })),
    place: news.place(now.at, now.missing),
    identity,
    gates: direction === 'weaker' && inProfile.length > 0 && !isSuppressed,
    isSuppressed,
  };
}

function shownLoss(loss: Loss, olds: ShownSide, news: ShownSide): ShownLoss {
  const { fate, outcome, address, becomes, type, holds, properties, when, nets, side, at } = loss;
  return {
    fate,
    outcome,
    resource: address,
    ...(becomes === undefined ? {} : { becomes }),
    type,
    holds,
    properties,
    when: when.map((one) => news.cleanChoice(one)),
    nets: nets.map(({ words }) => words),
    place: (side === 'before' ? olds : news).place(at, true),
    gates: (outcome === 'lost' || outcome === 'recoverable') && fate !== 'may-be-replaced',
  };
}

/** The files of one side as they may be shown. */
class ShownSide {
  readonly name: FileName;
  readonly #shown: ReadonlyMap<string, { readonly checked: CheckedTemplate; readonly shown: Shown }>;

  constructor(
    unit: Unit,
    private readonly nameOf: (key: string) => FileName,
    private readonly isOld: boolean,
  ) {
    this.name = nameOf(unit.key);
    this.#shown = new Map(unit.files.map((checked) => [checked.file, { checked, shown: Shown.of(checked) }]));
  }

  /** What a deployment chooses, without the secrets of any of the files. */
  cleanChoice(choice: string): string {
    return [...this.#shown.values()].reduce((text, { shown }) => shown.cleanChoice(text), choice);
  }

  /** A sentence without the secrets of any of the files. */
  clean(sentence: string): string {
    return [...this.#shown.values()].reduce((text, { shown }) => shown.clean(text), sentence);
  }

  place(origin: Origin, missing: boolean): DiffPlace {
    const wanted: Place = placeOf(origin, missing);
    // What stands in no file (a value that was given beside them) is placed at the start of the first.
    const [first = ''] = this.#shown.keys();
    const place = this.#shown.has(fileOf(wanted)) ? wanted : { block: `${first}#`, range: { start: 0, end: 0 } };
    const shown = this.#shown.get(fileOf(place))?.shown;
    if (!shown) throw new Error('a version of a template without a file');
    return { file: this.nameOf(fileOf(place)), at: shown.span(place), snippet: maskedText(shown.text, shown.absolute(place), shown.hidden), isOld: this.isOld };
  }

  state(finding: Finding, state: ShownState['state']): ShownState {
    const found = this.#shown.get(fileOf(finding.place));
    if (!found) throw new Error(`no file ${fileOf(finding.place)} in this version`);
    return { state, finding: found.shown.finding(finding, found.checked), file: this.nameOf(found.checked.file) };
  }

  problems(): TemplateDiff['problems'] {
    return [...this.#shown.values()].flatMap(({ checked, shown }) => checked.problems.map((problem) => ({ file: this.nameOf(checked.file), problem: shown.problem(problem), isOld: this.isOld })));
  }
}
