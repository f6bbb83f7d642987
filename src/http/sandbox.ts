import type Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import { dayOf, instantAt } from '../domain/calendar.ts';
import type { TravellingClock } from '../ports/clock.ts';
import { readCast } from '../usecases/cast.ts';
import type { Deps } from '../usecases/deps.ts';
import { inShanghai, listArrivals, listShownTo } from '../usecases/list-shown.ts';
import { isSettled, untilSettled } from '../usecases/settled.ts';
import { readTranscript, type Conversation } from '../usecases/transcript.ts';
import { createTravelTo, JourneyHeldUpError, type TravelTo } from '../usecases/travel-to.ts';
import { readBody } from './body.ts';
import { readNumber, requireText } from './query.ts';

/** What stands under `/sandbox/api`: the contract for tests and checks, and what the page needs beside it. */
export function addSandboxApi(router: Router, deps: Deps, clock: TravellingClock, guard: Middleware): void {
  const travelTo = createTravelTo(deps, clock);
  const now = () => inShanghai(clock.now());
  router.use('/sandbox/api', guard, neverCached, async (_, next) => {
    await clock.refresh();
    await next();
  });

  router.get('/sandbox/api/messages', async (ctx) => {
    ctx.body = { messages: await listShownTo(deps, requireText(ctx, 'member'), readNumber(ctx, 'after')) };
  });
  router.get('/sandbox/api/cast', async (ctx) => {
    ctx.body = await readCast(deps);
  });
  router.get('/sandbox/api/clock', (ctx) => {
    ctx.body = { now: now() };
  });
  router.post('/sandbox/api/clock', async (ctx) => {
    await travel(ctx, travelTo);
    ctx.body = { now: now() };
  });
  router.get('/sandbox/api/next-workday', (ctx) => {
    const day = deps.calendar.addWorkdays(dayOf(clock.now()), 1);
    ctx.body = { at: inShanghai(instantAt(day, '09:00')) };
  });
  router.post('/sandbox/api/idle', async (ctx) => {
    if (!(await untilSettled(deps, IDLE_WITHIN_MS))) ctx.throw(503, '30 秒内没有处理完。');
    ctx.body = { idle: true };
  });
  router.get('/sandbox/api/transcript', async (ctx) => {
    const after = { said: readNumber(ctx, 'said'), shown: readNumber(ctx, 'shown') };
    const entries = await readTranscript(deps, conversationOf(ctx), after);
    ctx.body = { entries, busy: !(await isSettled(deps)), now: now() };
  });
  router.get('/sandbox/api/arrivals', async (ctx) => {
    ctx.body = { arrivals: await listArrivals(deps, readNumber(ctx, 'after')) };
  });
}

const IDLE_WITHIN_MS = 30_000;

const neverCached: Middleware = (ctx, next) => {
  ctx.set('cache-control', 'no-store');
  return next();
};

function conversationOf(ctx: Context): Conversation {
  const isRoom = new URLSearchParams(ctx.querystring).has('room');
  return isRoom ? { kind: 'room', id: requireText(ctx, 'room') } : { kind: 'person', id: requireText(ctx, 'member') };
}

// The calendar and the database write years in four digits.
const INSTANT = z.strictObject({ now: z.iso.datetime({ offset: true }).refine((text) => /^20\d\d-/.test(text)) });

async function travel(ctx: Context, travelTo: TravelTo): Promise<void> {
  const target = INSTANT.safeParse(parseJson(await readBody(ctx, 1024)));
  if (!target.success) ctx.throw(400, '请这样写时间：{"now":"2023-06-15T09:00:00+08:00"}（2000 至 2099 年）。');
  try {
    await travelTo(new Date(target.data.now));
  } catch (error) {
    if (error instanceof JourneyHeldUpError) ctx.throw(503, '途中有事没有处理完，时间停在了那里。请稍后再试。');
    throw error;
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
