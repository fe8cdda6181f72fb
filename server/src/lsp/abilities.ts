import type { InitializeParams } from 'vscode-languageserver';

/** What the client can do, as far as an answer of ours depends on it. */
export interface Abilities {
  /** It asks for diagnostics (LSP 3.17). Then nothing is ever pushed. */
  readonly pulls: boolean;
  readonly refreshesDiagnostics: boolean;
  /** It tells what was committed (`dataward/headText`), and wants to know what edits since would do. */
  readonly tellsHead: boolean;
  readonly refreshesLenses: boolean;
  readonly configuration: boolean;
  readonly watchesFiles: boolean;
  readonly workspaceFolders: boolean;
  /** It can be asked for documents of further languages. */
  readonly registersDocuments: boolean;
  /** The same of actions, and of what is shown under the pointer. */
  readonly registersActions: boolean;
  readonly registersHovers: boolean;
  /** It lets an action's edit be computed when the action is chosen. */
  readonly resolvesEdits: boolean;
  readonly showsDisabledActions: boolean;
  /** It asks the user before it applies an edit that is annotated so. */
  readonly honoursAnnotations: boolean;
  /** It shows edits that are annotated so before it makes them, wherever they come from. */
  readonly previewsEdits: boolean;
  readonly versionedEdits: boolean;
  readonly appliesEdits: boolean;
  readonly showsDocuments: boolean;
  /** It shows related information, links and tags of diagnostics. */
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly tags: boolean;
  /** Commands of its own that an action may name: our VS Code client asks for a reason and renders pages itself. */
  readonly commands: readonly string[];
}

/** Reads the abilities off the first request. What is not stated is not there. */
export function abilitiesOf({ capabilities, initializationOptions }: InitializeParams): Abilities {
  const { textDocument, workspace, window } = capabilities;
  const pull = textDocument?.diagnostic;
  const push = textDocument?.publishDiagnostics;
  const shown = pull ?? push;
  const action = textDocument?.codeAction;
  return {
    pulls: pull !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    tellsHead: tellsHeadIn(initializationOptions),
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    registersDocuments: textDocument?.synchronization?.dynamicRegistration === true,
    registersActions: action?.dynamicRegistration === true,
    registersHovers: textDocument?.hover?.dynamicRegistration === true,
    resolvesEdits: action?.dataSupport === true && action.resolveSupport?.properties.includes('edit') === true,
    showsDisabledActions: action?.disabledSupport === true,
    honoursAnnotations: action?.honorsChangeAnnotations === true && workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    previewsEdits: workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.changeAnnotationSupport !== undefined,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    appliesEdits: workspace?.applyEdit === true,
    showsDocuments: window?.showDocument?.support === true,
    relatedInformation: shown?.relatedInformation ?? push?.relatedInformation ?? false,
    codeDescription: shown?.codeDescriptionSupport ?? push?.codeDescriptionSupport ?? false,
    tags: (shown?.tagSupport ?? push?.tagSupport) !== undefined,
    commands: commandsOf(initializationOptions),
  };
}

function tellsHeadIn(options: unknown): boolean {
  return typeof options === 'object' && options !== null && 'headTexts' in options && options.headTexts === true;
}

function commandsOf(options: unknown): readonly string[] {
  if (typeof options !== 'object' || options === null || !('commands' in options) || !Array.isArray(options.commands)) return [];
  return options.commands.filter((name: unknown) => typeof name === 'string');
}
