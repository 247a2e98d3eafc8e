/** Calls that take files or folders away, by where they come from: what still runs writes into nothing, or leaves its files. */
export const REMOVES_FILES: ReadonlySet<string> = new Set([
  ...['rm', 'rmSync', 'rmdir', 'rmdirSync', 'unlink', 'unlinkSync'].map((name) => `fs#${name}`),
  ...['rm', 'rmdir', 'unlink'].map((name) => `fs/promises#${name}`),
  ...['remove', 'removeSync', 'rm', 'rmSync', 'emptyDir', 'emptyDirSync'].flatMap((name) => [
    `fs-extra#${name}`,
    `fs-extra#default.${name}`,
  ]),
  ...[
    'rimraf#default',
    'rimraf#rimraf',
    'rimraf#sync',
    'rimraf#rimrafSync',
    'del#deleteAsync',
    'del#deleteSync',
    'del#default',
  ],
]);
