import { wordSet } from './word-set.ts';

/** What only code for Node says. */
export const SPEAKS_OF_NODE = /\b(?:worker_threads|node:\w+|process\.(?!env\b)[a-z]|module\.exports|__dirname)/;

/** Globals that only browsers have. */
export const SPEAKS_OF_BROWSER =
  /\b(?:self|window|document|navigator|WorkerGlobalScope|importScripts|postMessage)\b|\bonmessage\s*=/;

/** What packages of browser code ask for: code of theirs that shows no platform may run there. */
export const BROWSER_PACKAGE = wordSet('react react-dom preact vue svelte solid-js lit @angular/core');
