export const noted = [];

export async function startShell(name, signal) {
  const shell = begin(name);
  await new Promise((resolve) => setTimeout(resolve, 200));
  noted.push(shell.name);
  return signal?.aborted ? `${name} (stopped)` : name;
}

function begin(name) {
  return { name };
}
