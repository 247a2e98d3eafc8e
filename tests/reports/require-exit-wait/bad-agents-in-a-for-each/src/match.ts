import { Agent } from './agent.ts';

export class Match {
  private readonly agents: Agent[];

  constructor(files: string[]) {
    this.agents = files.map((file) => new Agent(file));
  }

  async destroy(): Promise<void> {
    this.agents.forEach(async (agent) => { // EXPECT: require-exit-wait #1
      await agent.terminate(); // EXPECT: require-exit-wait #1
    });
  }
}
