// Runs jobs until it is closed.
export class Runner {
  jobs = [];
  closed = false;

  close() {
    this.closed = true;
  }

  async run() {
    while (this.jobs.length > 0) {
      const job = this.jobs.shift();
      if (this.closed) {
        return;
      }
      await job();
    }
  }

  /** What is left, for the next runner. */
  takeRest() {
    return this.jobs.splice(0);
  }
}
