'use strict';

const { fork } = require('node:child_process');
const path = require('node:path');

exports.renderInChild = (page) => {
  const child = fork(path.join(__dirname, 'child.cjs'));
  child.on('message', (html) => console.log(html.length));
  child.send(page);
};
