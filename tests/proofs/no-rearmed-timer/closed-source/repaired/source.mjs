import { connect } from 'node:net';

/** Keeps a connection to a server. */
export class Source {
  closed = false;

  constructor(port) {
    this.port = port;
  }

  open() {
    this.socket = connect(this.port, '127.0.0.1');
    this.socket.on('close', () => {
      if (this.closed) return;
      setTimeout(() => this.open(), 10);
    });
  }

  close() {
    this.closed = true;
    this.socket.destroy();
  }
}
