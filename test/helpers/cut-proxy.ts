import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server that can be cut at any byte. */
export interface CutProxy {
  url: string;
  /**
   * The next connection on which so many bytes more of questions (to the server) or answers (from it) are to pass dies there, one for each
   * number.
   */
  cut(of: 'questions' | 'answers', ...bytes: number[]): void;
  /** Cuts that have not come about yet. */
  left(): number;
  close(): Promise<void>;
}

export async function startCutProxy(target: string): Promise<CutProxy> {
  const { hostname, port } = new URL(target);
  const cuts: { of: 'questions' | 'answers'; bytes: number }[] = [];
  const open = new Set<Socket>();

  function pass(of: 'questions' | 'answers', from: Socket, to: Socket): void {
    from.on('data', (chunk: Buffer) => {
      const cut = cuts[0];
      if (cut?.of === of && cut.bytes < chunk.length) {
        cuts.shift();
        to.write(chunk.subarray(0, cut.bytes));
        from.destroy();
        to.destroySoon();
        return;
      }
      if (cut?.of === of) cut.bytes -= chunk.length;
      if (!to.write(chunk)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    });
    from.on('end', () => to.end());
    from.on('close', () => to.destroySoon());
    from.on('error', () => {});
  }

  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) open.add(socket.once('close', () => open.delete(socket)));
    pass('questions', near, far);
    pass('answers', far, near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: (of, ...bytes) => void cuts.push(...bytes.map((count) => ({ of, bytes: count }))),
    left: () => cuts.length,
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
