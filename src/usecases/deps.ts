import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Database } from '../db/tables.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { Channel, ChannelName } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileStore } from '../ports/file-store.ts';
import type { Inspector } from '../ports/inspector.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { PageReader } from '../ports/page-reader.ts';
import type { Shared } from '../ports/shared.ts';
import type { RenderMessage } from '../render/messages.ts';

/** Everything a use case may touch, as a plain object. Inside `inTransaction`, `db` and `queue` are bound to the transaction. */
export interface Deps {
  config: Config;
  db: Database;
  queue: Pick<JobQueue, 'add'>;
  shared: Shared;
  files: FileStore;
  inspector: Inspector;
  pages: PageReader;
  channels: ReadonlyMap<ChannelName, Channel>;
  clock: Clock;
  calendar: Calendar;
  /** A view and a file of `templates/messages/` become a message. */
  render: RenderMessage;
  log: Logger;
  newId(): string;
  /** Signs links to pages and files. */
  linkKey: Buffer;
}
