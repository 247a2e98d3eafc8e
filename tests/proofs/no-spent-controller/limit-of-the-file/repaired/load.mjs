/** Gives up after half a second. */
export const load = (url) => fetch(url, { signal: AbortSignal.timeout(500) });
