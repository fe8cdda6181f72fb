import * as vscode from 'vscode';

const toolkit = 'amazonwebservices.aws-toolkit-vscode';

/** What our diagnostics carry so that they can be compared with another tool's. */
interface Comparable {
  readonly aliases: readonly string[];
  readonly subject: { readonly first: number; readonly last: number };
}

/** Does the user want what another extension shows already to be shown once? */
export function hidesOverlap(uri: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('dataward', uri).get<string>('overlap', 'show') === 'hide';
}

/** One line for the status where AWS's own checks run beside ours; nothing where they do not. */
export function overlapLine(uri: vscode.Uri): string | undefined {
  if (vscode.extensions.getExtension(toolkit) === undefined) return undefined;
  return hidesOverlap(uri) ? 'AWS Toolkit checks this too: what it reports already is not shown again' : 'AWS Toolkit checks this too: both are shown (dataward.overlap)';
}

/** The diagnostics of ours that nobody else shows: the same check on the same resource is the same thing. */
export function withoutOverlap(ours: readonly vscode.Diagnostic[], others: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
  return ours.filter((one) => {
    const data = comparable(one);
    return data === undefined || !others.some((other) => isSame(data, other));
  });
}

/** The diagnostics of other extensions on a document. */
export function othersOn(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source !== 'dataward');
}

/** The code of a diagnostic as text. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}

function isSame({ aliases, subject }: Comparable, other: vscode.Diagnostic): boolean {
  const code = codeOf(other).toUpperCase();
  const { start } = other.range;
  return code !== '' && aliases.some((alias) => alias.toUpperCase() === code) && start.line >= subject.first && start.line <= subject.last;
}

function comparable(diagnostic: vscode.Diagnostic): Comparable | undefined {
  const data: unknown = 'data' in diagnostic ? diagnostic.data : undefined;
  return typeof data === 'object' && data !== null && 'aliases' in data && 'subject' in data ? (data as Comparable) : undefined;
}
