const limit = AbortSignal.timeout(500);

/** Gives up after half a second. */
export const load = (url) => fetch(url, { signal: limit });
