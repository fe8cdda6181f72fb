import * as vscode from 'vscode';
import { sniff } from '../../server/src/formats/detect.ts';
import { selector } from './languages.ts';

/** Is there anything for Dataward to do in this document? `why` says why not. */
export type Concern = { readonly concerns: true } | { readonly concerns: false; readonly why: string };

/** Decides by the settings and a cheap look at the text: it is asked before the server is started, and while it is typed. */
export function concernOf(document: vscode.TextDocument): Concern {
  if (vscode.languages.match(selector, document) === 0) return { concerns: false, why: 'Dataward reads YAML and JSON' };
  if (!vscode.workspace.getConfiguration('dataward', document).get('enable', true)) return { concerns: false, why: 'dataward.enable is off here' };
  if (/\.(tf|tofu)\.json$|(?:^|[\\/])cdk\.json$/i.test(document.fileName)) return { concerns: true };
  const sniffed = sniff(document.getText(), document.fileName);
  return sniffed.maybe ? { concerns: true } : { concerns: false, why: `not a template: ${sniffed.why}` };
}
