import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hush } from './hush.ts';
import { getInstallCommand } from './package-manager.ts';
import type { Project } from './project.ts';
import { UsageError } from './usage-error.ts';

/** A package that the user's project brings. */
interface Peer {
  readonly name: string;
  /** What for, in the message when it is missing: "ESLint is needed to lint". */
  readonly purpose: string;
  /** Packages through which it may be reached when it is not installed by itself. */
  readonly via?: readonly string[];
  /** The oldest version that works: major and minor. */
  readonly atLeast?: readonly [number, number];
}

/**
 * Loads a peer package from the working folder, the project's root or beside this plugin, whichever has it first.
 *
 * @throws UsageError with the command that installs it, when it is missing, too old or broken.
 */
export function loadPeer(peer: Peer, project: Project): unknown {
  // ESLint's own run tells of a file that we never ask it to read, each time that we set it up.
  hush('ESLintIgnoreWarning');
  let found = '';
  for (const from of listPlaces(peer, project)) {
    const version = findVersion(peer.name, from);
    if (version === null) continue;
    if (isOlder(version, peer.atLeast)) found ||= version;
    else return load(peer.name, from);
  }
  const wanted = found === '' ? peer.name : `${peer.name} ${peer.atLeast?.join('.')} or newer`;
  const state = found === '' ? 'it is not installed' : `${found} is installed`;
  const install = `Install it: ${getInstallCommand(project, peer.name)}`;
  throw new UsageError(`${wanted} is needed ${peer.purpose}, but ${state}. ${install}`);
}

/** Would `loadPeer` find it? Nothing is loaded. */
export function hasPeer(peer: Peer, project: Project): boolean {
  for (const from of listPlaces(peer, project)) {
    const version = findVersion(peer.name, from);
    if (version !== null && !isOlder(version, peer.atLeast)) return true;
  }
  return false;
}

/** Absolute paths of files as whose neighbours the package is looked up. */
function* listPlaces(peer: Peer, project: Project): Generator<string> {
  const own = fileURLToPath(import.meta.url);
  for (const place of [join(process.cwd(), '_'), join(project.root, '_'), own]) {
    yield place;
    for (const name of peer.via ?? []) {
      const through = findPath(name, place);
      if (through !== null) yield through;
    }
  }
}

function findVersion(name: string, from: string): string | null {
  const path = findPath(`${name}/package.json`, from);
  return path === null ? null : (createRequire(from)(path) as { version: string }).version;
}

function findPath(specifier: string, from: string): string | null {
  try {
    return createRequire(from).resolve(specifier);
  } catch {
    return null;
  }
}

function load(name: string, from: string): unknown {
  try {
    return createRequire(from)(name);
  } catch (error) {
    throw new UsageError(`${name} cannot be loaded: ${(error as Error).message.split('\n')[0]}`);
  }
}

function isOlder(version: string, [major, minor]: readonly [number, number] = [0, 0]): boolean {
  const [foundMajor = 0, foundMinor = 0] = version.split('.').map(Number);
  return foundMajor < major || (foundMajor === major && foundMinor < minor);
}
