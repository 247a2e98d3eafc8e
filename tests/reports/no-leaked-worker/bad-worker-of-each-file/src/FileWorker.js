export class FileWorker {
  constructor(script) {
    this.script = script;
  }

  process(file, onProgress) {
    return new Promise((resolve, reject) => { // ALLOW: no-lost-reply
      const worker = new Worker(this.script); // EXPECT: no-leaked-worker
      worker.onmessage = (event) => {
        if (event.data.type === 'progress') onProgress(event.data.value);
        else if (event.data.type === 'done') resolve(event.data.result);
      };
      worker.onerror = reject;
      worker.postMessage({ file });
    });
  }
}
