// A stack of jobs that a flag stops.
export const jobs = ['a', 'b', 'c'];
let isStopping = false;

export function stop() {
  isStopping = true;
}

export async function run(work) {
  while (jobs.length > 0) {
    const job = jobs.pop();
    if (isStopping) break;
    await work(job);
  }
}
