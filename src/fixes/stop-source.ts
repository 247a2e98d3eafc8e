import type { SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import { isTypeScript, type SourceFile } from '../source/source-file.ts';
import { hearStop, type StopBranch } from './hear-stop.ts';
import { findHelperSpecifier } from './helper-module.ts';
import { insertImport, insertStatement, isDeclared, isTaken } from './insert-import.ts';
import { fitStyle, layOut } from './layout.ts';
import { findPlatform } from './platform.ts';

type Edits = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[];

/** An abort signal as the code at one place writes it, and what has to be added so that it exists. */
export interface SignalSource {
  readonly text: string;
  /** How it is handed over, where that is not the same. */
  readonly value?: string;
  readonly isOptional: boolean;
  /** Does the file itself abort it, so that callers do not reckon with an AbortError? */
  readonly isOwn: boolean;
  readonly edits: Edits;
}

const LISTENS_TO_SIGTERM = /\bprocess\s*\.\s*(?:on|once|addListener)\(\s*['"`]SIGTERM/;
const LISTENS_TO_MESSAGES = /\.(?:on|once|addListener|addEventListener)\(\s*['"`]message['"`]|\bonmessage\s*=/;
const MESSAGE = 'stop';
const NAMES = ['stopping', 'stopController', 'stopRequest'] as const;

/** The signal of the project's stop helper: fires when the owner asks this thread to stop. */
export function findHelperSource(file: SourceFile): SignalSource | null {
  const module = file.settings.helper === null ? null : findHelperSpecifier(file, file.settings.helper);
  const edit = module === null ? null : insertImport(file.code, { module, name: 'stopSignal', local: 'stopSignal' });
  return (
    edit && {
      text: `${edit.local}()`,
      isOptional: false,
      isOwn: true,
      edits: (fixer) => (edit.fix ? [edit.fix(fixer)] : []),
    }
  );
}

/** A controller of the file that the owner's 'stop' message aborts; platform only. `branch`: the listener that hears it. */
export function findPortSource(file: SourceFile, branch: StopBranch | null = null): SignalSource | null {
  const { code } = file;
  const name = findFreeName(code);
  if (name === null) return null;
  if (branch) {
    const hear = hearStop(code, branch, [`${name}.abort();`]);
    const source = makeSource(code, name, []);
    return hear && { ...source, edits: (fixer) => [...source.edits(fixer), ...(hear(fixer) as TSESLint.RuleFix[])] };
  }
  if (findPlatform(file) === 'web') {
    return makeSource(code, name, [
      `self.addEventListener('message', ({ data }) => {`,
      `\tif (data === '${MESSAGE}') ${name}.abort();`,
      `});`,
    ]);
  }
  const edit =
    insertImport(code, { module: 'node:worker_threads', name: 'parentPort', local: 'parentPort' }) ??
    insertImport(code, { module: 'node:worker_threads', name: 'parentPort', local: 'ownerPort' });
  // A listener that is not understood has words of its own: one more that nobody says is no stop.
  if (!edit || (!hasListener(code, edit.local) && LISTENS_TO_MESSAGES.test(code.text))) return null;
  const hasTypes = isTypeScript(file);
  // The main thread, which may load the file too, has no such port.
  const port = `${edit.local}?.`;
  const holder = edit.fix ? null : findHolder(code, edit.local);
  const source = makeSource(
    code,
    name,
    [
      `${port}on('message', function onStop(message${hasTypes ? ': unknown' : ''}) {`,
      `\tif (message !== '${MESSAGE}') return;`,
      `\t${port}off('message', onStop);`,
      `\t${name}.abort();`,
      `});`,
      // A listener keeps the thread alive; a file that had none ends when its work does, as before.
      ...(hasListener(code, edit.local) ? [] : [`${port}unref();`]),
    ],
    holder,
  );
  return { ...source, edits: (fixer) => [...(edit.fix ? [edit.fix(fixer)] : []), ...source.edits(fixer)] };
}

/** A controller that SIGTERM aborts, for code that a deploy stops. */
export function findProcessSource({ code }: SourceFile): SignalSource | null {
  const name = findFreeName(code);
  // A first listener would keep the signal from ending the process, as it does by itself.
  if (name === null || isDeclared(code, 'process') || !LISTENS_TO_SIGTERM.test(code.text)) return null;
  return makeSource(code, name, [`process.once('SIGTERM', () => ${name}.abort());`]);
}

/** A controller that is aborted where a flag is set: by each of these assignments. */
export function findFlagSource(
  { code }: SourceFile,
  writes: readonly TSESTree.AssignmentExpression[],
): SignalSource | null {
  const name = findFreeName(code);
  const canAdd = (write: TSESTree.AssignmentExpression): boolean =>
    write.parent.type === 'ArrowFunctionExpression' ||
    (write.parent.type === 'ExpressionStatement' && write.parent.parent.type === 'BlockStatement');
  if (name === null || !writes.every(canAdd)) return null;
  const source = makeSource(code, name, []);
  return {
    ...source,
    edits: (fixer) => [...source.edits(fixer), ...writes.flatMap((write) => addAbort(code, fixer, write, name))],
  };
}

function addAbort(
  code: SourceCode,
  fixer: TSESLint.RuleFixer,
  write: TSESTree.AssignmentExpression,
  name: string,
): TSESLint.RuleFix[] {
  if (write.parent.type === 'ExpressionStatement') {
    const end = code.getLastToken(write.parent)?.value === ';' ? '' : ';';
    return [fixer.insertTextAfter(write.parent, `${end} ${name}.abort();`)];
  }
  if (code.getTokenBefore(write)?.value === '(') return [fixer.insertTextAfter(write, `, ${name}.abort()`)];
  return [fixer.insertTextBefore(write, '('), fixer.insertTextAfter(write, `, ${name}.abort())`)];
}

/** The statement that `require`s the port: a name is not there before it. */
function findHolder(code: SourceCode, local: string): TSESTree.Node | null {
  const statements = code.ast.body.filter(({ type }) => type === 'VariableDeclaration');
  return (
    statements.find((node) => code.scopeManager?.getDeclaredVariables(node).some(({ name }) => name === local)) ?? null
  );
}

function makeSource(
  code: SourceCode,
  name: string,
  listen: readonly string[],
  after: TSESTree.Node | null = null,
): SignalSource {
  const text = layOut(code, [`const ${name} = new AbortController();`, ...listen], '');
  const insert = (fixer: TSESLint.RuleFixer): TSESLint.RuleFix =>
    after ? fixer.insertTextAfter(after, fitStyle(code, `\n${text}`)) : insertStatement(code, fixer, text);
  return { text: `${name}.signal`, isOptional: false, isOwn: true, edits: (fixer) => [insert(fixer)] };
}

function findFreeName(code: SourceCode): string | null {
  if (isDeclared(code, 'AbortController')) return null;
  return NAMES.find((name) => !isTaken(code, name)) ?? null;
}

/** Does the text listen to the port, so that it keeps the thread alive already? */
export function hasListener(code: SourceCode, port: string): boolean {
  return new RegExp(
    `\\b${port}\\b[?!]*\\.(?:on|once|addListener|addEventListener|onmessage|ref)\\b|\\((?:\\s*)${port}\\s*,`,
  ).test(code.text);
}
