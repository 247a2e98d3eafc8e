import { describe, expect, it } from 'vitest';
import { findCancellableRow, findRetryRow, findYieldRow } from '../../src/semantics/platform-rows.ts';
import { findJobProcessors } from '../../src/facts/jobs/job-processors.ts';
import { findPoolRow, findSleepRow, findWorkerRow } from '../../src/semantics/rows.ts';
import type { TSESTree } from '../../src/source/types.ts';
import { cancellableCalls, commandClients } from '../../src/knowledge/cancellable-calls.ts';
import { jobConsumers } from '../../src/knowledge/job-consumers.ts';
import { pools } from '../../src/knowledge/pools.ts';
import { retryHelpers } from '../../src/knowledge/retries.ts';
import { sleeps } from '../../src/knowledge/sleeps.ts';
import { workerConstructors } from '../../src/knowledge/worker-constructors.ts';
import { yields } from '../../src/knowledge/yields.ts';
import { parseMarked } from '../support/parse.ts';

/** The import of an export, and the expression that names it. */
function getImport(module: string, path: string): [statement: string, expression: string] {
  const [name = '', ...rest] = path.split('.');
  if (module === '') return ['', path];
  if (name === 'default') return [`import x from '${module}';`, ['x', ...rest].join('.')];
  return [`import { ${name} as x } from '${module}';`, ['x', ...rest].join('.')];
}

function splitKey(key: string): [module: string, path: string] {
  const [module = '', path = ''] = key.split('#');
  return [module, path === '*' ? 'any' : path];
}

/** A call of the row's function, or of its method, marked. */
function getCall(key: string, method: string | undefined): string {
  const [statement, expression] = getImport(...splitKey(key));
  return `${statement} [|${method === undefined ? expression : `new ${expression}().${method}`}()|];`;
}

function hasDuplicates(keys: readonly string[]): boolean {
  return new Set(keys).size < keys.length;
}

describe('worker constructors', () => {
  const exports = workerConstructors.flatMap((row) =>
    (row.modules.length > 0 ? row.modules : ['']).map((module) => [module, row.name, row] as const),
  );

  it.each(exports)('%s %s is found', (module, name, row) => {
    const [statement, expression] = getImport(module, name);
    const { file, nodes } = parseMarked(`${statement} [|new ${expression}(f)|];`);
    expect(findWorkerRow(file, nodes[0] as TSESTree.NewExpression)).toBe(row);
  });

  it('names each class once', () => {
    expect(hasDuplicates(exports.map(([module, name]) => `${module}#${name}`))).toBe(false);
  });
});

describe('pools', () => {
  const exports = pools.flatMap((row) => row.constructors.map((name) => [row.module, name, row] as const));

  it.each(exports)('%s %s is found', (module, name, row) => {
    const [statement, expression] = getImport(module, name);
    const { file, nodes } = parseMarked(`${statement} [|new ${expression}(f)|]; [|${expression}(f)|];`);
    expect(findPoolRow(file, nodes[0] as TSESTree.NewExpression)).toBe(row);
    expect(findPoolRow(file, nodes[1] as TSESTree.CallExpression)).toBe(row);
  });

  it('names each export once', () => {
    expect(hasDuplicates(exports.map(([module, name]) => `${module}#${name}`))).toBe(false);
  });

  it.each(pools)('$module says what its calls do, and where that was seen', (row) => {
    expect(row.fact).toMatch(/^\d+\.\d+: /);
    if (row.graceful !== null) expect(row.graceful).toMatch(/\(\)$/);
    if (row.drain !== undefined) expect(row.drainFirst).toBe(true);
  });
});

describe('sleeps', () => {
  it.each(sleeps)('$module $name is found', (row) => {
    const [statement, expression] = getImport(row.module, row.name);
    const { file, nodes } = parseMarked(`${statement} [|${expression}(5)|];`);
    expect(findSleepRow(file, nodes[0] as TSESTree.CallExpression)).toBe(row);
  });

  it('names each function once', () => {
    expect(hasDuplicates(sleeps.map(({ module, name }) => `${module}#${name}`))).toBe(false);
  });

  it.each(sleeps)('$module $name says where its options are', (row) => {
    expect(row.optionsAt !== undefined).toBe(row.signal === 'options');
    expect(row.fact).toBeTruthy();
  });
});

