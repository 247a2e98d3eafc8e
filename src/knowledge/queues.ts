import { wordSet } from './word-set.ts';

/** Methods that take something off a list or queue for good, and those that put it back where it was. */
export const TAKES_OFF: ReadonlyMap<string, string | null> = new Map([
  ['shift', 'unshift'],
  ['pop', 'push'],
  ['splice', null],
  ['dequeue', null],
  ['popFront', null],
  ['shiftMany', null],
]);

/** Members of lists and maps by which one puts something in, counts, or throws all away. */
export const KEEPS_COUNT = /^(?:push|unshift|set|add|enqueue|length|size|has|clear)$/;

/** Commands by which a Redis client takes an element and forgets it (https://redis.io/docs/latest/commands/lmove/). */
export const REDIS_TAKES = wordSet(
  'lpop rpop blpop brpop lPop rPop blPop brPop spop sPop',
  'zpopmin zpopmax bzpopmin bzpopmax zPopMin zPopMax bzPopMin',
);

/** Calls that write down and handle nothing. */
export const ONLY_TELLS = /^(?:console|log(?:ger)?|debug|metrics?|span|tracer)$|log(?:ger)?$/i;

/** What a broker takes as: this message is done. */
export const ACKNOWLEDGES = wordSet('ack acknowledge deleteMessage');

/** Names of what brokers give. */
export const NAMES_MESSAGE = /^(?:m|msg|message|delivery|job|task|event)$/i;

/**
 * Commands and methods by which a loop waits for the next message of a broker: AWS SQS, Redis lists and streams, Pub/Sub,
 * Service Bus (https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/sqs/command/ReceiveMessageCommand).
 */
export const RECEIVES = wordSet(
  'ReceiveMessageCommand receiveMessage receiveMessages',
  'blpop brpop blPop brPop bzpopmin bzPopMin brpoplpush brPopLPush blmove blMove xreadgroup xReadGroup',
);
