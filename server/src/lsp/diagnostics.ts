import type { Diagnostic } from 'vscode-languageserver';
import type { RuleRecord } from '../core/rule/rule.ts';
import { absoluteRange } from '../project/check.ts';
import { readConfig } from '../project/config.ts';
import type { ReadConfig } from '../project/config.ts';
import type { Abilities } from './abilities.ts';
import { isConfig } from './is-config.ts';
import type { CheckedDocument } from './checked-document.ts';
import type { Known } from './checked-documents.ts';
import { problemDiagnostic, protocolRange, unusedDiagnostic } from './convert.ts';

/** Everything there is to say about one version of a document. Empty for a document that is not ours. */
export function diagnosticsOf({ at, config, baseline, besides, own, diagnostics: memory }: Known, rules: readonly RuleRecord[], client: Abilities): Diagnostic[] {
  if (isConfig(at.uri)) return ownConfigDiagnostics(at, rules);
  if (own) return own.problems.map((problem) => problemDiagnostic(problem, protocolRange(absoluteRange(own.document, problem.at), at.lines)));
  if (at.checked.kind !== 'template') return [];
  const { report, problems } = at.checked;
  return [
    ...configDiagnostics(config),
    ...(baseline?.problems ?? []).map(({ message }) => problemDiagnostic({ code: 'baseline', message: `${baseline?.baseline.file}: ${message}`, severity: 'warning' }, start)),
    ...besides.map((message) => problemDiagnostic({ code: 'parameter-file', message, severity: 'warning' }, start)),
    ...problems.map((problem) => problemDiagnostic(problem, protocolRange(at.rangeOf(problem.at), at.lines))),
    ...memory.of(at, at.checked, client),
    ...report.unusedSuppressions.map((unused) => unusedDiagnostic(unused, protocolRange(at.rangeOf(unused.at), at.lines), client.tags)),
  ];
}

/** Where a template tells of other files, which may not be open. */
const start = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A configuration that is open shows its own problems, where they are. */
function ownConfigDiagnostics(at: CheckedDocument, rules: readonly RuleRecord[]): Diagnostic[] {
  const { problems, document } = readConfig(at.text, at.uri, rules);
  return problems.map((problem) => problemDiagnostic(problem, protocolRange(absoluteRange(document, problem.at), at.lines)));
}

/** A template tells on its first line that its configuration is broken: the file itself may not be open. */
function configDiagnostics(config: ReadConfig | undefined): Diagnostic[] {
  const [first] = config?.problems ?? [];
  if (config === undefined || first === undefined) return [];
  return [problemDiagnostic({ code: 'config', message: `${config.config.file}: ${first.message}`, severity: 'warning' }, start)];
}
