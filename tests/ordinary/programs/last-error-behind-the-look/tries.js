export async function tryOften(step, { signal } = {}) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await step(tries);
    } catch (error) {
      if (tries === 3) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
      if (signal?.aborted) throw error;
    }
  }
}
