// A way to a server on this computer, which can be cut: then nobody answers at its address until it is mended.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export class Line {
  #to;
  #port = 0;
  #server;
  #sockets = new Set();

  /** A line to an origin. */
  static async to(origin) {
    const line = new Line();
    line.#to = Number(new URL(origin).port);
    await line.mend();
    return line;
  }

  get origin() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Cuts it, with all that is under way. */
  async cut() {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#sockets.forEach((socket) => socket.destroy());
    await closed;
  }

  async mend() {
    this.#server = createServer((near) => {
      const far = connect(this.#to, '127.0.0.1');
      for (const [from, to] of [[near, far], [far, near]]) {
        this.#sockets.add(from);
        from.on('error', () => to.destroy()).on('close', () => { this.#sockets.delete(from); to.destroy(); }).pipe(to);
      }
    });
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = this.#server.address().port;
  }
}
