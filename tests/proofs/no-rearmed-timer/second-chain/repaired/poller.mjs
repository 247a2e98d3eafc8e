// Looks again a moment after each answer.
export class Poller {
  constructor(look) {
    this.look = look;
  }

  start() {
    this.run = new AbortController();
    void this.tick(this.run.signal);
  }

  async tick(signal) {
    await this.look();
    if (signal.aborted) return;
    this.timer = setTimeout(() => this.tick(signal), 1);
  }

  stop() {
    this.run?.abort();
    clearTimeout(this.timer);
  }
}
