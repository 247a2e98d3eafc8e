const { spawn } = require('child_process');

const groups = {};

exports.start = (group, monitor) => {
  groups[group] ??= {};
  const state = (groups[group][monitor.id] = { started: 1 });
  state.spawn = spawn('ffmpeg', monitor.args);
  state.spawn.on('error', (error) => console.log(error));
};

exports.kill = (group, id) => {
  const state = groups[group][id];
  if (!state || !state.spawn) return;
  state.started = 0;
  const child = state.spawn;
  child.stdin.write('q\r\n');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
  child.once('exit', () => clearTimeout(timer));
  delete state.spawn;
};
