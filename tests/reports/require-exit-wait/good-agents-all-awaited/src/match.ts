import { Agent } from './agent.ts';

export class Match {
  private readonly agents: Agent[];

  constructor(files: string[]) {
    this.agents = files.map((file) => new Agent(file));
  }

  async destroy(): Promise<void> {
    await Promise.all(this.agents.map((agent) => agent.terminate()));
  }
}
