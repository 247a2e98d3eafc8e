export class Janitor {
  async sweep(): Promise<number> {
    return 1;
  }
  async stop(): Promise<void> {
    await Promise.resolve();
  }
}
