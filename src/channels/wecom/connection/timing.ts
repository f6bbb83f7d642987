/** How long the long connection waits for what, in milliseconds. Tests are not as patient. */
export interface ConnectionTiming {
  /** A leader that is gone is replaced after so long. */
  lockMs: number;
  /** Between two looks whether there is a leader. */
  lookMs: number;
  /** Two pings without an answer end the connection. */
  heartbeatMs: number;
  /** For the platform to take a connection and the secret. */
  connectMs: number;
  /** For the platform's acknowledgement of what is sent. The SDK itself waits 5 s. */
  answerMs: number;
  /** For all of an upload: longer, and the delivery would be given up before the file can be linked to instead. */
  uploadMs: number;
  /** Between two tries to connect: from the first to the second, doubled each time. */
  reconnectMs: readonly [number, number];
  /** After a refused secret: wrong ones often repeated are shut out. */
  refusedMs: number;
  /** After another program took the bot over: from the first to the second, doubled each time. */
  kickedMs: readonly [number, number];
  /** Between two tries where the platform was busy with the last one. */
  busyMs: number;
  /** A message that the database cannot take is kept so long. */
  keepMs: number;
  /** Between two tries to store what came: from the first to the second, doubled each time. */
  storeMs: readonly [number, number];
}

export const TIMING: ConnectionTiming = {
  lockMs: 15_000,
  lookMs: 5_000,
  heartbeatMs: 30_000,
  connectMs: 10_000,
  answerMs: 6_000,
  uploadMs: 40_000,
  reconnectMs: [1_000, 30_000],
  refusedMs: 5 * 60_000,
  kickedMs: [60_000, 30 * 60_000],
  busyMs: 1_000,
  keepMs: 15 * 60_000,
  storeMs: [500, 10_000],
};
