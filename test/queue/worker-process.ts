import { createLogger } from '../../src/log.ts';
import { createBullmqQueue } from '../../src/queue/bullmq.ts';
import { handlersWith } from './handlers.ts';

// A process of its own that says on standard output when it has begun a job, and ends that job when it hears a line.
const [url, prefix] = process.argv.slice(2) as [string, string];
const queue = createBullmqQueue({ url, prefix, log: createLogger('silent'), concurrency: 1 });
const mayEnd = new Promise((resolve) => process.stdin.once('data', resolve));
await queue.process(
  handlersWith({
    'read-import': async ({ importId }) => {
      process.stdout.write(`began ${importId}\n`);
      await mayEnd;
      process.stdout.write(`ended ${importId}\n`);
    },
  }),
);
