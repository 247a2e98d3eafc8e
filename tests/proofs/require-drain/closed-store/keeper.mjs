/** Brings a store up to date, again and again. */
export class Keeper {
  #timer;
  #busy = false;
  #store;

  constructor(store) {
    this.#store = store;
  }

  start() {
    this.#timer = setInterval(() => void this.#turn(), 1);
  }

  async stop() {
    clearInterval(this.#timer);
  }

  async #turn() {
    if (this.#busy) return;
    this.#busy = true;
    try {
      await this.#store.save(await this.#store.read());
    } finally {
      this.#busy = false;
    }
  }
}
