self.onmessage = ({ data }) => {
  if (data === 'stop') return self.close();
  self.postMessage({ saved: data.save.length });
};
