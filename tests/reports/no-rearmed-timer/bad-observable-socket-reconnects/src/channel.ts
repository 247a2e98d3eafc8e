export interface ChannelConfig {
  initialTimeout: number;
  reconnectIfNotNormalClose: boolean;
}

export class Channel {
  private socket?: WebSocket;
  private attempts = 0;

  constructor(private url: string, private config: ChannelConfig) {
    this.connect();
  }

  connect(force = false): void {
    if (force || this.socket === undefined || this.socket.readyState !== WebSocket.OPEN) {
      this.socket = new WebSocket(this.url);
      this.socket.onclose = (event) => this.onClose(event);
    }
  }

  private onClose(event: CloseEvent): void {
    if (this.config.reconnectIfNotNormalClose && event.code !== 1000) this.reconnect();
  }

  private reconnect(): void {
    this.attempts++;
    setTimeout(() => this.connect(), this.config.initialTimeout * this.attempts); // EXPECT: no-rearmed-timer
  }

  close(): this {
    this.socket?.close();
    return this;
  }
}
