'use strict';

const amqp = require('amqplib');

class QueueConsumer {
  constructor(url, handler) {
    this.url = url;
    this.handler = handler;
  }

  async subscribe(queue) {
    this.connection = await amqp.connect(this.url);
    this.channel = await this.connection.createChannel();
    await this.channel.assertQueue(queue);
    await this.channel.consume(queue, async (message) => {
      await this.handler(JSON.parse(message.content.toString()));
      this.channel.ack(message);
    });
  }

  async close() { // EXPECT: require-drain
    await this.channel.close();
    await this.connection.close();
  }
}

module.exports = QueueConsumer;
