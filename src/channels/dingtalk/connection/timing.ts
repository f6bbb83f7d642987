/** How long a connection in Stream 模式 waits for what, in milliseconds. Tests are not as patient. */
export interface StreamTiming {
  /** For the platform to take a connection. */
  connectMs: number;
  /** Between two pings; two without an answer end the connection. One that lasts longer than this was a good one. */
  pingMs: number;
  /** So old, a connection is replaced: it may answer pings and bring nothing any more. */
  renewMs: number;
  /** One that was replaced stays so long at most to answer what came over it. The platform closes it after 10 s by itself. */
  lingerMs: number;
  /** Between two tries to connect: from the first to the second, doubled each time. */
  reconnectMs: readonly [number, number];
  /** After refused credentials: trying often helps nobody. */
  refusedMs: number;
  /** A message that the database cannot take is kept so long. */
  keepMs: number;
  /** Between two tries to store what came: from the first to the second, doubled each time. */
  storeMs: readonly [number, number];
}

export const TIMING: StreamTiming = {
  connectMs: 10_000,
  pingMs: 20_000,
  renewMs: 30 * 60_000,
  lingerMs: 10_000,
  reconnectMs: [1_000, 30_000],
  refusedMs: 5 * 60_000,
  keepMs: 15 * 60_000,
  storeMs: [500, 10_000],
};
