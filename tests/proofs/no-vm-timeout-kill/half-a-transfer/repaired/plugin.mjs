import vm from 'node:vm';

export const accounts = { saved: 100, spent: 0 };

function transfer({ amount, fee }) {
  accounts.saved -= amount;
  accounts.spent += amount - fee;
}

/** Runs a plugin for at most 200 ms: it says what it wants, and the program does it when the plugin is over. */
export function run(script) {
  const wishes = vm.runInNewContext(`${HOST}${script}; wishes`, {}, { timeout: 200 });
  wishes.forEach(transfer);
}

/** What the plugin calls, on its own side. */
const HOST = 'const wishes = []; const transfer = (amount, getFee) => wishes.push({ amount, fee: getFee(amount) });';
