/** Kept by the process, lost with it, and seen by every request. */
export const claims = new Map<string, string>();
export let count = 0;
export const add = (): number => ++count;
