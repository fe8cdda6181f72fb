/**
 * What deploying a change does to a resource that already runs, mildest first. `none`: nothing; `in-place`: changed while
 * it runs; `interrupts`: out of service for a while; `may-replace`, `replaces`: a new one is made and the old one goes;
 * `not-supported`: the deployment fails; `unknown`: nobody said, which is never the same as safe.
 */
export type Impact = 'none' | 'in-place' | 'interrupts' | 'may-replace' | 'replaces' | 'not-supported' | 'unknown';
