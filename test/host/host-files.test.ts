import { type EnvironmentConfig } from "../../config";
import { hostDirectories, hostFiles } from "../../host";
import { ENVIRONMENT_NAMES, shippedConfig } from "../fixtures/stacks";

const production = shippedConfig("production");
const contentOf = (config: EnvironmentConfig, path: string, hostGroup = "api") =>
  hostFiles(config, hostGroup).find((file) => file.path === path)?.content;
const UNIT = "/etc/systemd/system/inventorysync-api.service";

test("a host has the files of the agent, of logrotate and of systemd", () => {
  expect(hostFiles(production, "api").map(({ path, mode }) => `${mode} ${path}`)).toEqual([
    "0644 /etc/inventorysync/cloudwatch-agent/inventorysync.json",
    "0644 /etc/logrotate.d/inventorysync",
    "0644 /etc/inventorysync/environment",
    "0755 /usr/local/libexec/inventorysync/fetch-secrets",
    "0644 /etc/systemd/system/inventorysync-api-secrets.service",
    "0755 /usr/local/libexec/inventorysync/fetch-debug-mode",
    "0644 /etc/systemd/system/inventorysync-api-debug-mode.service",
    "0644 /etc/systemd/system/inventorysync-api-debug-mode.timer",
    `0644 ${UNIT}`,
  ]);
});

test("without Sentry, the application needs no secret, and a host has no unit that reads one", () => {
  const paths = hostFiles({ ...production, sentry: undefined }, "api").map(({ path }) => path);
  expect(paths.filter((path) => path.includes("secret"))).toEqual([]);
  expect(contentOf({ ...production, sentry: undefined }, UNIT)).not.toContain("secrets");
});

test.each(ENVIRONMENT_NAMES)("only root may change a file of %s, and each ends with a line break", (name) => {
  for (const { path, owner, group, mode, content } of hostFiles(shippedConfig(name), "api")) {
    expect({ path, owner, group }).toEqual({ path, owner: "root", group: "root" });
    expect(Number.parseInt(mode, 8) & 0o022).toBe(0);
    expect(content.endsWith("\n")).toBe(true);
  }
});

test("the log directory admits the owner and the readers' group, and passes the group on to new files", () => {
  expect(hostDirectories(production, "api")).toEqual([
    { path: "/var/log/inventorysync", mode: "2750", owner: "inventorysync", group: "inventorysync-readers" },
  ]);
});

test("the settings of the host group determine accounts, modes and rotation", () => {
  const { api } = production.hosts;
  if (!api) throw new Error("production has no host group api");
  const worker = {
    ...api,
    user: "worker",
    readersGroup: "support",
    directoryMode: "0755" as const,
    fileMode: "0644" as const,
    rotation: { keep: 7, maxSize: "500M" },
  };
  const config = { ...production, hosts: { worker } };
  expect(hostDirectories(config, "worker")).toMatchObject([
    { mode: "2755", owner: "worker", group: "support" },
  ]);
  expect(contentOf(config, "/etc/logrotate.d/inventorysync", "worker")?.split("\n")).toEqual(
    expect.arrayContaining([
      "    su worker support",
      "    rotate 7",
      "    maxsize 500M",
      "    create 0644 worker support",
    ]),
  );
  const unit = contentOf(config, "/etc/systemd/system/inventorysync-worker.service", "worker");
  expect(unit).toContain("\nUser=worker\n");
});

test("logrotate signals the unit of the application", () => {
  expect(contentOf(production, "/etc/logrotate.d/inventorysync")).toContain(
    "systemctl kill --kill-whom=main --signal=USR1 inventorysync-api.service",
  );
});

test("the application may write to the log directory, and cannot get the credentials of the host", () => {
  expect(contentOf(production, UNIT)?.split("\n")).toEqual(
    expect.arrayContaining([
      "User=inventorysync",
      "UMask=0027",
      "ProtectSystem=strict",
      "ReadWritePaths=/var/log/inventorysync",
      "NoNewPrivileges=yes",
      "IPAddressDeny=169.254.169.254 fd00:ec2::254",
    ]),
  );
});

test("the application starts with the secrets of this start, and also if they cannot be read", () => {
  expect(contentOf(production, UNIT)?.split("\n")).toEqual(
    expect.arrayContaining([
      "Wants=network-online.target inventorysync-api-secrets.service",
      "After=network-online.target inventorysync-api-secrets.service",
      "EnvironmentFile=-/run/inventorysync-secrets/environment",
    ]),
  );
});

test("an unknown host group is an error with the nearest name", () => {
  expect(() => hostFiles(production, "app")).toThrow(
    'unknown host group "app" in production, expected api; did you mean "api"?',
  );
});
