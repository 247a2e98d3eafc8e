'use strict';

const kSignal = Symbol('signal');
const kListener = Symbol('listener');

class AbortedError extends Error {}

function abort(self) {
  if (self.abort) self.abort();
  else self.onError(new AbortedError('Request aborted'));
}

function addSignal(self, signal) {
  self[kSignal] = null;
  self[kListener] = null;
  if (!signal) return;

  if (signal.aborted) {
    abort(self);
    return;
  }

  self[kSignal] = signal;
  self[kListener] = () => abort(self);

  if ('addEventListener' in self[kSignal]) {
    self[kSignal].addEventListener('abort', self[kListener]);
  } else {
    self[kSignal].addListener('abort', self[kListener]);
  }
}

function removeSignal(self) {
  if (!self[kSignal]) return;
  if ('removeEventListener' in self[kSignal]) self[kSignal].removeEventListener('abort', self[kListener]);
  else self[kSignal].removeListener('abort', self[kListener]);
  self[kSignal] = null;
  self[kListener] = null;
}

module.exports = { addSignal, removeSignal };
