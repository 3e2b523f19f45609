import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";

const HOST = "127.0.0.1";
/** Ends a program that hangs. */
const LSOF_TIMEOUT_MS = 5_000;

/** Whether a server could listen on this port of the loopback interface now. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen(port, HOST, () =>
      server.close(() => {
        resolve(true);
      }),
    );
  });
}

/**
 * The program that listens on a port, for example `node (process 1234)`. Undefined if the operating system does not tell
 * this user.
 */
export function portUser(port: number): string | undefined {
  return process.platform === "linux" ? portUserOnLinux(port) : portUserByLsof(port);
}

/**
 * Source: proc_pid_net(5), `/proc/net/tcp`: field 2 is the local address with the port in hexadecimal, field 4 the
 * state (0A: listening), field 10 the inode of the socket, to which the descriptors of its process link.
 */
function portUserOnLinux(port: number): string | undefined {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const inode = ["/proc/net/tcp", "/proc/net/tcp6"]
    .flatMap((file) => read(() => readFileSync(file, "utf8"), "").split("\n"))
    .map((line) => line.trim().split(/\s+/))
    .find(([, address, , state]) => address?.endsWith(suffix) && state === "0A")?.[9];
  if (inode === undefined) return undefined;
  const pid = read(() => readdirSync("/proc"), []).find(
    (name) => /^\d+$/.test(name) && hasOpenSocket(name, inode),
  );
  if (pid === undefined) return undefined;
  return describe(
    read(() => readFileSync(`/proc/${pid}/comm`, "utf8").trim(), "a program"),
    pid,
  );
}

function hasOpenSocket(pid: string, inode: string): boolean {
  const folder = `/proc/${pid}/fd`;
  return read(() => readdirSync(folder), []).some(
    (descriptor) => read(() => readlinkSync(`${folder}/${descriptor}`), "") === `socket:[${inode}]`,
  );
}

/** Source: lsof(8), "Output for other programs": `p` is the process id and `c` the command. */
function portUserByLsof(port: number): string | undefined {
  const args = ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"];
  const { stdout } = spawnSync("lsof", args, { encoding: "utf8", timeout: LSOF_TIMEOUT_MS });
  const { pid, command } = /^p(?<pid>\d+)\nc(?<command>.+)$/m.exec(stdout)?.groups ?? {};
  return pid === undefined || command === undefined ? undefined : describe(command, pid);
}

function describe(command: string, pid: string): string {
  return `${command} (process ${pid})`;
}

/** A process can end at any time, and those of other users cannot be read. */
function read<Value>(from: () => Value, otherwise: Value): Value {
  try {
    return from();
  } catch {
    return otherwise;
  }
}
