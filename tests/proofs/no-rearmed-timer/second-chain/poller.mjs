// Looks again a moment after each answer.
export class Poller {
  constructor(look) {
    this.look = look;
  }

  start() {
    void this.tick();
  }

  async tick() {
    await this.look();
    this.timer = setTimeout(() => this.tick(), 1);
  }

  stop() {
    clearTimeout(this.timer);
  }
}
