import { BroadcastChannel, receiveMessageOnPort, threadId } from 'node:worker_threads';
import { captureSite, type Place } from './call-site.ts';
import { quietly } from './patch.ts';
import type { Tell, ThreadRecord } from './records.ts';

const NAME = 'eslint-plugin-graceful/runtime';

/** Sends a record to the main thread. The channel is open for that moment only (10 us): an open one would fill up. */
export const tellMain: Tell = (record) => {
  quietly(() => {
    const channel = new BroadcastChannel(NAME);
    channel.postMessage(record);
    channel.close();
  });
};

export function isOwnChannel(name: string): boolean {
  return name === NAME;
}

/** Hears the workers' records in the main thread, without keeping it alive. */
export function listen(take: Tell): { drain(): void } {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }: { data: unknown }) => quietly(() => take(data as ThreadRecord));
  channel.unref();
  return {
    /** Takes what has come but was not heard yet, because this thread's loop did not turn. */
    drain() {
      for (let got; (got = receiveMessageOnPort(channel as never));) take(got.message as ThreadRecord);
    },
  };
}

const sites = new Map<string, number>();
const places: Place[] = [];
const LIMIT = 5000;
let budget = 200;
let refilled = 0;

/**
 * The number of the calling code's place, told once. 0 when it is unknown, or when places are asked for so often that it
 * would cost time.
 */
export function getSite(tell: Tell): number {
  if (!canAsk()) return 0;
  budget -= 1;
  const place = captureSite();
  return place ? getNumber(place, tell) : 0;
}

/** May a place be asked for now? */
export function canAsk(): boolean {
  if (budget > 0) return true;
  const now = Date.now();
  if (now - refilled <= 100) return false;
  budget = 200;
  refilled = now;
  return true;
}

function getNumber(place: Place, tell: Tell): number {
  const key = `${place.file}:${place.line}:${place.column}`;
  const known = sites.get(key);
  if (known !== undefined) return known;
  if (sites.size >= LIMIT) return 0;
  const site = sites.size + 1;
  sites.set(key, site);
  places.push(place);
  tell({ kind: 'site', thread: threadId, site, place });
  return site;
}

/** The place of a number that `getSite` gave in this thread. */
export function findPlace(site: number): Place | null {
  return places[site - 1] ?? null;
}
