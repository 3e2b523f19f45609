/**
 * Runs Spotlight on loopback and on nothing else: `node spotlight.mjs <port>`, beside its `node_modules`.
 *
 * Spotlight's own command reports its use to its makers and listens on every interface. So its server is started
 * from here, without the module that reports (`instrument.js`), and with the one address it may listen on.
 */
import { Server } from "node:net";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const listen = Server.prototype.listen;
Server.prototype.listen = function listenOnLoopback(port, _host, ...rest) {
  return listen.call(this, port, "127.0.0.1", ...rest);
};

const { setupSpotlight } = await import("@spotlightjs/spotlight");
const main = fileURLToPath(import.meta.resolve("@spotlightjs/spotlight"));
await setupSpotlight({
  port: Number(process.argv[2]),
  basePath: join(dirname(main), "..", "ui"),
  isStandalone: true,
});
