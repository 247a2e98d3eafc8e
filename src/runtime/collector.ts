import { judgeAftermath } from './aftermath.ts';
import { EVAL, isForeign, type Place } from './call-site.ts';
import type { Finding, PlaceRef, SiteRef, ThreadEnd, ThreadRecord, ThreadStart } from './records.ts';
import { ThreadState } from './thread-state.ts';

/** A finding with its first known place, and how often it was made there. */
export interface Collected {
  readonly finding: Finding;
  readonly place: Place;
  count: number;
  readonly seen: Sighting[];
}

/** In which thread something was found, and when by `Date.now()`. */
export interface Sighting {
  readonly thread: number;
  readonly at: number;
}

/** A finding as it was told: `thread` ran it, or null for main. */
interface Told {
  readonly finding: Finding;
  readonly thread: number | null;
  readonly at: number;
}

/** A worker from its start to its end. */
export interface ThreadLife extends ThreadStart {
  end: ThreadEnd | null;
}

/** Places that are told apart; further findings are only counted. */
const LIMIT = 500;
/** Sightings of a place that are kept: more than anyone looks at. */
const SEEN = 20;
/** Threads whose lives are kept. */
const THREADS = 10_000;
/** Milliseconds after a thread's end at which its leftovers are looked at. */
const SETTLE = 200;

/** Takes in what threads tell, in the main thread; bounded, whatever the program does. */
export class Collector {
  readonly threads = new Map<number, ThreadLife>();
  readonly #found = new Map<string, Collected>();
  readonly #sites = new Map<string, Place>();
  readonly #labels = new Map<string, string>();
  readonly #early: Told[] = [];
  readonly #unsettled = new Set<ThreadLife>();
  readonly #onChange: (isFinding: boolean) => void;
  /** Threads that ended and were forgotten, for they were too many. */
  forgotten = 0;

  constructor(onChange: (isFinding: boolean) => void) {
    this.#onChange = onChange;
  }

  readonly take = (record: ThreadRecord): void => {
    if (record.kind === 'site') {
      if (this.#sites.size < 50_000) this.#sites.set(`${record.thread}:${record.site}`, record.place);
      return;
    }
    if (record.kind === 'label') {
      if (this.#labels.size < LIMIT) this.#labels.set(`${record.thread}:${record.site}`, record.text);
      return;
    }
    if (record.kind === 'finding')
      this.#early.push({ finding: record.finding, thread: record.thread ?? null, at: Date.now() });
    else if (record.kind === 'start') this.#start(record);
    else this.#end(record);
    if (this.#early.length > LIMIT) this.#sortIn();
    this.#onChange(record.kind === 'finding');
  };

  /** Everything that was found, each place once. */
  getFindings(): readonly Collected[] {
    this.#sortIn();
    return [...this.#found.values()];
  }

  /** Places for verdicts that are not kept. */
  locate(findings: readonly Finding[]): readonly Collected[] {
    const found = new Map<string, Collected>();
    for (const finding of findings) this.#add(found, { finding, thread: null, at: Date.now() });
    return [...found.values()];
  }

  /** The living workers of a worker, and theirs. */
  listDescendants(thread: number): readonly ThreadLife[] {
    const own = [...this.threads.values()].filter(({ parent, end }) => parent === thread && !end);
    return own.flatMap((life) => [life, ...this.listDescendants(life.thread)]);
  }

  /** Looks at once at what the dead have left: there is no later. */
  settleAll(): void {
    for (const life of [...this.#unsettled]) this.#settle(life);
  }

  /** The place itself; for source that is in no file, where its worker is made. `thread` ran it, or null for main. */
  find(ref: PlaceRef | null, thread: number | null = null): Place | null {
    if (!ref) return null;
    const place = 'site' in ref ? (this.#sites.get(`${ref.thread}:${ref.site}`) ?? null) : ref;
    if (place?.file !== EVAL) return place;
    const life = this.threads.get('site' in ref ? ref.thread : (thread ?? 0));
    return life ? life.place : place;
  }

  /** The name of what was opened there. */
  getLabel({ thread, site }: SiteRef): string {
    return this.#labels.get(`${thread}:${site}`) ?? 'a file';
  }

  #start(start: ThreadStart): void {
    if (this.threads.size >= THREADS) this.#forgetOne();
    this.threads.set(start.thread, { ...start, end: null });
  }

  #end(end: ThreadEnd): void {
    const life = this.threads.get(end.thread);
    if (!life || life.end) return;
    life.end = end;
    this.#unsettled.add(life);
    setTimeout(() => this.#settle(life), SETTLE).unref();
    // The workers of a worker end with it.
    for (const child of this.threads.values()) {
      if (child.parent === end.thread && !child.end)
        this.#end({ ...end, thread: child.thread, how: 'with the program', code: null });
    }
  }

  #settle(life: ThreadLife): void {
    if (!this.#unsettled.delete(life)) return;
    const living = [...this.threads.values()].filter(({ end }) => !end);
    for (const finding of judgeAftermath(
      life,
      living.map(({ buffer, epoch }) => new ThreadState(buffer, epoch)),
    )) {
      this.take({ kind: 'finding', finding: { ...finding, about: life.thread } });
    }
  }

  #forgetOne(): void {
    for (const [thread, { end }] of this.threads) {
      if (!end) continue;
      this.threads.delete(thread);
      this.forgotten += 1;
      return;
    }
  }

  #sortIn(): void {
    for (const told of this.#early.splice(0)) this.#add(this.#found, told);
  }

  #add(found: Map<string, Collected>, { finding, thread, at }: Told): void {
    const places = finding.at.flatMap((ref) => this.find(ref, thread) ?? []);
    // The user's line rather than a package's.
    const place = places.find((one) => !isForeign(one)) ?? places[0];
    if (!place) return;
    const key = `${finding.rule} ${place.file}:${place.line}:${place.column}`;
    const known = found.get(key);
    const sighting = { thread: finding.about ?? thread ?? 0, at };
    if (known) {
      known.count += isSame(known.finding, finding) ? 1 : 0;
      if (known.seen.length < SEEN) known.seen.push(sighting);
    } else if (found.size < LIMIT) found.set(key, { finding, place, count: 1, seen: [sighting] });
  }
}

/** Is the same said again, but for numbers? What an end leaves behind may have been told as what held it up. */
function isSame(a: Finding, b: Finding): boolean {
  const shape = ({ message }: Finding): string =>
    message.map((part) => (typeof part === 'string' ? part.replace(/\d+/g, '') : '@')).join('');
  return shape(a) === shape(b);
}
