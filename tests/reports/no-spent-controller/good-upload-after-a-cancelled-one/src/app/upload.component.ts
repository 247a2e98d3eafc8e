interface Blob { uploadBrowserData(file: File, options: { abortSignal: AbortSignal }): Promise<void> }

export class UploadComponent {
  private controller = new AbortController();
  status = 'idle';

  cancelUpload(): void {
    this.controller.abort();
    this.status = 'cancelled';
  }

  async uploadFile(blob: Blob, file: File): Promise<void> {
    this.controller = new AbortController();
    this.status = 'running';
    await blob.uploadBrowserData(file, { abortSignal: this.controller.signal });
    this.status = 'done';
  }
}
