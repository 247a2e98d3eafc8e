/** Globals that only compute, print or tell about this process, by where they come from. */
export const COMPUTES_ONLY =
  /^#(?:Date|Math|JSON|Number|String|Boolean|Object|Array|Map|Set|URL|URLSearchParams|Error|Promise|console|performance|parseInt|parseFloat|structuredClone|isNaN|process\.(?:memoryUsage|cpuUsage|hrtime|uptime|resourceUsage))(?:\.|$)/;

/** Functions of Node that only read, by where they come from. */
export const READS_ONLY = /^(?:os#|fs(?:\/promises)?#(?:promises\.)?(?:read|stat|lstat|access|exists|realpath))/;

/** Methods that give the content of an answer: https://developer.mozilla.org/docs/Web/API/Response */
export const READS_BODY = /^(?:json|text|arrayBuffer|blob|bytes|formData)$/;

/** Methods by which a value is put into a list, set or map. */
export const STORES_IN_MEMORY = /^(?:push|unshift|add|set)$/;

/** Methods of lists and texts that touch nothing else. */
export const WORKS_ON_LIST =
  /^(?:map|filter|reduce|slice|shift|pop|splice|at|get|has|find|some|every|includes|join|split|trim|sort|reverse|concat|flat|flatMap|forEach|keys|values|entries|toString|toFixed|startsWith|endsWith|match|test|replace)$/;

/** Methods by which a cache is made new: what comes of one that is late is newer than what was there. */
export const REFRESHES = /^(?:refresh|reload|refetch|prefetch|revalidate|warm)(?:[A-Z]\w*)?$/;

/** Names of a state that begins and ends for other reasons than a turn of work: `connected`, `isReady`. */
export const NAMES_STATE =
  /^[_#]*(?:is|has)?_?(?:connected|connecting|opened|online|ready|attached|mounted|initialized|started)$/i;
