import type { PaneFile, RunnableFile } from '../linter/protocol.ts';
import { readEmbedded } from './embedded.ts';
import { find, make } from './elements.ts';
import type { LinterClient } from './linter-client.ts';
import type { Content } from './permalink.ts';
import { runProgram } from './run-program.ts';
import { getFigure, makeRunCard } from './run-view.ts';
import { count, judge, type Verdict } from './verdict.ts';

type Files = readonly PaneFile[];

interface Sides {
  /** Before the first edit that was taken; null while none is. */
  readonly before: Files | null;
  readonly current: Content;
}

/** The part of the page where both versions of the program run. */
export class RunPanel {
  private readonly linter: LinterClient;
  private readonly getSides: () => Sides;
  private readonly button = find<HTMLButtonElement>('run-button');
  private readonly note = find('run-note');
  private readonly cards = find('run-cards');
  private readonly threadCode = readEmbedded('thread-code');
  private round = 0;

  constructor(linter: LinterClient, getSides: () => Sides) {
    this.linter = linter;
    this.getSides = getSides;
    this.button.addEventListener('click', () => void this.run());
  }

  clear(): void {
    this.round += 1;
    this.cards.replaceChildren();
    this.note.textContent = '';
    this.button.disabled = false;
  }

  private async run(): Promise<void> {
    this.clear();
    const { round } = this;
    this.button.disabled = true;
    this.note.textContent = 'Running …';
    try {
      const versions = await this.getVersions();
      const obstacle = versions.flatMap(({ files }) => files).find((file) => file.obstacle !== null)?.obstacle;
      const verdicts = obstacle ? [] : await Promise.all(versions.map(({ files }) => this.runFiles(files)));
      if (round !== this.round) return;
      this.note.textContent = obstacle ? `Shown, not run. ${obstacle}` : getSummary(verdicts);
      const scale = 1.03 * Math.max(...verdicts.map(({ lasted }) => lasted), 1);
      this.cards.replaceChildren(
        ...verdicts.map((verdict, i) => makeRunCard(versions[i]?.title ?? '', verdict, scale)),
        ...(verdicts.length === 1
          ? [make('p', { class: 'note' }, 'No rule has an edit to offer, so there is nothing to compare with.')]
          : []),
      );
    } catch (error) {
      this.note.textContent = `It could not be run: ${error instanceof Error ? error.message : String(error)}`;
    } finally {
      if (round === this.round) this.button.disabled = false;
    }
  }

  /** The program as it was written, and after the edits: those that were taken, or else all that there are. */
  private async getVersions(): Promise<{ title: string; files: readonly RunnableFile[] }[]> {
    const { before, current } = this.getSides();
    const first = before ?? current.files;
    const second = before ? current.files : (await this.linter.ask('cure', current)).files;
    const isSame = second.every(({ text }, i) => text === first[i]?.text);
    return Promise.all(
      [
        { title: before || !isSame ? 'Before the edits' : 'As it is', files: first },
        { title: before ? 'After the edits' : 'After all edits', files: second },
      ]
        .slice(0, isSame ? 1 : 2)
        .map(async ({ title, files }) => ({ title, files: await this.linter.ask('prepare', files) })),
    );
  }

  private async runFiles(files: readonly RunnableFile[]): Promise<Verdict> {
    const [owner, ...others] = files;
    if (!owner) throw new Error('there is no code');
    const askAfter = find<HTMLInputElement>('ask-after').valueAsNumber || 0;
    const threadCode = await this.threadCode;
    return judge(await runProgram({ files: [owner, ...others], threadCode, askAfter }));
  }
}

/** `Before: stopped in 2 ms, 6 messages lost. After: stopped in 0.7 s, nothing lost.` */
function getSummary([before, after]: readonly Verdict[]): string {
  const show = (verdict: Verdict): string => {
    const { losses, wasCut, hasFailed } = verdict;
    const lost = losses.length > 0 ? count(losses.length, 'loss', 'losses') : wasCut || hasFailed ? '' : 'nothing lost';
    return [getFigure(verdict), lost].filter((part) => part !== '').join(', ');
  };
  if (!before) return '';
  return after ? `Before: ${show(before)}. After: ${show(after)}.` : `It ${show(before)}.`;
}
