import { globalObjects, modulesWithPromises, nodeModules } from '../knowledge/node-modules.ts';

/** Which export of which module an expression is. */
export interface Origin {
  /** The specifier without `node:`: `worker_threads`, `timers/promises`, `./x.js`; `''` for an unshadowed global. */
  readonly module: string;
  /**
   * The export's path: `Worker`, `default`, `scheduler.wait`; `''` for the namespace or module object itself. Of a
   * global: `setTimeout`, `Atomics.wait`.
   */
  readonly path: string;
}

const VERSIONED = /^(?:npm|jsr):\/?((?:@[^/@]+\/)?[^/@]+)(?:@[^/]+)?(\/.*)?$/;

/** The namespace of a module by its specifier, as `import * as x` or `require()` gives it. */
export function getModule(specifier: string): Origin {
  const module = specifier.replace(/^node:/, '').replace(VERSIONED, '$1$2');
  // `process` is the same object, imported or not.
  return module === 'process' ? { module: '', path: 'process' } : { module, path: '' };
}

/** A property of what `origin` stands for; the different ways to one function get one path. */
export function getMember({ module, path }: Origin, name: string): Origin {
  if (module === '') {
    if (path === 'process' && name === 'default') return { module, path };
    return { module, path: globalObjects.has(path) ? name : `${path}.${name}` };
  }
  if (path === '' && nodeModules.has(module)) {
    if (name === 'default') return { module, path };
    if (name === 'promises' && modulesWithPromises.has(module)) return { module: `${module}/promises`, path: '' };
  }
  // The `events` module is its `EventEmitter` class, whose statics `once` and `on` are the module's.
  if (module === 'events' && path === 'EventEmitter') return { module, path: name };
  return { module, path: path === '' ? name : `${path}.${name}` };
}
