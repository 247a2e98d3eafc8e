self.onmessage = ({ data }) => self.postMessage(data.value * 2);
