'use strict';

const { render } = require('./render.cjs');

process.on('message', (page) => {
  const html = render(page);
  process.send(html);
  process.exit(0); // EXPECT: no-process-exit-in-worker | no-exit-without-stop
});
