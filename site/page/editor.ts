import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { Annotation, EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Edit, PageFinding } from '../linter/protocol.ts';

/** On changes that the page makes, not the person. */
const byPage = Annotation.define<true>();

const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.controlKeyword], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.regexp, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: [tags.comment], color: 'var(--dim)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.className], color: 'var(--code-type)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--code-call)' },
]);

/** One file as text that can be edited. */
export class Editor {
  private readonly view: EditorView;

  /** @param onTyped called when a person has changed the text */
  constructor(parent: Element, label: string, onTyped: () => void) {
    this.view = new EditorView({
      parent,
      extensions: [
        lineNumbers(),
        history(),
        highlightActiveLine(),
        indentOnInput(),
        bracketMatching(),
        EditorState.tabSize.of(2),
        lintGutter(),
        javascript({ typescript: true, jsx: true }),
        syntaxHighlighting(highlighting),
        // The tab key leaves the editor: whoever has no mouse must get out of it.
        keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': label, autocapitalize: 'off', spellcheck: 'false' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some((one) => one.annotation(byPage))) onTyped();
        }),
      ],
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  set text(text: string) {
    if (text === this.text) return;
    this.view.dispatch({
      changes: { from: 0, to: this.view.state.doc.length, insert: text },
      annotations: byPage.of(true),
    });
  }

  /** An edit that a person can undo. */
  apply({ range: [from, to], text }: Edit): void {
    this.view.dispatch({ changes: { from, to, insert: text }, annotations: byPage.of(true) });
  }

  /** The same for a whole text; the cursor stays where it can. */
  applyWhole(text: string): void {
    if (text !== this.text) this.apply({ range: [0, this.view.state.doc.length], text });
  }

  mark(findings: readonly PageFinding[]): void {
    const end = this.view.state.doc.length;
    const diagnostics = findings.map((finding): Diagnostic => {
      const from = Math.max(0, Math.min(finding.from, end));
      const to = Math.min(Math.max(finding.to, from), end);
      const source = finding.rule === null ? {} : { source: finding.rule };
      return { from, to, severity: 'error', message: finding.message, ...source };
    });
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  /** Shows a place and puts the cursor there. */
  show(offset: number): void {
    const at = Math.min(offset, this.view.state.doc.length);
    this.view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
    this.view.focus();
  }
}
