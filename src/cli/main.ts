#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { debuglog } from 'node:util';
import { HELP } from './help.ts';
import { findNearestWord } from './nearest-word.ts';
import { ignoreClosedPipes, print, say } from './print.ts';
import { UsageError } from './usage-error.ts';
import { getVersion } from './version.ts';

/** Takes the words after the command's name; gives the exit code. */
type Command = (args: readonly string[]) => Promise<number> | number;

// Loaded when asked for, so that `--help` and a wrong word answer at once.
const commands: Record<string, () => Promise<Command>> = {
  lint: async () => (await import('./lint.ts')).lint,
  run: async () => (await import('./run.ts')).run,
  map: async () => (await import('./map.ts')).map,
  rules: async () => (await import('./rules.ts')).rules,
  explain: async () => (await import('./explain.ts')).explain,
  init: async () => (await import('./init.ts')).init,
};

ignoreClosedPipes();
process.exitCode = await run(process.argv.slice(2));

async function run([name, ...rest]: readonly string[]): Promise<number> {
  try {
    return await dispatch(name, rest);
  } catch (error) {
    tell(error);
    return 2;
  }
}

async function dispatch(name: string | undefined, rest: readonly string[]): Promise<number> {
  if (name === undefined) {
    process.stderr.write(HELP.graceful);
    return 2;
  }
  if (name === '--help' || name === '-h') print(HELP.graceful);
  else if (name === '--version' || name === '-v') print(getVersion());
  else {
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!load) throw getUnknownWord(name);
    return (await load())(rest);
  }
  return 0;
}

/** A path in the place of the command is most likely meant for `lint`. */
function getUnknownWord(word: string): UsageError {
  const names = Object.keys(commands);
  const isOption = word.startsWith('-');
  const near = findNearestWord(word, isOption ? ['--help', '--version'] : names);
  const meant = near ?? (existsSync(word) ? `graceful lint ${word}` : null);
  const hint = meant === null ? '' : `Did you mean ${meant}? `;
  return new UsageError(
    `unknown ${isOption ? 'option' : 'command'} ${word}`,
    `${hint}Commands: ${names.join(', ')}. Try: graceful --help`,
  );
}

/** Tells what went wrong in one line; `NODE_DEBUG=graceful` adds where. */
function tell(error: unknown): void {
  debuglog('graceful')('%s', error instanceof Error ? error.stack : error);
  const message = error instanceof Error ? error.message : String(error);
  say(message.trim().replace(/\s*\n\s*/g, '; '));
  if (error instanceof UsageError && error.hint !== undefined) process.stderr.write(`${error.hint}\n`);
}
