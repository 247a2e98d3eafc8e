'use strict';

const { spawn } = require('node:child_process');

class MongoWrapper {
  constructor(args, testMode) {
    this.args = args;
    this.testMode = testMode;
  }

  run() {
    this.proc = spawn('mongod', this.args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.proc.on('exit', (code, signal) => {
      console.error('mongod exited', code, signal);
      process.exit(1);
    });
    this.interval = setInterval(() => this.checkResponding(), 10_000);
  }

  async checkResponding() {
    const response = await fetch('http://127.0.0.1:27017').catch(() => null); // ALLOW: require-signal
    if (!response) this.killMongo();
  }

  killMongo() {
    console.error('mongod does not respond');
    this.proc.kill('SIGKILL'); // EXPECT: no-sigkill
  }
}

module.exports = MongoWrapper;
