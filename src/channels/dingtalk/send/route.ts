import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { keepBudgets } from '../../../channel-kit/budgets.ts';
import { isListedHost } from '../../../guarded/allowed-host.ts';
import { ChannelError, OUTSIDE, type Receipt, type Sending } from '../../../ports/channel.ts';
import type { Shared } from '../../../ports/shared.ts';
import type { AppApi } from '../api/app-api.ts';
import { NO_CONNECTION } from '../api/errors.ts';
import type { Pace } from '../api/pace.ts';
import { readLocator } from './locator.ts';
import { layOut } from './parts.ts';
import { groupWay, privateWay } from './robot-send.ts';
import { sessionWay } from './session-send.ts';
import type { Way } from './way.ts';
import { webhookWay, type CustomRobot } from './webhook-send.ts';

/** What the ways out are made of. */
export interface Route {
  apiBase: string;
  oapiBase: string;
  /** Hosts, with or without a port, that answers may go to beside the platform's own. */
  mediaHosts: readonly string[];
  botName: string;
  robotCode: string;
  api: AppApi;
  pace: Pace;
  /** 自定义机器人 of rooms, by chat id. */
  robots: ReadonlyMap<string, CustomRobot>;
  shared: Shared;
  log: Logger;
  /** Real time. */
  now(): number;
  openFile(key: string): Promise<Readable>;
}

/**
 * Sends one part of a message by the first way that takes it (protocol-dingtalk §3.6b): an answer to where the question came from
 * while that is open, then a person by the app's robot, a room by its own robot or else by the app's. What one way refuses for good
 * goes the next, as does what one way cannot be reached for: they all lead into the same conversation. What may have arrived is tried
 * again the same way.
 */
export function createSend(route: Route): (sending: Sending) => Promise<Receipt> {
  return async (sending) => {
    const unanswered = /^(.+):no-answer$/.exec(sending.before?.lastError ?? '')?.[1];
    const refusals: { way: Way; error: ChannelError }[] = [];
    const ways = listWays(route, sending);
    const begun = ways.find(({ name }) => name === waysTaken(sending)[0]);
    for (const way of nextWays(route, sending, ways, unanswered)) {
      try {
        return await sendNext(route, sending, way, begun ?? way);
      } catch (error) {
        if (!(error instanceof ChannelError)) throw error;
        if (!error.permanent && way.name === unanswered) throw stillUnknown(way, error);
        if (!error.permanent && error.code !== NO_CONNECTION) throw error;
        route.log.info({ outbound: sending.id, way: way.name, code: error.code }, 'DingTalk did not take a message this way');
        refusals.push({ way, error });
      }
    }
    throw worstOf(refusals);
  };
}

/** The parts are those of the way it was begun by: what another way would make of the whole does not fit to what is shown already. */
async function sendNext({ shared }: Route, sending: Sending, way: Way, begun: Way): Promise<Receipt> {
  const { before, message } = sending;
  const { parts: sent = 0, platformId: earlier } = before?.receipt ?? {};
  const parts = layOut(message, begun.format);
  const part = parts[sent];
  if (part === undefined) return { ...before?.receipt, rest: 0 };
  await keepBudgets('dingtalk', shared, way.budgets);
  const platformId = (await way.send(part, sent)) ?? earlier;
  const via = [...new Set([...waysTaken(sending), way.name])].join('+');
  return { ...(platformId === undefined ? {} : { platformId }), via, parts: sent + 1, rest: parts.length - sent - 1 };
}

/** Those that have taken parts of it, in order. */
function waysTaken({ before }: Sending): readonly string[] {
  return before?.receipt.via?.split('+') ?? [];
}

/** In order of preference, with the session also after its time. */
function listWays(route: Route, sending: Sending): readonly Way[] {
  const locator = readLocator(sending.replyTo);
  if (locator === undefined) return listPushes(route, sending);
  const session = { url: locator.url, isAllowed: (url: URL) => isPlatform(route, url), say: sayTo(route, sending), pace: route.pace };
  return [sessionWay(session, sending), ...listPushes(route, sending)];
}

/** The way nobody answered on is the only one, even after its time; what was begun goes on where it was. */
function nextWays(route: Route, sending: Sending, ways: readonly Way[], unanswered: string | undefined): readonly Way[] {
  const same = ways.find(({ name }) => name === unanswered);
  if (same !== undefined) return [same];
  const last = ways.findIndex(({ name }) => name === waysTaken(sending).at(-1));
  return ways.slice(Math.max(last, 0)).filter(({ name }) => name !== 'session' || isOpen(route, sending));
}

function isOpen({ now }: Route, { replyTo }: Sending): boolean {
  return Date.parse(readLocator(replyTo)?.until ?? '') - MARGIN_MS > now();
}

/** A clock may be a little off, and a call takes its time. */
const MARGIN_MS = 60_000;

function listPushes(route: Route, sending: Sending): readonly Way[] {
  const { api, robotCode, robots, pace, now, openFile } = route;
  const { kind, id } = sending.recipient;
  const say = sayTo(route, sending);
  const sender = { api, robotCode, say, openFile };
  if (kind === 'person') return id.startsWith(OUTSIDE) ? [] : [privateWay(sender, sending)];
  const robot = robots.get(id);
  const byRobot = robot === undefined ? [] : [webhookWay({ robot, say, pace, now }, sending)];
  // A room nobody knows the conversation of is named after its robot.
  return id.startsWith('robot-') ? byRobot : [...byRobot, groupWay(sender, sending)];
}

/** In a group the bot hears only what is said to it by name. */
function sayTo({ botName }: Route, { recipient }: Sending): string {
  return recipient.kind === 'person' ? '回复' : `@${botName}`;
}

/** Exactly an address of the API, or a host the operator named. */
function isPlatform({ apiBase, oapiBase, mediaHosts }: Route, url: URL): boolean {
  return [apiBase, oapiBase].some((base) => url.origin === new URL(base).origin) || isListedHost(url, mediaHosts);
}

/** Whatever is said now, an earlier try by this way may have arrived. */
function stillUnknown({ name }: Way, { message, retryAfterMs }: ChannelError): ChannelError {
  return new ChannelError('dingtalk', `${name}:no-answer`, message, {
    permanent: false,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** One that passes; else what an admin can mend: the refusal of a way that was set up for this, before that of an answer. */
function worstOf(refusals: readonly { way: Way; error: ChannelError }[]): ChannelError {
  const chosen = refusals.find(({ error }) => !error.permanent) ?? refusals.find(({ way }) => way.name !== 'session') ?? refusals[0];
  return chosen?.error ?? new ChannelError('dingtalk', 'no-way', 'there is no way to this conversation', { permanent: true });
}
