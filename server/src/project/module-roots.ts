/**
 * The modules that nobody calls and that lead to one: itself where nothing leads to it, or where they call each other in a circle. `calls`: the folders
 * that each folder with configuration calls, itself or through others; all by project-relative path.
 */
export function rootsAbove(calls: ReadonlyMap<string, readonly string[]>): (module: string) => readonly string[] {
  const callers = new Map<string, Set<string>>();
  for (const [caller, called] of calls) for (const of of called) if (of !== caller) callers.set(of, (callers.get(of) ?? new Set()).add(caller));
  return (module) => {
    const above = new Set([module]);
    for (const one of above) for (const caller of callers.get(one) ?? []) above.add(caller);
    const roots = [...above].filter((one) => !callers.has(one)).sort();
    return roots.length > 0 ? roots : [module];
  };
}
