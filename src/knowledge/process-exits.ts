/** Methods that end the process, by the global object that has them. */
export const processExits: Readonly<Record<string, readonly string[]>> = {
  process: ['exit', 'abort', 'reallyExit'],
  Deno: ['exit'],
};
