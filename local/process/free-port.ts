import { createServer } from "node:net";

/**
 * A port of the loopback address that nobody listens on now.
 * @throws Error when the address cannot be listened on at all
 */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        new Error(
          `no port of 127.0.0.1 can be listened on (${error.code ?? error.message}); the platform needs the loopback interface`,
        ),
      );
    });
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("the system gave no port"));
        else resolve(address.port);
      });
    });
  });
}
