/** Brings a store up to date, again and again. */
export class Keeper {
  #timer;
  #turn;
  #store;

  constructor(store) {
    this.#store = store;
  }

  start() {
    this.#timer = setInterval(() => {
      this.#turn ??= this.#update().finally(() => (this.#turn = undefined));
    }, 1);
  }

  async stop() {
    clearInterval(this.#timer);
    await this.#turn;
  }

  async #update() {
    await this.#store.save(await this.#store.read());
  }
}
