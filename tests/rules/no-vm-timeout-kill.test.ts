import { noVmTimeoutKill } from '../../src/rules/no-vm-timeout-kill.ts';
import { testRule } from '../support/rule-tester.ts';

testRule(noVmTimeoutKill, {
  valid: [
    {
      name: 'no time-out',
      code: `import vm from 'node:vm'; const api = { lock() {} }; vm.runInNewContext(code, { api });`,
    },
    {
      name: 'nothing to hold',
      code: `import vm from 'node:vm'; vm.runInNewContext(code, { Math, JSON, rows: [1, 2] }, { timeout: 9 });`,
    },
    {
      name: 'a context of elsewhere',
      code: `import vm from 'node:vm'; export const run = (code, context) => vm.runInContext(code, context, { timeout: 9 });`,
    },
    {
      name: 'a client of virtual machines',
      code: `export const run = (vm) => vm.runInContext('x', { timeout: 9, f() {} });`,
    },
  ],
  invalid: [
    {
      name: 'functions of the program',
      code: `import vm from 'node:vm'; const api = { withLock(f) { take(); try { f(); } finally { release(); } } }; const context = vm.createContext({ api }); [|vm.runInContext(code, context, { timeout: 9 })|];`,
      messageId: 'timeout',
      output: null,
    },
    {
      name: 'a script, and an import',
      code: `import vm from 'node:vm'; import fs from 'node:fs'; const script = new vm.Script(code); [|script.runInNewContext({ fs }, { timeout: 9 })|];`,
      messageId: 'timeout',
      output: null,
    },
  ],
});
