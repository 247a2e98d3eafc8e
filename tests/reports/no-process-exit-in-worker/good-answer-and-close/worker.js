self.postMessage({ type: 'start' });

self.addEventListener('message', (event) => {
  const { words } = JSON.parse(event.data);
  self.postMessage({ type: 'finish', count: words.length });
});
