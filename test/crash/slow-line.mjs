import { once } from 'node:events';
import net from 'node:net';

const host = '127.0.0.1';

/**
 * A line to a server on which answers take their time: what the server did on a request is known
 * to it, and to nobody else, for as long as the answer is on its way.
 * @typedef {object} SlowLine
 * @property {string} address of this end
 * @property {(ms: number) => void} delay how long answers take from now on
 * @property {() => Promise<void>} stop
 *
 * @param {string} server its address, such as `http://127.0.0.1:8092`
 * @returns {Promise<SlowLine>}
 */
export async function slowLine(server) {
  const port = Number(new URL(server).port);
  /** @type {Set<net.Socket>} */
  const open = new Set();
  let answersTake = 0;

  const line = net.createServer((client) => {
    const far = net.connect(port, host);
    const late = inOrder(() => answersTake);
    open.add(client).add(far);
    // Whoever asked is gone: so is the question. A broken line ends with `close` as well.
    client.on('error', () => undefined).on('close', () => end(client, far));
    far.on('error', () => undefined).on('close', () => late(() => end(far, client)));
    client.pipe(far);
    far.on('data', (piece) => late(() => client.write(piece)));
  });
  /** @param {net.Socket} closed @param {net.Socket} other */
  const end = (closed, other) => {
    open.delete(closed);
    other.destroy();
  };

  line.listen(0, host);
  await once(line, 'listening');
  const { port: own } = /** @type {net.AddressInfo} */ (line.address());
  return {
    address: `http://${host}:${own}`,
    delay: (ms) => void (answersTake = ms),
    async stop() {
      const closed = once(line, 'close');
      line.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/**
 * Runs things later, in the order in which they came.
 * @param {() => number} delay in milliseconds
 * @returns {(run: () => void) => void}
 */
function inOrder(delay) {
  let last = 0;
  return (run) => {
    last = Math.max(last, Date.now() + delay());
    setTimeout(run, last - Date.now());
  };
}
