import { read } from './sources.ts';

/** A fenced code block of a Markdown page. */
export interface Block {
  page: string;
  /** Line of its first line of code. */
  line: number;
  /** `js`, `ts`, `tsx` ...: what stands first behind the fence. */
  language: string;
  code: string;
  /** What the words behind the fence, or else the heading above, say about it. */
  verdict: 'bad' | 'good' | null;
}

const CODE = /^[cm]?[jt]sx?$/;

/** The blocks of JavaScript and TypeScript on a page, given by its path from the root. */
export function readBlocks(page: string): Block[] {
  const blocks: Block[] = [];
  let heading: Block['verdict'] = null;
  let open: { fence: string; block: Block; lines: string[] } | null = null;
  for (const [i, line] of read(page).split('\n').entries()) {
    if (open) {
      if (line.trim() !== open.fence) {
        open.lines.push(line);
        continue;
      }
      if (CODE.test(open.block.language)) blocks.push({ ...open.block, code: `${open.lines.join('\n')}\n` });
      open = null;
      continue;
    }
    if (/^#{1,6} /.test(line)) heading = getVerdict(line);
    const [, fence, language = '', words = ''] = /^(`{3,})(\S*)(.*)$/.exec(line) ?? [];
    if (!fence) continue;
    const verdict = getVerdict(words) ?? heading;
    open = { fence, lines: [], block: { page, line: i + 2, language, code: '', verdict } };
  }
  return blocks;
}

function getVerdict(words: string): Block['verdict'] {
  if (/\b(?:bad|incorrect)\b/i.test(words)) return 'bad';
  return /\b(?:good|correct)\b/i.test(words) ? 'good' : null;
}
