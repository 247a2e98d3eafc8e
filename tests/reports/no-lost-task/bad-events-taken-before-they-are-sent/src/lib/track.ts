const queue: { name: string; at: number }[] = [];

export function track(name: string): void {
  queue.push({ name, at: Date.now() });
}

export async function flush(): Promise<void> {
  if (queue.length === 0) return;
  const batch = queue.splice(0, queue.length); // EXPECT: no-lost-task
  try {
    await fetch('/api/events', { method: 'POST', body: JSON.stringify(batch) });
  } catch {}
}

setInterval(() => void flush(), 5000);
