export class ReconnectingSocket {
  private ws?: WebSocket;
  private delay = 0;
  private shouldRetry = true;

  constructor(private url: string, private maxDelay = 5000) {
    this.connect();
  }

  private connect(): void {
    this.ws = new WebSocket(this.url);
    this.ws.addEventListener('open', () => {
      this.delay = 0;
    });
    this.ws.addEventListener('close', () => this.handleClose());
  }

  private handleClose(): void {
    if (!this.shouldRetry) return;
    this.delay = Math.min(this.delay === 0 ? 200 : this.delay * 1.3, this.maxDelay);
    setTimeout(() => {
      if (this.shouldRetry) this.connect();
    }, this.delay);
  }

  close(code = 1000): void {
    this.shouldRetry = false;
    this.ws?.close(code);
  }
}
