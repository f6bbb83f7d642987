import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { keepBudgets } from '../../../channel-kit/budgets.ts';
import { ChannelError, type Receipt, type Sending } from '../../../ports/channel.ts';
import { isListedHost } from '../../../guarded/allowed-host.ts';
import type { Shared } from '../../../ports/shared.ts';
import { appWay, type AppSender } from './app-send.ts';
import { pushWay, replyWay, type BotConnection } from './connection-send.ts';
import { waitLonger } from '../api/errors.ts';
import { readLocator } from './locator.ts';
import { layOut, layOutOne, type Part } from './parts.ts';
import { mayStillAnswer, responseUrlFormat, responseUrlWay } from './response-url.ts';
import type { Way } from './way.ts';
import { webhookWay } from './webhook-send.ts';

/** What the ways out are made of. Each is absent where it is not configured. */
export interface Route {
  apiBase: string;
  /** Hosts, with or without a port, that answers may go to beside the API's own. */
  mediaHosts: readonly string[];
  botName: string;
  app: Pick<AppSender, 'api' | 'agentId' | 'hears'> | undefined;
  connection: BotConnection | undefined;
  /** Keys of group robots (群机器人) by chat id. */
  webhookKeys: ReadonlyMap<string, string>;
  shared: Shared;
  log: Logger;
  /** Real time. */
  now(): number;
  openFile(key: string): Promise<Readable>;
}

/**
 * Sends one part of a message by the first way that takes it (protocol-wecom §0.2): an answer to where the question came from, then a
 * person by the app, a room by its group robot, and either by the bot's connection. What one way refuses for good goes the
 * next; what may have arrived, or may be taken later, is tried again.
 */
export function createSend(route: Route): (sending: Sending) => Promise<Receipt> {
  return async (sending) => {
    const legs = listLegs(route, sending);
    const refusals: { way: Way; error: ChannelError }[] = [];
    for (const leg of legs) {
      try {
        return await sendNext(route, sending, leg);
      } catch (error) {
        if (!(error instanceof ChannelError)) throw error;
        if (!error.permanent) throw waitLonger(error, sending.before?.lastError, route.now());
        route.log.info({ outbound: sending.id, way: leg.way.name, code: error.code }, 'WeCom did not take a message this way');
        if (leg.way.once && legs.length > 1) return NOT_ANSWERED;
        refusals.push({ way: leg.way, error });
      }
    }
    throw worstOf(refusals);
  };
}

/**
 * The address did not take the answer, and another way is next. Written down before that is tried: a try that broke off there would
 * else ask the address again, and take a second refusal for an answer that had arrived.
 */
const NOT_ANSWERED: Receipt = { via: 'response-url', parts: 0, rest: 1 };

/** A way, and what the whole message is when it goes on this way. */
interface Leg {
  way: Way;
  /** Names of the ways it will have taken. */
  via: string;
  parts: Part[];
}

async function sendNext({ shared }: Route, { before }: Sending, { way, via, parts }: Leg): Promise<Receipt> {
  const { parts: sent = 0, platformId: earlier } = before?.receipt ?? {};
  const part = parts[sent];
  if (part === undefined) return { ...before?.receipt, rest: 0 };
  await keepBudgets('wecom', shared, way.budgets);
  const platformId = (await way.send(part, sent)) ?? earlier;
  return { ...(platformId === undefined ? {} : { platformId }), via, parts: sent + 1, rest: parts.length - sent - 1 };
}

function listLegs(route: Route, sending: Sending): Leg[] {
  const { parts: sent = 0, via = '' } = sending.before?.receipt ?? {};
  const pushes = listPushes(route, sending);
  if (sent === 0) {
    const answer = findAnswer(route, sending);
    return (answer === undefined ? pushes : [answer, ...pushes]).map((way) => firstLeg(sending, way, pushes[0]));
  }
  return listFurther(route, sending, pushes, via.split('+'));
}

function firstLeg({ message, id }: Sending, way: Way, next: Way | undefined): Leg {
  if (way.once === undefined) return { way, via: way.name, parts: layOut(message, way.format, id) };
  const { part, left } = layOutOne(message, way.format, next?.format, id);
  return { way, via: way.name, parts: [part, ...(left === undefined || next === undefined ? [] : layOut(left, next.format, id))] };
}

/** Goes on the way the last part went, or, where that took only one, the next ways. */
function listFurther(route: Route, sending: Sending, pushes: readonly Way[], taken: readonly string[]): Leg[] {
  const { message, id } = sending;
  const [first = '', second] = taken;
  if (first !== 'response-url') {
    const answer = findAnswer(route, sending);
    const same = [...(answer === undefined ? [] : [answer]), ...pushes].find(({ name }) => name === first);
    return (same === undefined ? pushes : [same]).map((way) => ({ way, via: first, parts: layOut(message, way.format, id) }));
  }
  const { part, left } = layOutOne(message, responseUrlFormat(sending.recipient, sayTo(route, sending)), pushes[0]?.format, id);
  const same = pushes.find(({ name }) => name === second);
  return (same === undefined ? pushes : [same]).map((way) => ({
    way,
    via: `${first}+${way.name}`,
    parts: [part, ...(left === undefined ? [] : layOut(left, way.format, id))],
  }));
}

function findAnswer(route: Route, sending: Sending): Way | undefined {
  const { recipient, before } = sending;
  const locator = readLocator(sending.replyTo);
  if (locator === undefined || Date.parse(locator.until) <= route.now()) return undefined;
  const say = sayTo(route, sending);
  if (locator.via === 'connection') return route.connection && replyWay(route.connection, locator.reqId, sending, say);
  if (!mayStillAnswer(before)) return undefined;
  return responseUrlWay({ url: locator.url, recipient, isAllowed: (url) => isPlatform(route, url), before, say });
}

function listPushes(route: Route, sending: Sending): Way[] {
  const { app, connection, apiBase, webhookKeys, shared, openFile } = route;
  const { recipient } = sending;
  const say = sayTo(route, sending);
  const ways: Way[] = [];
  const key = webhookKeys.get(recipient.id);
  if (recipient.kind === 'person' && app !== undefined) ways.push(appWay({ ...app, shared, openFile }, sending));
  if (recipient.kind === 'room' && key !== undefined) ways.push(webhookWay({ base: apiBase, key, say, openFile }, sending));
  if (connection !== undefined) ways.push(pushWay(connection, sending, say));
  // What the bot was asked, a pressed button too, the bot answers.
  return readLocator(sending.replyTo)?.via === 'connection' ? ways.toReversed() : ways;
}

/** In a group the bot hears only what is said to it by name. */
function sayTo({ botName }: Route, { recipient }: Sending): string {
  return recipient.kind === 'person' ? '回复' : `@${botName}`;
}

/** Exactly the API's own address, or a host the operator named. */
function isPlatform({ apiBase, mediaHosts }: Route, url: URL): boolean {
  return url.origin === new URL(apiBase).origin || isListedHost(url, mediaHosts);
}

/** What an admin can mend: the refusal of a way that was set up for this, before that of an answer or of the bot. */
function worstOf(refusals: readonly { way: Way; error: ChannelError }[]): ChannelError {
  const chosen = refusals.find(({ way }) => way.name === 'app' || way.name === 'webhook') ?? refusals[0];
  return chosen?.error ?? new ChannelError('wecom', 'no-way', 'there is no way to this conversation', { permanent: true });
}
