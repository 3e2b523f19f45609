import { createServer } from "node:net";

/**
 * A free port of the loopback interface.
 * @throws Error if no port of it can be opened
 */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        new Error(
          `cannot listen on 127.0.0.1 (${error.code ?? error.message}); the platform requires the loopback interface`,
        ),
      );
    });
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string")
          reject(new Error("the operating system assigned no port"));
        else resolve(address.port);
      });
    });
  });
}
