/** Methods of lists that hand each element to a callback. */
export const PASSES_ELEMENTS = /^(?:forEach|map|filter|some|every|find|flatMap)$/;

/** Methods of lists and maps that give one element. */
export const TAKES_ELEMENT = /^(?:pop|shift|at|find|get)$/;

/** Methods of lists and maps whose elements are those of the list. */
export const KEEPS_ELEMENTS = /^(?:filter|slice|concat|values|entries|reverse|splice|toReversed)$/;

/** Generic types whose last argument is the type of their elements. */
export const COLLECTION_TYPE = /^(?:Array|ReadonlyArray|Set|Map|Record|WeakSet|WeakMap|ReadonlySet|ReadonlyMap)$/;

/** Methods that add their first argument to a list or set. */
export const ADDS_ELEMENT = /^(?:push|unshift|add)$/;

/** Signals by which a program is asked to end: https://nodejs.org/api/process.html#signal-events */
export const STOP_SIGNAL = /^SIG(?:INT|TERM|HUP|QUIT|BREAK)$/;

/** Calls that end the program at once, by where they come from. */
export const EXIT_CALL = /^#(?:process\.(?:exit|reallyExit)|Deno\.exit)$/;

/** Words of tests for a stop that is asked for a second time. */
export const SPEAKS_OF_AGAIN = /force|twice|count|second/i;

/** Functions that start a child which is meant to run to its end. */
export const RUNS_TO_ITS_END = /^(?:exec|execFile|execa|execaCommand|default)$/;

/** Electron's events of the end of an app: https://www.electronjs.org/docs/latest/api/app */
export const APP_END = /^(?:quit|will-quit|before-quit)$/;

/** Methods that end a child, a worker or a server. */
export const ENDS_THING = /^(?:kill|terminate|close)$/;

/** Members of lists and maps that settle nothing that they hold. */
export const KEEPS_BOOKS = /^(?:clear|size|length|delete|has|set|push|add|unshift|enqueue)$/;

/** Names of calls that may settle what is open. */
export const SETTLES = /^(?:reject|resolve|fail|settle|abort|done|callback|cb|flush|drain)/i;

/** Names of calls that settle one open reply. */
export const SETTLES_OPEN = /^(?:reject|resolve|fail|settle)/i;

/** Functions that give all elements of what they are given. */
export const LISTS_ALL = /^(?:values|entries|from)$/;

/** Methods by which all elements of a list or map are gone through. */
export const GOES_OVER_ALL = /^(?:values|entries|forEach|map|splice|shift|pop)$/;

/** Parts of names of functions that answer what a worker did. */
export const NAMES_ANSWER = /Error|Message|Exit/;

/** Methods by which a list, set or map is changed. */
export const CHANGES_LIST = /^(?:clear|delete|splice|shift|pop|push|add|set)$/;

/** Methods that put a value into a list, set, map or queue. */
export const STORES_VALUE = /^(?:set|push|unshift|add|enqueue)$/;

/** Methods that send a request to the other side of a connection. */
export const SENDS = /^(?:send|write|sendMessage|emit|publish)$/;

/** Names of functions that limit the wait for a promise. */
export const LIMITS_WAIT = /time_?out|race|any$|deadline|within|limit/i;

/** Methods that take one listener off. */
export const REMOVES_ONE_LISTENER = /^(?:off|removeListener|removeEventListener)$/;

/** Events of a child process: https://nodejs.org/api/child_process.html#class-childprocess */
export const CHILD_EVENT = /^(?:exit|close|error|disconnect|spawn)$/;

/** Events of a child and of its streams. */
export const END_OR_OUTPUT = /^(?:exit|close|error|end|data)$/;

/** Members and names that tell whether a child has ended. */
export const TELLS_END = /exitCode|signalCode|exited|connected|\bpid\b/;

/** Parts of names of functions that hear of an end. */
export const NAMES_END_HANDLER = /exit|close|end/i;

/** Methods of promises that call back when it is settled. */
export const CONTINUES = /^(?:then|catch|finally)$/;

/** Members of sets and maps that wait for nothing that they hold. */
export const EMPTIES = /^(?:clear|delete|has|size)$/;

/** Methods that end a worker or child, or send it a message. */
export const ENDS_OR_ASKS = /^(?:terminate|kill|postMessage|send|disconnect)$/;

/** Functions that do nothing with what their callback gives. */
export const DROPS_RESULT = /^(?:forEach|on|once|addListener|setTimeout)$/;

/** Events by which a worker or child tells its end. */
export const THING_END = /^(?:exit|close|disconnect)$/;

/** Events that say that a server or a consumer has ended. */
export const SERVICE_END = /^(?:close|end|stopped)$/;

/** Methods that wait for promises. */
export const WAITS_FOR_PROMISES = /^(?:all|allSettled|race|then)$/;

/** Members of a worker or pool by which it is listened to or given work, and that end nothing. */
export const TALKS_TO_THING =
  /^(?:on(?:message|messageerror|error)|(?:add|remove)EventListener|on|once|off|(?:add|remove)Listener|removeAllListeners|postMessage|ref|port|start|threadId|run|runTask|exec|execute|queue|proxy)$/;

/** Names of calls that may end something, or wait for its end. */
export const ENDS_SOMETHING =
  /terminat|kill|clos|stop|(?:^|[a-z_])End|^end|dispos|destroy|shut_?down|exit|quit|releas|free|clean|reset|tear|abort|cancel/i;

/** Names of functions that a program calls once. */
export const RUNS_ONCE = /^(?:main|run|start|init)/i;

/** Members by which a worker is listened to. */
export const LISTENS = /^(?:on|once|off|(?:add|remove)(?:Event)?Listener)/;

/** Interfaces whose `dispose` gives no promise: `vscode.Disposable`, `IDisposable`. */
export const DISPOSABLE = /^I?Disposable$/;

/** Names of what a program keeps its data in, or reaches it by: its end waits for no request that still uses it. */
export const NAMES_STORE =
  /(?:client|conn|connection|pool|db|database|redis|cache|prisma|mongoose|mongo|sequelize|knex|orm|kysely|data_?source|producer)$/i;

/** Names of objects that may hold a server of the program, and end it with themselves. */
export const NAMES_SERVER =
  /(?:app|application|server|service|http|api|gateway|apollo|nest|fastify|web|io|host|container|runtime|proxy|terminator|shutdown|lifecycle|manager|bot|instance)s?$/i;

/** Methods that end one. */
export const STORE_END = /^\$?(?:close|end|quit|disconnect|destroy|dispose|shutdown|terminate)(?:Connections?|All)?$/;

/** Names of functions that end a unit with all its work: who calls another end has chosen not to wait. */
export const DRAINS = /^[_#]*(?:drain|graceful|finishAll|waitUntilIdle|waitForIdle|onIdle)|Gracefully$/;
