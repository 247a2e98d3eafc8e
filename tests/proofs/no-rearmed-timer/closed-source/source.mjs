import { connect } from 'node:net';

/** Keeps a connection to a server. */
export class Source {
  constructor(port) {
    this.port = port;
  }

  open() {
    this.socket = connect(this.port, '127.0.0.1');
    this.socket.on('close', () => {
      setTimeout(() => this.open(), 10);
    });
  }

  close() {
    this.socket.destroy();
  }
}
