/** Can be started and stopped. */
export class Feed {
  start(read) {
    this.controller = new AbortController();
    return read({ signal: this.controller.signal });
  }

  stop() {
    this.controller?.abort();
  }
}
