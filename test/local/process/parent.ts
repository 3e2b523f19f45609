/** Starts the program of its arguments, then waits until it is killed. */
import { join } from "node:path";
import { Supervisor } from "../../../local/process";

const [, , folder = "", file = "", script = ""] = process.argv;
new Supervisor().start({
  name: "the child",
  file,
  args: ["-e", script],
  env: { PATH: process.env["PATH"] },
  cwd: folder,
  logFile: join(folder, "child.log"),
  remedy: "none",
});
setInterval(() => undefined, 60_000);