describe('cancellable calls', () => {
  const plain = cancellableCalls.filter(({ key }) => !key.endsWith('__promisify__'));

  it.each(plain)('$key $method is found', (row) => {
    const { file, nodes } = parseMarked(getCall(row.key, row.method));
    expect(findCancellableRow(file, nodes[0] as TSESTree.CallExpression)).toBe(row);
  });

  it.each(cancellableCalls.filter((row) => !plain.includes(row)))('$key is found', (row) => {
    const name = row.key.replace(/^.*#|\..*$/g, '');
    const text = `import { promisify } from 'util'; import { ${name} } from 'child_process'; const run = promisify(${name}); [|run()|];`;
    const { file, nodes } = parseMarked(text);
    expect(findCancellableRow(file, nodes[0] as TSESTree.CallExpression)).toBe(row);
  });

  it.each(commandClients)('a command of $scope is found', ({ scope, row }) => {
    const { file, nodes } = parseMarked(
      `import { X } from '${scope}client-x'; client.${row.method}(new X()); [|client.${row.method}(new X())|];`,
    );
    expect(findCancellableRow(file, nodes[0] as TSESTree.CallExpression)).toBe(row);
  });

  it('names each call once', () => {
    expect(hasDuplicates(cancellableCalls.map(({ key, method }) => `${key} ${method}`))).toBe(false);
  });

  it('leaves pauses to their own table', () => {
    const keys = new Set(cancellableCalls.map(({ key }) => key));
    expect(sleeps.filter(({ module, name }) => keys.has(`${module}#${name}`))).toEqual([]);
  });

  it.each(sleeps.filter(({ signal }) => signal === 'options'))(
    '$module $name counts as one',
    ({ module, name, optionsAt }) => {
      const { file, nodes } = parseMarked(getCall(`${module}#${name}`, undefined));
      expect(findCancellableRow(file, nodes[0] as TSESTree.CallExpression)?.optionsAt).toBe(optionsAt);
    },
  );

  it.each([...cancellableCalls, ...commandClients.map(({ row }) => row)])(
    '$key $method says where it was seen',
    ({ fact }) => {
      expect(fact).toBeTruthy();
    },
  );
});

describe('retry helpers', () => {
  it.each(retryHelpers)('$key $method is found', (row) => {
    const [module, path] = splitKey(row.key);
    const [statement, expression] = getImport(module, path);
    const call = row.method === undefined ? expression : `${expression}().${row.method}`;
    const { file, nodes } = parseMarked(`${statement} [|${call}(attempt)|];`);
    expect(findRetryRow(file, nodes[0] as TSESTree.CallExpression)).toBe(row);
  });

  it('the module itself is found too, as CommonJS gives it', () => {
    const { file, nodes } = parseMarked(`const retry = require('async-retry'); [|retry(attempt)|];`);
    expect(findRetryRow(file, nodes[0] as TSESTree.CallExpression)?.key).toBe('async-retry#default');
  });

  it('names each call once', () => {
    expect(hasDuplicates(retryHelpers.map(({ key, method }) => `${key} ${method}`))).toBe(false);
  });

  it.each(retryHelpers)('$key says what it does after an abort, and where that was seen', ({ fact }) => {
    expect(fact).toMatch(/^\d+\.\d+\.\d+.*: \d+ attempts|^The same function/);
  });
});

describe('yields', () => {
  it.each(yields)('$key $method by $form is found', (row) => {
    const { file, nodes } = parseMarked(getCall(row.key, row.method));
    expect(findYieldRow(file, nodes[0] as TSESTree.CallExpression, row.form)).toBe(row);
  });

  it('says one thing about each call', () => {
    expect(hasDuplicates(yields.map(({ key, method, form }) => `${key} ${method} ${form}`))).toBe(false);
  });
});

describe('job consumers', () => {
  const calls = jobConsumers.flatMap((row) => [
    ...(row.exports ?? []).map((name) => [row.module, name, row] as const),
    ...(row.methods ?? []).map((name) => [row.module, `.${name}`, row] as const),
  ]);

  it.each(calls)('%s %s is found', (module, name, row) => {
    const value = (row.places?.[0] ?? '')
      .split('.')
      .reduceRight((inner, part) => (part === '' ? inner : `{ ${part === '*' ? 'any' : part}: ${inner} }`), '() => {}');
    const at = row.argument === 'last-function' ? 1 : row.argument;
    const values = [...Array.from({ length: at }, () => 'null'), value].join(', ');
    const [statement, expression] = getImport(module, name.startsWith('.') ? 'default' : name);
    const call = name.startsWith('.') ? `new ${expression}()${name}(${values})` : `new ${expression}(${values})`;
    const { file } = parseMarked(`${statement} ${call};`);
    expect(findJobProcessors(file)).toHaveLength(1);
  });

  it.each(jobConsumers)('$module says how it is called', (row) => {
    expect(row.fact).toBeTruthy();
    expect(row.exports === undefined).not.toBe(row.methods === undefined);
  });
});
