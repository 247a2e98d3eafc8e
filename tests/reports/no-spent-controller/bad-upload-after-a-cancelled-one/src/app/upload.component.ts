interface Blob { uploadBrowserData(file: File, options: { abortSignal: AbortSignal }): Promise<void> }

export class UploadComponent {
  private controller = new AbortController();
  status = 'idle';

  cancelUpload(): void {
    this.controller.abort();
    this.status = 'cancelled';
  }

  async uploadFile(blob: Blob, file: File): Promise<void> {
    this.status = 'running';
    await blob.uploadBrowserData(file, { abortSignal: this.controller.signal }); // EXPECT: no-spent-controller
    this.status = 'done';
  }
}
