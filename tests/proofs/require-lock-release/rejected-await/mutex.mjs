// A mutex with a queue.
export class Mutex {
  #tail = Promise.resolve();

  async acquire() {
    const previous = this.#tail;
    let release;
    this.#tail = new Promise((resolve) => (release = resolve));
    await previous;
    return release;
  }
}
