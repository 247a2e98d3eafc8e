self.onmessage = ({ data }) => {
  const positions = new Float32Array(data.radius * 3);
  self.postMessage({ positions });
};
