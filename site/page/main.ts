import type { PresetName } from '../../src/configs.ts';
import type { Cure, PageFinding, PaneFile } from '../linter/protocol.ts';
import { Editor } from './editor.ts';
import { find, make } from './elements.ts';
import { EXAMPLES, type Example } from './examples.ts';
import { toFileName } from './file-name.ts';
import { showFindings } from './findings-view.ts';
import { LinterClient } from './linter-client.ts';
import { readAddress, writeAddress, type Content } from './permalink.ts';
import { RunPanel } from './run-panel.ts';

type Files = readonly [owner: PaneFile, worker: PaneFile];

/** So long a person has not typed when the linter is asked. */
const PAUSE_MS = 200;

const linter = new LinterClient();
const names = [find<HTMLInputElement>('name-0'), find<HTMLInputElement>('name-1')] as const;
const editors = [
  new Editor(find('editor-0'), 'Code of the owner', onTyped),
  new Editor(find('editor-1'), 'Code of the worker', onTyped),
] as const;
const [exampleBox, presetBox] = [find<HTMLSelectElement>('example'), find<HTMLSelectElement>('preset')];
const [takeAll, undoAll] = [find<HTMLButtonElement>('take-all'), find<HTMLButtonElement>('undo-all')];
const runPanel = new RunPanel(linter, () => ({ before, current: getContent() }));

/** What was there before the first edit was taken; null while none is. */
let before: Files | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Counts the texts: an answer about an earlier one comes too late. */
let version = 0;

start().catch(fail);

async function start(): Promise<void> {
  fillExamples();
  for (const input of names) input.addEventListener('change', () => onNamed(input));
  exampleBox.addEventListener('change', () => {
    const example = EXAMPLES.find(({ address }) => address === exampleBox.value);
    if (example) open(example, example);
  });
  presetBox.addEventListener('change', onTyped);
  takeAll.addEventListener('click', () => void takeEverything().catch(fail));
  undoAll.addEventListener('click', () => before && replaceFiles(before, null));
  find('share').addEventListener('click', () => void share().catch(fail));
  addEventListener('hashchange', () => void openAddress().catch(fail));
  await openAddress();
}

async function openAddress(): Promise<void> {
  const found = await readAddress(location.hash);
  const first = EXAMPLES[0] as Example;
  open(found?.content ?? first, found ? found.example : first);
}

function open(content: Content, example: Example | null): void {
  presetBox.value = content.preset;
  exampleBox.value = example?.address ?? '';
  if (example) setAddress(`#${example.address}`);
  runPanel.clear();
  replaceFiles(content.files, null);
}

function replaceFiles(files: Files, original: Files | null): void {
  before = original;
  for (const [i, { name, text }] of files.entries()) {
    (names[i] as HTMLInputElement).value = name;
    (editors[i] as Editor).text = text;
  }
  lintNow();
}

function getContent(): Content {
  const toFile = (i: 0 | 1): PaneFile => ({ name: names[i].value, text: editors[i].text });
  return { files: [toFile(0), toFile(1)], preset: presetBox.value as PresetName };
}

function onTyped(): void {
  version += 1;
  exampleBox.value = '';
  clearTimeout(timer);
  timer = setTimeout(() => {
    lintNow();
    void writeAddress(getContent()).then(setAddress, fail);
  }, PAUSE_MS);
}

function onNamed(input: HTMLInputElement): void {
  const [own, other] = input === names[0] ? names : [names[1], names[0]];
  own.value = toFileName(own.value);
  if (own.value === other.value) own.value = own.value.replace(/(\.\w+)$/, '-2$1');
  onTyped();
}

function lintNow(): void {
  clearTimeout(timer);
  void lint().catch(fail);
}

async function lint(): Promise<void> {
  const asked = ++version;
  const content = getContent();
  const { findings, map } = await linter.ask('lint', content);
  if (asked !== version) return;
  document.body.classList.remove('loading');
  find('trouble').textContent = '';
  for (const [i, { name }] of content.files.entries()) editors[i]?.mark(findings.filter(({ file }) => file === name));
  showFindings(findings, {
    show: ({ file, from }) => editors[file === content.files[0].name ? 0 : 1].show(from),
    take: (finding, cure) => asked === version && take(finding, cure),
  });
  takeAll.disabled = findings.every(({ cures }) => cures.length === 0);
  undoAll.hidden = before === null;
  find('map-drawing').innerHTML = map.svg;
  find('map-text').textContent = map.text;
}

function take({ file }: PageFinding, { edit }: Cure): void {
  const { files } = getContent();
  before ??= files;
  editors[file === files[0].name ? 0 : 1].apply(edit);
  afterEdits();
}

async function takeEverything(): Promise<void> {
  const asked = version;
  const content = getContent();
  const { files } = await linter.ask('cure', content);
  if (asked !== version) return;
  before ??= content.files;
  for (const [i, { text }] of files.entries()) editors[i]?.applyWhole(text);
  afterEdits();
}

function afterEdits(): void {
  exampleBox.value = '';
  clearTimeout(timer);
  // The button that was pressed is gone by then; whoever has no mouse goes on with the next edit.
  void lint().then(focusNextEdit, fail);
  void writeAddress(getContent()).then(setAddress, fail);
}

function focusNextEdit(): void {
  if (document.activeElement !== document.body) return;
  (document.querySelector<HTMLElement>('.take') ?? find('findings')).focus();
}

function setAddress(hash: string): void {
  find('share-note').textContent = '';
  history.replaceState(null, '', hash);
}

async function share(): Promise<void> {
  const note = find('share-note');
  const hash = exampleBox.value === '' ? await writeAddress(getContent()) : `#${exampleBox.value}`;
  setAddress(hash);
  try {
    await navigator.clipboard.writeText(location.href);
    note.textContent = 'Copied.';
  } catch {
    note.textContent = 'It is in the address bar.';
  }
}

function fillExamples(): void {
  const groups = [...new Set(EXAMPLES.map(({ group }) => group))];
  exampleBox.append(
    make('option', { value: '', disabled: true }, 'Your own'),
    ...groups.map((label) => {
      const examples = EXAMPLES.filter(({ group }) => group === label);
      const options = examples.map(({ address, title }) => make('option', { value: address }, title));
      return make('optgroup', { label }, ...options);
    }),
  );
}

function fail(error: unknown): void {
  console.error(error);
  find('trouble').textContent = `The page has failed: ${error instanceof Error ? error.message : String(error)}`;
}
