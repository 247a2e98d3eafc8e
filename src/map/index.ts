export { getIndexOf, getReadRoot, lookAgain } from '../summaries/index.ts';
export { getMap, type Finding, type WorkerMap } from './model.ts';
export { listFiles } from './list-files.ts';
export { printJson } from './json.ts';
export { printMermaid } from './mermaid.ts';
export { printSvg } from './svg.ts';
export { printText } from './text.ts';
export { isEmpty, NOTHING } from './wording.ts';
