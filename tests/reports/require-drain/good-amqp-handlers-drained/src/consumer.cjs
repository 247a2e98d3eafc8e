'use strict';

const amqp = require('amqplib');

class QueueConsumer {
  constructor(url, handler) {
    this.url = url;
    this.handler = handler;
    this.inFlight = new Set();
  }

  async subscribe(queue) {
    this.connection = await amqp.connect(this.url);
    this.channel = await this.connection.createChannel();
    await this.channel.assertQueue(queue);
    const { consumerTag } = await this.channel.consume(queue, (message) => {
      const work = this.handle(message).finally(() => this.inFlight.delete(work));
      this.inFlight.add(work);
    });
    this.consumerTag = consumerTag;
  }

  async handle(message) {
    await this.handler(JSON.parse(message.content.toString()));
    this.channel.ack(message);
  }

  async close() {
    await this.channel.cancel(this.consumerTag);
    await Promise.allSettled(this.inFlight);
    await this.channel.close();
    await this.connection.close();
  }
}

module.exports = QueueConsumer;
