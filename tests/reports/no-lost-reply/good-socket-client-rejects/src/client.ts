import { EventEmitter } from 'node:events';
import WebSocket from 'ws';

type Handler = { resolve: (value: unknown) => void; reject: (error: Error) => void };

export class WsClient extends EventEmitter {
  private readonly pendingRequests: Record<number, Handler> = {};
  private index = 0;

  constructor(private readonly socket: WebSocket) {
    super();
    socket.onmessage = (event) => {
      const message = JSON.parse(String(event.data)) as { type: string; id: number; data: unknown };
      if (message.type === 'signal') this.emit('signal', message.data);
      else this.handleResponse(message);
    };
    socket.onclose = (event) => {
      for (const { reject } of Object.values(this.pendingRequests)) reject(new Error(`closed with ${event.code}`));
    };
  }

  request(data: unknown): Promise<unknown> {
    if (this.socket.readyState !== WebSocket.OPEN) return Promise.reject(new Error('socket is not open'));
    const id = this.index++;
    return new Promise((resolve, reject) => {
      this.pendingRequests[id] = { resolve, reject };
      this.socket.send(JSON.stringify({ id, data }));
    });
  }

  private handleResponse({ id, data }: { id: number; data: unknown }): void {
    this.pendingRequests[id]?.resolve(data);
    delete this.pendingRequests[id];
  }

  close(code = 1000): void {
    this.socket.close(code);
  }
}
