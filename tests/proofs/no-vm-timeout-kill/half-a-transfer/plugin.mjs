import vm from 'node:vm';

export const accounts = { saved: 100, spent: 0 };

function transfer(amount, getFee) {
  accounts.saved -= amount;
  accounts.spent += amount - getFee(amount);
}

/** Runs a plugin for at most 200 ms. */
export function run(script) {
  const context = vm.createContext({ transfer: (amount, getFee) => transfer(amount, getFee) });
  vm.runInContext(script, context, { timeout: 200 });
}
