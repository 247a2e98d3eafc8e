class ToolBarElement extends HTMLElement {
  #controller = new AbortController();

  connectedCallback(): void {
    const { signal } = this.#controller; // EXPECT: no-spent-controller #1
    window.addEventListener('resize', () => this.layout(), { signal }); // EXPECT: no-spent-controller #1
    document.addEventListener('keydown', (event) => this.onKey(event), { signal });
  }

  disconnectedCallback(): void {
    this.#controller.abort();
  }

  layout(): void {
    this.style.width = `${window.innerWidth}px`;
  }

  onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.hidden = true;
  }
}

customElements.define('tool-bar', ToolBarElement);
