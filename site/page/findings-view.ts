import type { Cure, PageFinding } from '../linter/protocol.ts';
import { find, make } from './elements.ts';
import { count } from './verdict.ts';

export interface FindingActions {
  readonly show: (finding: PageFinding) => void;
  readonly take: (finding: PageFinding, cure: Cure) => void;
}

/** The list of what was found, each with the edits that would cure it. */
export function showFindings(findings: readonly PageFinding[], actions: FindingActions): void {
  const list = find('finding-list');
  const open = new Set([...list.querySelectorAll<HTMLElement>('details[open]')].map(({ dataset }) => dataset['key']));
  list.replaceChildren(...findings.map((finding, i) => makeFinding(finding, i, actions, open)));
  const edits = findings.filter(({ cures }) => cures.length > 0).length;
  find('finding-count').textContent =
    findings.length === 0
      ? 'Nothing stands in the way of a stop.'
      : `${count(findings.length, 'finding')}, ${edits === 0 ? 'none' : edits} with an edit.`;
}

function makeFinding(
  finding: PageFinding,
  i: number,
  { show, take }: FindingActions,
  open: ReadonlySet<string | undefined>,
): HTMLElement {
  const { file, line, rule, url } = finding;
  const place = make('button', { type: 'button', class: 'place', onclick: () => show(finding) }, `${file}:${line}`);
  const cures = finding.cures.map((cure, j) => {
    const key = `${rule} ${cure.title}`;
    return makeCure(cure, key, (i === 0 && j === 0 && open.size === 0) || open.has(key), () => take(finding, cure));
  });
  const name = url === null ? 'not JavaScript' : makeRuleLink(rule ?? '', url);
  return make(
    'li',
    { class: 'finding' },
    make('p', { class: 'where' }, place, name),
    makeMessage(finding.message),
    ...cures,
  );
}

function makeRuleLink(rule: string, url: string): HTMLElement {
  return make('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, rule);
}

/** What is lost stands out; what to do follows. */
function makeMessage(message: string): HTMLElement {
  const [, loss, cure] = /^(.*?[.!?])\s+(\p{Lu}.*)$/su.exec(message) ?? [];
  return make('p', { class: 'message' }, make('strong', {}, loss ?? message), cure === undefined ? null : ` ${cure}`);
}

function makeCure({ kind, title, diff }: Cure, key: string, isOpen: boolean, take: () => void): HTMLElement {
  const words = kind === 'fix' ? 'Fix' : title.replace(/\.$/, '');
  const code = make('div', { class: 'diff-box' });
  // Made by the formatter of the HTML report, which escapes what comes from a file.
  code.innerHTML = diff;
  return make(
    'div',
    { class: 'cure' },
    make(
      'details',
      { open: isOpen, 'data-key': key },
      make('summary', {}, kind === 'fix' ? 'Fix' : `Suggestion: ${words}`),
      code,
    ),
    make('button', { type: 'button', class: 'take', onclick: take, 'aria-label': `Take this edit: ${words}` }, 'Take'),
  );
}
