/**
 * Runs Spotlight on the loopback interface only: `node spotlight.mjs <port>`, in a folder with its `node_modules`.
 *
 * Spotlight's own command sends telemetry and listens on every interface. This script therefore starts its server
 * without the telemetry module (`instrument.js`), and restricts it to one address.
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
