/** How the import of a file is marked that a bundler makes a worker of. */
export interface WorkerImportRow {
  /** Of the specifier. */
  readonly pattern: RegExp;
  /**
   * What the import is: the worker's `url`, its `class`, or by the habits of naming a `likely-class`, unless the file
   * itself has a default export.
   */
  readonly gives: 'url' | 'class' | 'likely-class';
  readonly fact: string;
}

/** The first row that fits counts. */
export const workerImports: readonly WorkerImportRow[] = [
  {
    pattern: /[?&]url(?:[&#]|$)/,
    gives: 'url',
    fact: 'Vite: `./x?worker&url`, and `./x?url` of any file. https://vite.dev/guide/features.html#web-workers',
  },
  {
    pattern: /[?&](?:shared)?worker(?:[&#]|$)/,
    gives: 'class',
    fact: 'Vite: `./x?worker`, `./x?sharedworker&inline`. https://vite.dev/guide/features.html#web-workers',
  },
  {
    pattern: /(?:^|!)(?:web-)?worker(?:-loader)?(?:\?[^!]*)?!/,
    gives: 'class',
    fact: 'webpack: `worker-loader?inline!./x`. https://github.com/webpack-contrib/worker-loader#inlined',
  },
  {
    pattern: /\/(?:[^/]*[-.])?worker(?:\.[cm]?[jt]sx?)?$/,
    gives: 'likely-class',
    fact: 'webpack, Rollup and esbuild plugins by a rule on names. https://github.com/webpack-contrib/worker-loader#config',
  },
];
