import { make } from './elements.ts';
import { LIMIT_MS } from './run-program.ts';
import { count, type Lane, type Verdict } from './verdict.ts';

/** What a run has shown, as a card. */
export function makeRunCard(title: string, verdict: Verdict, scale: number): HTMLElement {
  const { losses, output } = verdict;
  const isBad = verdict.wasCut || verdict.hasFailed || losses.length > 0;
  return make(
    'article',
    { class: `run-card ${isBad ? 'bad' : 'good'}` },
    make('h3', {}, title),
    make('p', { class: 'figure' }, getFigure(verdict)),
    make('p', { class: 'note' }, getManner(verdict)),
    (verdict.wasCut || verdict.hasFailed) && losses.length === 0 ? null : makeLosses(losses),
    makeLanes(verdict, scale),
    output.length > 0 ? makeOutput(output) : make('p', { class: 'note' }, 'It has printed nothing.'),
  );
}

/** How the stop went, in a few words. */
export function getFigure({ stoppedMs, wasCut, hasFailed, askedAt, lasted }: Verdict): string {
  if (wasCut) return 'did not stop';
  if (hasFailed) return `failed after ${getDuration(lasted)}`;
  if (stoppedMs === null || askedAt === null) return `ended by itself after ${getDuration(lasted)}`;
  return `stopped in ${getDuration(stoppedMs)}`;
}

function getManner({ wasCut, hasFailed, askedAt, askedBy, lanes }: Verdict): string {
  if (hasFailed) return 'An error that nobody caught ended it.';
  if (askedAt === null) return 'It had ended before it was asked.';
  const asked = askedBy === null ? 'Nothing listens for a stop, so it was cut off.' : `Asked by ${askedBy}.`;
  if (wasCut) return `${asked} The page ended it after ${getDuration(LIMIT_MS)}.`;
  const killed = lanes.filter(({ ending }) => ending === 'killed').length;
  return killed === 0 ? asked : `${asked} ${count(killed, 'worker')} killed.`;
}

function makeLosses(losses: readonly string[]): HTMLElement {
  if (losses.length === 0) return make('p', { class: 'kept' }, 'Nothing was lost.');
  return make('ul', { class: 'losses', 'aria-label': 'What was lost' }, ...losses.map((loss) => make('li', {}, loss)));
}

function makeLanes({ lanes, askedAt }: Verdict, scale: number): HTMLElement {
  const box = make('div', { class: 'lanes', 'aria-hidden': 'true' }, ...lanes.map((lane) => makeLane(lane, scale)));
  if (askedAt !== null) {
    const mark = make('div', { class: askedAt > 0.8 * scale ? 'asked late' : 'asked' });
    mark.style.left = toPercent(askedAt / scale);
    mark.append(make('span', {}, 'stop'));
    box.append(mark);
  }
  return box;
}

function makeLane({ file, from, to, ending, tasks, answers, isOwner }: Lane, scale: number): HTMLElement {
  const bar = make('div', { class: `life ${ending}` });
  place(bar, from, to, scale);
  const marks = tasks.flatMap(({ takenAt, doneAt }) => {
    if (takenAt === null) return [];
    const mark = make('div', { class: doneAt === null ? 'task open' : 'task' });
    place(mark, takenAt, doneAt ?? to, scale);
    return [mark];
  });
  const facts =
    isOwner || tasks.length === 0
      ? ''
      : `${tasks.filter(({ doneAt }) => doneAt !== null).length} of ${count(tasks.length, 'message')} done`;
  const said = isOwner || answers === 0 ? '' : count(answers, 'answer');
  const end = { exited: '', killed: 'killed', cut: 'still running' }[ending];
  const words = [facts || said, end].filter((word) => word !== '').join(' · ');
  return make(
    'div',
    { class: 'lane' },
    make('p', {}, make('span', { class: 'file' }, file), make('span', { class: 'note' }, words)),
    make('div', { class: 'track' }, bar, ...marks),
  );
}

function place(element: HTMLElement, from: number, to: number, scale: number): void {
  element.style.left = toPercent(from / scale);
  element.style.width = toPercent((to - from) / scale);
}

function toPercent(part: number): string {
  return `${(Math.min(1, Math.max(0, part)) * 100).toFixed(2)}%`;
}

function makeOutput(output: Verdict['output']): HTMLElement {
  const lines = output.map(({ at, file, text, isError }) =>
    make(
      'div',
      { class: isError ? 'line error' : 'line' },
      make('span', { class: 'at' }, `${at.toFixed(0)}`),
      make('span', {}, text),
      make('span', { class: 'note' }, file),
    ),
  );
  return make(
    'details',
    { class: 'output', open: true },
    make('summary', {}, 'What it printed'),
    make('div', { class: 'code' }, ...lines),
  );
}

export function getDuration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
