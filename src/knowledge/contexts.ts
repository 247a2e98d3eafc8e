/** What a library hands a callback, and where in it the signal is by which its caller is stopped. */
export interface ContextRow {
  readonly module: string;
  /** The function that is given the callback, in an object or directly. */
  readonly exports: readonly string[];
  /** The argument that is the callback, or the object that has it. */
  readonly argument: number;
  /** The property of that object; null where the argument is the callback itself. */
  readonly property: string | null;
  /** Position of the callback's parameter that has the signal, and its name there. */
  readonly position: number;
  readonly option: string;
  readonly fact: string;
}

export const contexts: readonly ContextRow[] = [
  {
    module: 'ai',
    exports: ['tool', 'dynamicTool'],
    argument: 0,
    property: 'execute',
    position: 1,
    option: 'abortSignal',
    fact: 'https://ai-sdk.dev/docs/ai-sdk-core/tools-and-tool-calling#abort-signals',
  },
  {
    module: '@reduxjs/toolkit',
    exports: ['createAsyncThunk'],
    argument: 1,
    property: null,
    position: 1,
    option: 'signal',
    fact: 'https://redux-toolkit.js.org/api/createAsyncThunk#canceling-while-running',
  },
];
