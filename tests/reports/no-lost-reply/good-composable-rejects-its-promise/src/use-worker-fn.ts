import { ref, onScopeDispose } from 'vue';
import { createBlobUrl } from './blob';

export function useWorkerFn<T extends (...args: never[]) => unknown>(fn: T) {
  const worker = ref<(Worker & { blobUrl?: string }) | undefined>();
  const status = ref<'PENDING' | 'RUNNING' | 'SUCCESS' | 'ERROR' | 'STOPPED'>('PENDING');
  const promise = ref<{ resolve?: (value: ReturnType<T>) => void; reject?: (error: unknown) => void }>({});

  const stop = (next: typeof status.value = 'STOPPED') => {
    if (worker.value && worker.value.blobUrl) {
      const { reject = () => {} } = promise.value;
      worker.value.terminate();
      URL.revokeObjectURL(worker.value.blobUrl);
      reject(new Error('stopped'));
      promise.value = {};
      worker.value = undefined;
      status.value = next;
    }
  };
  onScopeDispose(stop);

  const make = () => {
    const blobUrl = createBlobUrl(fn);
    const made: Worker & { blobUrl?: string } = new Worker(blobUrl);
    made.blobUrl = blobUrl;
    made.onmessage = (event: MessageEvent<['SUCCESS' | 'ERROR', ReturnType<T>]>) => {
      const { resolve = () => {}, reject = () => {} } = promise.value;
      const [kind, result] = event.data;
      if (kind === 'SUCCESS') resolve(result);
      else reject(result);
      stop(kind);
    };
    made.onerror = (event) => {
      const { reject = () => {} } = promise.value;
      event.preventDefault();
      reject(event);
      stop('ERROR');
    };
    return made;
  };

  const call = (...args: Parameters<T>) =>
    new Promise<ReturnType<T>>((resolve, reject) => {
      promise.value = { resolve, reject };
      worker.value?.postMessage([[...args]]);
      status.value = 'RUNNING';
    });

  const run = (...args: Parameters<T>) => {
    worker.value = make();
    return call(...args);
  };
  return { run, status, stop };
}
