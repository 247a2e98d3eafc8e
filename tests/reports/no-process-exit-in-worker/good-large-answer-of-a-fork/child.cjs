'use strict';

const { render } = require('./render.cjs');

process.on('message', (page) => {
  const html = render(page);
  process.send(html, () => {
    process.disconnect();
  });
});
