import { flushCompileCache } from 'node:module';
import { ImportRefusal } from './import-refusal.ts';
import { readPlanHere } from './read-plan-here.ts';
import type { ReadPlanAnswer, ReadPlanRequest } from './read-plan.ts';

async function answer({ source, options }: ReadPlanRequest): Promise<ReadPlanAnswer> {
  try {
    return { draft: await readPlanHere(source, options) };
  } catch (error) {
    return error instanceof ImportRefusal ? { refused: error.reason } : { failed: String(error instanceof Error ? error.stack : error) };
  }
}

// Nobody lets it come to its end.
flushCompileCache();

process.on('message', (request) => {
  void answer(request as ReadPlanRequest).then((found) => process.send!(found));
});
