import { Manager } from '../src/manager.ts';

const manager = new Manager({ host: 'localhost' });
for (const name of process.argv.slice(2)) manager.process(name);
