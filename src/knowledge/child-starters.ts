import { wordSet } from './word-set.ts';

/** Calls that start a process which outlives the thread that started it (facts 8). */
export const STARTS_PROCESS = wordSet(
  'child_process#spawn child_process#exec child_process#execFile child_process#fork',
  'execa#execa execa#default execa#execaCommand execa#execaNode cross-spawn# cross-spawn#default',
  'puppeteer#launch puppeteer#default.launch puppeteer-core#launch puppeteer-core#default.launch',
  'playwright#chromium.launch playwright#firefox.launch playwright#webkit.launch',
  'playwright-core#chromium.launch playwright-core#firefox.launch playwright-core#webkit.launch',
);

/** Plain words of code that holds one. */
export const PROCESS_MODULE_WORDS = ['child_process', 'execa', 'cross-spawn', 'puppeteer', 'playwright'];

/** Methods that end such a process, or ask it to end. */
export const ENDS_PROCESS = wordSet('kill close disconnect cancel destroy send');

/** Signals that a time limit gives: its timer is gone with the thread. */
export const TIME_LIMIT = '#AbortSignal.timeout';
