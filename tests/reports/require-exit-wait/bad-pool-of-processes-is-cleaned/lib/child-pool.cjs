'use strict';

const { fork } = require('node:child_process');
const path = require('node:path');

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

  clean() {
    const children = Object.values(this.retained).concat(...Object.values(this.free));
    this.retained = {};
    this.free = {};
    children.forEach((child) => child.kill('SIGTERM')); // EXPECT: require-exit-wait
  }
}

module.exports = () => new ChildPool();
