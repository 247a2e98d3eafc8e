'use strict';
exports.render = (page) => `<html>${page.body.repeat(1000)}</html>`;
