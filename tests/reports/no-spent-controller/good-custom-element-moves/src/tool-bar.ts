class ToolBarElement extends HTMLElement {
  #controller: AbortController | undefined;

  connectedCallback(): void {
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    window.addEventListener('resize', () => this.layout(), { signal });
    document.addEventListener('keydown', (event) => this.onKey(event), { signal });
  }

  disconnectedCallback(): void {
    this.#controller?.abort();
  }

  layout(): void {
    this.style.width = `${window.innerWidth}px`;
  }

  onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.hidden = true;
  }
}

customElements.define('tool-bar', ToolBarElement);
