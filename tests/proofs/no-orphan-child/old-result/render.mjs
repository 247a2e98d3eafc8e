// Writes its result when the server, which stands for long work, lets it.
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';

const [, , port, file] = process.argv;
connect(Number(port), '127.0.0.1').once('data', () => {
  writeFileSync(file, 'old');
  process.exit();
});
