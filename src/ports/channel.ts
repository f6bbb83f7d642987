import type { Readable } from 'node:stream';
import type { Finding } from '../domain/finding.ts';
import type { OutboundMessage } from './message.ts';

/** A platform people write on (never a group chat: that is a `ChatRoom`). */
export type ChannelName = 'sandbox' | 'wecom' | 'dingtalk';

/** A file in a chat, before it is stored. `ref` is the channel's own locator and is kept as JSON. */
export interface Attachment {
  name: string;
  ref: unknown;
}

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
}

/** Person (account id on the channel) or room (chat id on the channel). */
export interface Recipient {
  kind: 'person' | 'room';
  id: string;
}

/** Proof of a send, kept with the outbound row. */
export interface Receipt {
  platformId?: string;
}

/**
 * One chat platform's protocol. `receive` does no I/O beyond its argument, so every recorded payload is a test; refusals of
 * forged or malformed requests come back as an `answer` without messages.
 */
export interface Channel {
  readonly name: ChannelName;
  receive(request: ChannelRequest): Received;
  /** Throws ChannelError. Degrades the message to what the platform can show. */
  send(recipient: Recipient, message: OutboundMessage): Promise<Receipt>;
  /** Throws ChannelError when the file cannot be had. */
  download(attachment: Attachment): Promise<Readable>;
  /** Whether its settings are right and the platform takes them, for `doctor`. */
  check(): Promise<Finding[]>;
}

/** A platform said no, or could not be reached. */
export class ChannelError extends Error {
  override name = 'ChannelError';
  readonly channel: ChannelName;
  readonly code: string;
  /** Trying again can never help. */
  readonly permanent: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    channel: ChannelName,
    code: string,
    message: string,
    options: { permanent: boolean; retryAfterMs?: number; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.channel = channel;
    this.code = code;
    this.permanent = options.permanent;
    this.retryAfterMs = options.retryAfterMs;
  }
}
