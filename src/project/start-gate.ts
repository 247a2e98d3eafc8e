import { escapePattern } from '../kit/escape-pattern.ts';

/** A plain word, and how what stands around it must look for a start. */
interface Trigger {
  readonly word: string;
  readonly around: RegExp;
}

/** Classes called Worker where they are constructed or renamed, forks, and what bundlers put into specifiers. */
const TRIGGERS: readonly Trigger[] = [
  { word: 'Worker', around: /\bnew\s+[\w$.]*Worker\b|\bWorker(?:\s+as\b|\s*[:;,])/ },
  {
    word: 'worker',
    around:
      /\bnew\s+[\w$.]*worker\b|worker_threads["']|[?&](?:shared)?worker\b|worker-loader|\.worker(?:\.[cm]?[jt]sx?)?["']/,
  },
  { word: 'fork', around: /\bfork(?:\s*\)?\s*\(|\s+as\b)/ },
  { word: 'execaNode', around: /\bexecaNode(?:\s*\)?\s*\(|\s+as\b)/ },
];

/** Bytes on each side of a word. */
const AROUND = 120;
/** Letters by how frequent they are in programs, the rarest first; what is none of them is rarer. */
const FREQUENCY = 'jqzxkvwbygfhmpudclsnaoirte';
/** So many places further to the front a capital letter is. */
const CAPITAL = 6;
/** A search for a longer word is a slower one: it is made for words that are rarer than ours. */
const MAX_KEY = 6;
const LEAST_KEY = 4;

/** One look at the bytes of a text: can it start a worker, a pool, a job or a process? */
export type StartGate = (bytes: Buffer) => boolean;

/** `names`: words that stand for a start wherever they are; `modules`: those that do so at the end of a specifier. */
export function getStartGate(names: readonly string[], modules: readonly string[]): StartGate {
  const all = [
    ...TRIGGERS,
    ...names.map((word) => ({ word, around: new RegExp(`\\b${escapePattern(word)}\\b`) })),
    ...modules.map((word) => ({ word, around: new RegExp(`["'/]${escapePattern(word)}["']`) })),
  ];
  // A word that holds another one is met where that one is: one search less.
  const sources = new Map<string, string[]>();
  for (const { word, around } of all) {
    const { word: host } = all.find((other) => other.word !== word && word.includes(other.word)) ?? { word };
    sources.set(host, [...(sources.get(host) ?? []), around.source]);
  }
  const triggers = [...sources].map(([word, list]) => ({ key: getKey(word), around: new RegExp(list.join('|')) }));
  return (bytes) => triggers.some(({ key, around }) => isMet(bytes, key, around));
}

function isMet(bytes: Buffer, key: string, around: RegExp): boolean {
  for (let at = bytes.indexOf(key); at !== -1; at = bytes.indexOf(key, at + key.length)) {
    if (around.test(bytes.toString('latin1', Math.max(0, at - AROUND), Math.min(bytes.length, at + AROUND))))
      return true;
  }
  return false;
}

/** The part of a word that is found fastest: its rarest letter with what follows. */
function getKey(word: string): string {
  let best = 0;
  for (let i = 1; i <= word.length - LEAST_KEY; i += 1) if (getRank(word, i) < getRank(word, best)) best = i;
  return word.slice(best, best + MAX_KEY);
}

function getRank(word: string, i: number): number {
  const letter = word.charAt(i);
  return FREQUENCY.indexOf(letter.toLowerCase()) - (/[A-Z]/.test(letter) ? CAPITAL : 0);
}
