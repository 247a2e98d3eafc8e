interface Actions {
  loadResult(runId: string): void;
  fail(runId: string): void;
}

export function createRunPoller(actions: Actions, budgetMs: number) {
  let timeoutId: number | undefined;
  let startedAt = 0;

  function stopPolling(): void {
    window.clearTimeout(timeoutId);
    timeoutId = undefined;
  }

  function pollResult(runId: string): void {
    if (Date.now() - startedAt > budgetMs) {
      stopPolling();
      actions.fail(runId);
      return;
    }
    actions.loadResult(runId);
  }

  function scheduleNext(runId: string): void {
    timeoutId = window.setTimeout(() => { // EXPECT: no-rearmed-timer
      pollResult(runId);
      scheduleNext(runId);
    }, Date.now() - startedAt > 60_000 ? 5000 : 1000);
  }

  return {
    start(runId: string): void {
      startedAt = Date.now();
      scheduleNext(runId);
    },
    stop: stopPolling,
  };
}
