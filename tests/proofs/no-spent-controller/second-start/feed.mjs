/** Can be started and stopped. */
export class Feed {
  controller = new AbortController();

  start(read) {
    return read({ signal: this.controller.signal });
  }

  stop() {
    this.controller.abort();
  }
}
