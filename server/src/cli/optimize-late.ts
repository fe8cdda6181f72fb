/** V8 looks at whether to optimize a function each time that so many bytes of its bytecode were run; of itself after 66 KB. */
const budgetBytes = 200_000;

/** From here on it counts what else a run makes the machine do. */
const many = { files: 50, characters: 1_000_000 } as const;

let isLate = false;

/**
 * Before many files, or a large one, are judged: has V8 (that of Node 20, for which this was measured) optimize later. Most of the code runs a few thousand
 * times and is done before it pays; what V8 does for that beside the run took as much processor time as the run itself. Nothing but time changes.
 * The flag: https://chromium.googlesource.com/v8/v8/+/refs/heads/11.3-lkgr/src/flags/flag-definitions.h
 */
export function optimizeLate({ files = 0, characters = 0 }: { readonly files?: number; readonly characters?: number }): void {
  if ((files < many.files && characters < many.characters) || !process.versions.v8.startsWith('11.')) return;
  // Not imported: to load it takes as long as to judge a small template.
  process.getBuiltinModule('node:v8').setFlagsFromString(`--interrupt-budget=${budgetBytes}`);
  isLate = true;
}

/** Are V8's flags as they were at the start of the command? What they were here when they were changed cannot be asked. */
export function restoreFlags(): boolean {
  return !isLate;
}
