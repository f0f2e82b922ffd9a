// A way to a sign-in on which everything that must stay secret is overheard, so that it can be searched for afterwards.
import { createServer, request } from 'node:http';

/** Passes requests on to `origin`. `secrets` are the tokens, codes and verifiers that went by. */
export async function overhear(origin) {
  const secrets = new Set();
  const note = (text) => {
    for (const [, value] of text.matchAll(/(?:_token"?:\s*"|\b(?:code|code_verifier|refresh_token|client_secret)=)([^"&\s]{8,})/g)) secrets.add(decodeURIComponent(value));
  };
  const server = createServer((asked, answered) => {
    const onward = request(new URL(asked.url, origin), { method: asked.method, headers: asked.headers }, (answer) => {
      note(answer.headers.location ?? '');
      answered.writeHead(answer.statusCode, answer.headers);
      collect(answer, note);
      answer.pipe(answered);
    });
    onward.on('error', () => answered.destroy());
    collect(asked, note);
    asked.pipe(onward);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    secrets,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function collect(stream, note) {
  const parts = [];
  stream.on('data', (part) => parts.push(part));
  stream.on('end', () => note(Buffer.concat(parts).toString()));
}
