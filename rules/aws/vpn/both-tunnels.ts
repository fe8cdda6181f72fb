import type { Evidence, Judgement, View } from '../../../server/src/core/rule/view.ts';
import type { Subject } from '../about-subject.ts';

type Edit = Evidence['edits'][number];
/** What the options of a tunnel are set to: CloudFormation's items, Terraform's arguments without `tunnel1_`. */
export interface SoundOptions {
  readonly cfn: Readonly<Record<string, readonly { readonly Value: string | number }[]>>;
  readonly tf: Readonly<Record<string, readonly (string | number)[]>>;
}

const list = 'VpnTunnelOptionsSpecifications';

/** Does the connection say something about each of its two tunnels? `sound`: the options that are written where nothing is said. */
export function saysWhatBothAccept(subject: Subject, view: View, sound: SoundOptions): Judgement {
  const settings = view.settle(subject.properties);
  if (settings.kind !== 'map' || settings.open) return { verdict: 'unknown', evidence: [], reason: 'its properties are not known' };
  if (view.family === 'tf') {
    const names = Object.keys(sound.tf);
    const isSaid = (prefix: string): boolean => [...settings.entries].some(([key, value]) => names.some((name) => key === prefix + name) && view.settle(value).kind !== 'absent');
    const silent = ['tunnel1_', 'tunnel2_'].filter((prefix) => !isSaid(prefix));
    if (silent.length === 0) return { verdict: 'pass', evidence: [] };
    const edits = silent.flatMap((prefix) => names.map((name): Edit => ({ op: 'set', anchor: settings.at, rest: [{ kind: 'key', key: prefix + name }], value: sound.tf[name] ?? [] })));
    return fails(`nothing is said about ${silent.map((prefix) => prefix.slice(0, -1)).join(' and ')}`, settings.at, edits);
  }
  const written = settings.entries.get(list);
  const tunnels = written && view.settle(written);
  if (tunnels?.kind === 'unknown' || (tunnels?.kind === 'list' && tunnels.open)) return { verdict: 'unknown', evidence: [], reason: `\`${list}\` is not known` };
  const count = tunnels?.kind === 'list' ? tunnels.items.filter((item) => view.settle(item).kind !== 'absent').length : 0;
  if (count >= 2) return { verdict: 'pass', evidence: [] };
  if (tunnels && count > 0) return fails('only one of the two tunnels is specified', tunnels.at, []);
  const spot = tunnels && tunnels.kind !== 'absent' ? { anchor: tunnels.at, rest: [] } : { anchor: settings.at, rest: [{ kind: 'key', key: list }] as const };
  return fails(`\`${list}\` is not set`, settings.at, [{ op: 'set', ...spot, value: [sound.cfn, sound.cfn] }]);
}

function fails(detail: string, at: Evidence['at'], edits: readonly Edit[]): Judgement {
  const refused = edits.length > 0 ? {} : { refused: 'the other tunnel is to be specified by hand' };
  const evidence: Evidence = { detail, at, missing: true, related: [], path: list, edits, sensitive: false, ...refused };
  return { verdict: 'fail', evidence: [evidence] };
}
