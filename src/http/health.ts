import type Router from '@koa/router';
import type { Deps } from '../usecases/deps.ts';
import { findDatabaseProblem } from '../usecases/find-database-problem.ts';
import { mayKnow } from './may-know.ts';

/** Live: the process answers. Ready: so does its database. What is wrong is told to this machine, and to whoever knows METRICS_TOKEN. */
export function addHealth(router: Router, deps: Deps): void {
  router.get('/health/live', (ctx) => {
    ctx.body = { status: 'ok' };
  });
  router.get('/health/ready', async (ctx) => {
    const problem = await findDatabaseProblem(deps);
    if (problem !== undefined) deps.log.warn({ err: problem }, 'the database does not answer');
    ctx.status = problem === undefined ? 200 : 503;
    const details = { database: problem === undefined ? 'ok' : problem.message };
    ctx.body = { status: problem === undefined ? 'ok' : 'failing', ...(mayKnow(ctx, deps.config.metricsToken) ? details : {}) };
  });
}
