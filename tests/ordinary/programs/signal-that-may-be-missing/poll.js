const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export async function poll(params) {
  const abortSignal = params.signal;
  let n = 0;
  while (n < params.tries) {
    if (abortSignal?.aborted === true) break;
    n += 1;
    await sleep(120);
  }
  return n;
}
