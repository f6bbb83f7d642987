import type { Readable } from 'node:stream';
import type { Finding } from '../domain/finding.ts';
import type { OutboundMessage } from './message.ts';

/** A platform people write on (never a group chat: that is a `ChatRoom`). */
export type ChannelName = 'sandbox' | 'wecom' | 'dingtalk';

/**
 * A file in a chat, before it is stored. `name` is '' where the platform tells it only with the bytes (`Download`), if at all; the
 * core then makes one up by what the bytes are (图片-3.jpg). `ref` is the channel's own locator and is kept as JSON.
 */
export interface Attachment {
  name: string;
  ref: unknown;
}

/**
 * A file's bytes as the platform hands them out, and the name it tells with them. `stream` fails when they do not come whole. A name
 * may be as hostile as it likes, but NUL is not in it.
 */
export interface Download {
  stream: Readable;
  name: string | undefined;
}

/** How the account id of somebody begins who is not of the unit (外部人员): such a one can be nobody's in the directory. */
export const OUTSIDE = 'outside:';

/**
 * The whole text of a message in private of which a channel can hand over neither words nor files (a card, a sticker, whatever comes
 * next): U+FFFC, what stands in a text for an object that is none. In a room such a message is nothing to the bot.
 */
export const UNREADABLE = '\ufffc';

/** One message a person sent, as every platform can say it. */
export interface InboundMessage {
  /** The platform's id, unique per channel: a repeat carries the same one. */
  messageId: string;
  /** The sender's account id on the channel. */
  senderId: string;
  /** The group chat it was said in; undefined in private. */
  roomId?: string;
  text: string;
  attachments: Attachment[];
  /** Files of the message this one quotes (引用). */
  quoted: Attachment[];
  /** How this very message may be answered (an address, a request's id): the channel's own, kept as JSON. A secret, never logged. */
  replyTo?: unknown;
}

/** A request as it came, untouched: `receive` verifies before it parses. */
export interface ChannelRequest {
  method: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
}

/** What `receive` found. Messages are stored before `answer` is sent. */
export interface Received {
  messages: InboundMessage[];
  answer: { status: number; body: string; contentType: string };
  /** Why nothing of it was taken, for the log; no secret. */
  refused?: string;
}

/** Person (account id on the channel) or room (chat id on the channel). */
export interface Recipient {
  kind: 'person' | 'room';
  id: string;
}

/** Proof of a send, kept with the outbound row. */
export interface Receipt {
  platformId?: string;
  /** The way it went, where a platform has several. */
  via?: string;
  /** Of a message that takes several: how many are out, and how many are still to be sent. */
  parts?: number;
  rest?: number;
}

/** One message on its way to one recipient. */
export interface Sending {
  /** Of the outbound row: the same at every try. */
  id: string;
  recipient: Recipient;
  message: OutboundMessage;
  /** `replyTo` of the message it answers, while it goes to the conversation that one came from. */
  replyTo?: unknown;
  /** What became of it so far: absent at the first try. `lastError` is null when a try broke off, so that it may have arrived. */
  before?: { lastError: string | null; receipt: Receipt };
}

/**
 * An address a platform delivers to. `receive` does no I/O beyond its argument, so every recorded payload is a test; refusals of
 * forged or malformed requests come back as an `answer` without messages.
 */
export interface Endpoint {
  path: string;
  maxBytes: number;
  /** The platform also asks it by GET, to see that it is ours. */
  verifies?: true;
  receive(request: ChannelRequest): Received;
}

/** One chat platform's protocol. */
export interface Channel {
  readonly name: ChannelName;
  readonly endpoints: readonly Endpoint[];
  /**
   * Throws ChannelError. Degrades the message to what the platform can show. With a `rest` in the receipt it is called again, and
   * goes on where that one ended.
   */
  send(sending: Sending): Promise<Receipt>;
  /** Throws ChannelError when the file cannot be had. */
  download(attachment: Attachment): Promise<Download>;
  /** Whether its settings are right and the platform takes them, for `doctor`. */
  check(): Promise<Finding[]>;
  /** Where a platform is connected to instead of delivering. `accept` resolves when the messages are rows. */
  open?(accept: (messages: readonly InboundMessage[]) => Promise<void>): Promise<void>;
  close?(): Promise<void>;
}

/** A platform said no, or could not be reached. */
export class ChannelError extends Error {
  override name = 'ChannelError';
  readonly channel: ChannelName;
  readonly code: string;
  /** Trying again can never help. */
  readonly permanent: boolean;
  readonly retryAfterMs: number | undefined;
  /** What an admin needs to mend it, beside the code: an address, a person. No secret. */
  readonly detail: string | undefined;

  constructor(
    channel: ChannelName,
    code: string,
    message: string,
    options: { permanent: boolean; retryAfterMs?: number; detail?: string; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.channel = channel;
    this.code = code;
    this.permanent = options.permanent;
    this.retryAfterMs = options.retryAfterMs;
    this.detail = options.detail;
  }
}
