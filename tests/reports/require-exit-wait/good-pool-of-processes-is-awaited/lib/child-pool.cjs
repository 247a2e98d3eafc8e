'use strict';

const { fork } = require('node:child_process');
const path = require('node:path');

const killAndWait = (child) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });

class ChildPool {
  constructor() {
    this.retained = {};
    this.free = {};
  }

  retain(file) {
    const list = (this.free[file] ??= []);
    const child = list.pop() ?? fork(path.join(__dirname, 'master.cjs'));
    this.retained[child.pid] = child;
    child.on('exit', () => this.remove(child));
    return child;
  }

  remove(child) {
    delete this.retained[child.pid];
  }

  async clean() {
    const children = Object.values(this.retained).concat(...Object.values(this.free));
    this.retained = {};
    this.free = {};
    await Promise.all(children.map((child) => killAndWait(child)));
  }
}

module.exports = () => new ChildPool();
