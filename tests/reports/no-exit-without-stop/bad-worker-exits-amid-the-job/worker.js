import { spawn } from 'node:child_process';
import { SQSClient, ReceiveMessageCommand, DeleteMessageCommand } from '@aws-sdk/client-sqs';

const client = new SQSClient({});
const QueueUrl = process.env.QUEUE_URL;

function handleSignal(signal) {
  console.error(`got ${signal}, exiting`);
  process.exit(0); // EXPECT: no-exit-without-stop
}
process.on('SIGINT', handleSignal);
process.on('SIGTERM', handleSignal);

function runJob(command) {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', command], { stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`exit code ${code}`))));
  });
}

export async function listen() {
  for (;;) { // ALLOW: no-unstoppable-loop
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    for (const message of Messages) {
      await runJob(message.Body);
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
    }
  }
}

listen();
