import { logrotateFile, type LogrotateOptions } from "../../host";
import { runProgram } from "../fixtures/run-program";

const OPTIONS: LogrotateOptions = {
  logDir: "/var/log/inventorysync",
  user: "inventorysync",
  group: "inventorysync-readers",
  mode: "0640",
  reopen: { unit: "inventorysync-api.service" },
};

test("the file has the rows of the deployment guide, and rotates as the account of the writer", () => {
  expect(logrotateFile(OPTIONS)).toMatchInlineSnapshot(`
    "/var/log/inventorysync/*.log {
        su inventorysync inventorysync-readers
        daily
        rotate 30
        nodateext
        compress
        delaycompress
        missingok
        notifempty
        create 0640 inventorysync inventorysync-readers
        sharedscripts
        postrotate
            if systemctl --quiet is-active inventorysync-api.service; then
                systemctl kill --kill-whom=main --signal=USR1 inventorysync-api.service
            fi
        endscript
    }
    "
  `);
});

test("a writer without systemd is signalled by its process id", () => {
  const file = logrotateFile({ ...OPTIONS, reopen: { pidFile: "/run/inventorysync/api.pid" } });

  expect(postrotate(file)).toMatchInlineSnapshot(`
    "        if [ -s /run/inventorysync/api.pid ]; then
                # pkill exits with 1 if no process matches: the writer does not run.
                pkill --signal USR1 --pidfile /run/inventorysync/api.pid --euid inventorysync || [ $? -eq 1 ]
            fi"
  `);
});

test("a size limit is a row of its own", () => {
  expect(logrotateFile({ ...OPTIONS, maxSize: "500M" })).toContain("\n    daily\n    maxsize 500M\n");
});

test.each<[string, LogrotateOptions["reopen"]]>([
  ["of a unit", OPTIONS.reopen],
  ["of a process", { pidFile: "/run/inventorysync/api.pid" }],
])("the script that signals the writer %s is valid for sh", (_, reopen) => {
  const script = postrotate(logrotateFile({ ...OPTIONS, reopen }));

  expect(runProgram("sh", ["-n", "-c", script])).toMatchObject({ status: 0, stderr: "" });
});

test.each<[string, Partial<LogrotateOptions>]>([
  ["logDir", { logDir: "/var/log/inventory sync" }],
  ["logDir", { logDir: "log" }],
  ["logDir", { logDir: "/var/log/" }],
  ["user", { user: "root }" }],
  ["group", { group: "" }],
  ["mode", { mode: "640" }],
  ["maxSize", { maxSize: "0" }],
  ["reopen.unit", { reopen: { unit: "inventorysync-api" } }],
  ["reopen.unit", { reopen: { unit: "a.service; reboot.service" } }],
  ["reopen.pidFile", { reopen: { pidFile: "$(reboot)" } }],
])("a %s that logrotate or the shell would read otherwise is rejected: %j", (name, change) => {
  expect(() => logrotateFile({ ...OPTIONS, ...change })).toThrow(`${name} of the logrotate file is `);
});

function postrotate(file: string): string {
  return /postrotate\n([\s\S]*)\n {4}endscript/.exec(file)?.[1] ?? "";
}
