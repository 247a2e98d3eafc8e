export class FileWorker {
  constructor(script) {
    this.script = script;
  }

  process(file, onProgress) {
    return new Promise((resolve, reject) => {
      const worker = new Worker(this.script);
      worker.onmessage = (event) => {
        if (event.data.type === 'progress') {
          onProgress(event.data.value);
        } else if (event.data.type === 'done') {
          worker.terminate();
          resolve(event.data.result);
        }
      };
      worker.onerror = (event) => {
        worker.terminate();
        reject(event);
      };
      worker.postMessage({ file });
    });
  }
}
