import { checkPorts } from "../../../../local/startup/prerequisites/fixed-ports";
import { freePorts, portsFrom } from "../../../../local/startup/ports";
import { type LoopbackServer, serveOnLoopback } from "../../../../local/web";

let server: LoopbackServer;

beforeEach(async () => {
  server = await serveOnLoopback((_, response) => response.end());
});

afterEach(() => server.close());

test("a port in use is reported with its server, the program and the remedy", async () => {
  const ports = { ...(await freePorts()), emulator: server.port };
  expect(await checkPorts(ports)).toEqual([
    {
      name: `port ${server.port}`,
      required: "free, for the AWS emulator",
      // This process listens on the port.
      found: expect.stringContaining(`(process ${process.pid})`) as string,
      remedy: expect.stringContaining("--port <base>") as string,
    },
  ]);
});

test("the port of a server that is not started may be in use", async () => {
  const ports = { ...(await freePorts()), searchEngine: server.port };
  const [prerequisite, ...others] = await checkPorts(ports, ["page", "emulator"]);
  expect(others).toEqual([]);
  expect(prerequisite).toEqual({
    name: "ports",
    required: "free",
    found: `${ports.page}, ${ports.emulator} free`,
  });
});

test("fixed ports are consecutive, and the first is that of the page", () => {
  const ports = portsFrom(8_100);
  expect(ports.page).toBe(8_100);
  expect(Object.values(ports)).toEqual([8_100, 8_101, 8_102, 8_103, 8_104, 8_105, 8_106]);
});
