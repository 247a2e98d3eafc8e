/** What bundled libraries ask of Node's `process` while they load. */
export const process = { env: {}, argv: [], platform: 'browser', cwd: () => '/project', emitWarning() {} };
