/**
 * Runs Spotlight on the loopback interface only: `node spotlight.mjs <port>`, in a folder with its `node_modules`.
 *
 * Spotlight's own command listens on every interface, and both the command and its page send telemetry to Sentry; that of
 * the page includes recordings of what it shows. This script therefore starts the server without the telemetry module
 * (`instrument.js`), serves an empty module in place of the page's, and restricts the server to one address.
 */
import { Buffer } from "node:buffer";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { Server } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath, URL } from "node:url";

const listen = Server.prototype.listen;
Server.prototype.listen = function listenOnLoopback(port, _host, ...rest) {
  return listen.call(this, port, "127.0.0.1", ...rest);
};

/** `main.js` calls the default export to start the telemetry. */
const NO_TELEMETRY = "export default () => undefined;";

const { setupSpotlight } = await import("@spotlightjs/spotlight");
const ui = fileURLToPath(new URL("../ui/", import.meta.resolve("@spotlightjs/spotlight")));
await setupSpotlight({
  port: Number(process.argv[2]),
  filesToServe: { ...readFiles(ui), "assets/instrumentation.js": Buffer.from(NO_TELEMETRY) },
  isStandalone: true,
});

/**
 * Every file of Spotlight's user interface, by its path in the URL. If it knows only the folder, `setupSpotlight` serves
 * the page and a single script, and the page stays blank.
 */
function readFiles(folder) {
  const paths = readdirSync(folder, { recursive: true }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path))]));
}
