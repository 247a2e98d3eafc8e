import { log } from './log.mjs';

log('starting');
log('it failed');
log('giving up');
