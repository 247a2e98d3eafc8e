// Runs until it is told to end, or the program is gone.
import { connect } from 'node:net';

connect(Number(process.argv[2]), '127.0.0.1')
  .on('error', () => {})
  .on('close', () => process.exit());
