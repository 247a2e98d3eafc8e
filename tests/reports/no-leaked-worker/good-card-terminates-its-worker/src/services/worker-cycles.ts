export interface CyclesWorker {
  startTimer(canisterId: string): void;
  stopTimer(): void;
  terminate(): void;
}

export async function initCyclesWorker(onSync: (cycles: bigint) => void): Promise<CyclesWorker> {
  const { default: CyclesWorkerClass } = await import('../workers/cycles.worker?worker');
  const worker: Worker = new CyclesWorkerClass();
  worker.onmessage = ({ data }) => {
    if (data.msg === 'syncCycles') onSync(data.cycles);
  };
  return {
    startTimer: (canisterId) => worker.postMessage({ msg: 'startCyclesTimer', canisterId }),
    stopTimer: () => worker.postMessage({ msg: 'stopCyclesTimer' }),
    terminate: () => worker.terminate(),
  };
}
