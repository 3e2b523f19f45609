import { check } from "../../config/check";
import { domain, minimal } from "../fixtures/config/minimal";

const problemsOf = (input: unknown) => {
  const checked = check(input);
  return "problems" in checked ? checked.problems : [];
};

test("a minimal configuration gets every default", () => {
  expect(check(minimal)).toEqual({
    config: {
      ...minimal,
      deletionProtection: true,
      app: {
        logLevel: "INFO",
        logFormat: "json",
        logDir: "/var/log/inventorysync",
        apm: true,
        performanceLogging: true,
      },
      hosts: {
        api: {
          tag: { key: "InventorySync:HostGroup" },
          user: "inventorysync",
          group: "inventorysync",
          readersGroup: "inventorysync-readers",
          directoryMode: "0750",
          fileMode: "0640",
          rotation: { keep: 30 },
          service: {
            directory: "/opt/inventorysync",
            module: "inventorysync.main:app",
            bind: "127.0.0.1:8000",
            workers: 4,
          },
        },
      },
      access: { reader: { requireMfa: true }, auditor: { requireMfa: true }, operator: { requireMfa: true } },
      retentionDays: {},
      forwarding: {
        topology: "direct",
        kinesis: { retentionHours: 168, batchSize: 100, parallelizationFactor: 2 },
        sampleRates: {},
        allowPrivateAddresses: false,
        memoryMiB: 1_024,
        timeoutSeconds: 120,
      },
      redaction: {},
      alarms: { errorSpike: 50, dailyIngestGiB: 10, continuousTraffic: false, notify: [] },
      audit: { trail: "create" },
      compliance: { packs: ["aws-solutions"] },
    },
  });
});

test.each([
  ["a level in lower case", { app: { logLevel: "info" } }, "app.logLevel", '"info"', "INFO"],
  [
    "a retention CloudWatch does not have",
    { retentionDays: { application: 45 } },
    "retentionDays.application",
    "45",
    "30",
  ],
  [
    "a retention as text",
    { retentionDays: { application: "60" } },
    "retentionDays.application",
    '"60"',
    "60",
  ],
  ["a number too large", { forwarding: { memoryMiB: 99_999 } }, "forwarding.memoryMiB", "99999", "10240"],
  [
    "a fractional number",
    { forwarding: { timeoutSeconds: 90.4 } },
    "forwarding.timeoutSeconds",
    "90.4",
    "90",
  ],
  ["a rate in percent", { sentry: { tracesSampleRate: 10 } }, "sentry.tracesSampleRate", "10", "1"],
  ["a boolean as text", { deletionProtection: "Yes" }, "deletionProtection", '"Yes"', "true"],
  ["a boolean as a number", { app: { apm: 0 } }, "app.apm", "0", "false"],
  ["an environment with a hyphen", { environment: "Prod-EU" }, "environment", '"Prod-EU"', "prodeu"],
  ["an account with hyphens", { account: "1234-5678-9012" }, "account", '"1234-5678-9012"', "123456789012"],
  [
    "a relative path",
    { app: { logDir: "var/log/stock" } },
    "app.logDir",
    '"var/log/stock"',
    "/var/log/stock",
  ],
  [
    "a misspelled site",
    { datadog: { site: "us5.datadog.com" } },
    "datadog.site",
    '"us5.datadog.com"',
    "us5.datadoghq.com",
  ],
  ["a name of a host group with a capital", { hosts: { Api: {} } }, "hosts.Api", 'the name "Api"', "api"],
  [
    "the deployment guide's mode of a file without its zero",
    { hosts: { api: { fileMode: "644" } } },
    "hosts.api.fileMode",
    '"644"',
    "0644",
  ],
  [
    "a directory that every account may write to",
    { hosts: { api: { directoryMode: "0777" } } },
    "hosts.api.directoryMode",
    '"0777"',
    "0750",
  ],
  ["a user with a capital", { hosts: { api: { user: "Stock" } } }, "hosts.api.user", '"Stock"', "stock"],
  ["a misspelled kind", { search: { kind: "domian" } }, "search.kind", '"domian"', "domain"],
  [
    "a host without a scheme, as in the deployment guide",
    {
      search: {
        kind: "external",
        hosts: ["es.example.com:9200"],
        authentication: { kind: "basic", secretName: "es" },
      },
    },
    "search.hosts[0]",
    '"es.example.com:9200"',
    "https://es.example.com:9200",
  ],
  [
    "an instance type without the suffix .search",
    { search: { ...domain, dataNodes: { ...domain.dataNodes, instanceType: "r7g.large" } } },
    "search.dataNodes.instanceType",
    '"r7g.large"',
    "r7g.large.search",
  ],
])("%s is reported with the nearest valid value", (_, part, path, given, nearest) => {
  expect(problemsOf({ ...minimal, ...part })).toMatchObject([{ path, given, nearest }]);
});

test.each([
  ["regoin", { regoin: "us-east-1" }, "regoin", "region"],
  ["in an object", { alarms: { errorSpikes: 75 } }, "alarms.errorSpikes", "errorSpike"],
  ["of a log", { retentionDays: { perf: 3 } }, "retentionDays.perf", "performance"],
  ["of another kind", { search: { kind: "none", bulkSize: 5 } }, "search.bulkSize", "kind"],
  [
    "two levels down",
    { search: { ...domain, network: { kind: "public", egres: "nat" } } },
    "search.network.egres",
    "kind",
  ],
])("an unknown key (%s) is reported with the nearest known key", (_, part, path, nearest) => {
  expect(problemsOf({ ...minimal, ...part })).toMatchObject([
    { path, given: "a key that is not a setting", nearest },
  ]);
});

test.each([
  ["no host group", {}, "hosts", "at least one host group, such as { api: {} }"],
  [
    "log files of root",
    { api: { user: "root" } },
    "hosts.api.user",
    "a name of 1 to 32 lower-case letters, digits, _ and -, other than root",
  ],
  [
    "a name of a host group that is too long",
    { ["a".repeat(21)]: {} },
    `hosts.${"a".repeat(21)}`,
    "1 to 20 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen",
  ],
])("%s is reported with what is accepted", (_, hosts, path, accepted) => {
  expect(problemsOf({ ...minimal, hosts })).toMatchObject([{ path, accepted }]);
});

test.each([
  ["of other programs", { app: { logDir: "/var/log" } }, "app.logDir"],
  ["directly below the root", { app: { logDir: "/logs" } }, "app.logDir"],
  ["of the system", { app: { logDir: "/etc/inventorysync" } }, "app.logDir"],
  ["that the systemd unit hides", { app: { logDir: "/home/stock/log" } }, "app.logDir"],
  ["with a space", { app: { logDir: "/var/log/inventory sync" } }, "app.logDir"],
  ["with ..", { app: { logDir: "/var/log/inventorysync/../other" } }, "app.logDir"],
  ["that ends with a slash", { app: { logDir: "/var/log/inventorysync/" } }, "app.logDir"],
  [
    "of the application that the systemd unit hides",
    { hosts: { api: { service: { directory: "/home/stock/app" } } } },
    "hosts.api.service.directory",
  ],
])("a directory %s is reported", (_, part, path) => {
  expect(problemsOf({ ...minimal, ...part })).toMatchObject([{ path }]);
});

test.each(["/var/log/inventorysync", "/srv/stock/log", "/opt/stock-2.1/log"])(
  "%s can be the log directory",
  (logDir) => {
    expect(problemsOf({ ...minimal, app: { logDir } })).toEqual([]);
  },
);

test("a missing setting is reported with what is accepted", () => {
  expect(problemsOf({ ...minimal, region: undefined })).toEqual([
    { path: "region", given: "nothing", accepted: "an AWS region such as us-east-1" },
  ]);
});

test("rules are checked even if the schema reports a problem", () => {
  const paths = problemsOf({ retentionDays: { audit: 30 }, serach: domain }).map(({ path }) => path);

  expect(paths).toEqual(["retentionDays.audit", "environment", "region", "search", "serach"]);
});

test("a setting with two problems is reported once", () => {
  const problems = problemsOf({ ...minimal, retentionDays: { audit: 61 } });

  expect(problems).toHaveLength(1);
  expect(problems).toMatchObject([{ path: "retentionDays.audit", given: "61", nearest: "90" }]);
});

test.each([undefined, null, "production", 7, [minimal], () => minimal])(
  "%p is rejected as a configuration",
  (input) => {
    expect(problemsOf(input)).toMatchObject([{ path: "the whole configuration" }]);
  },
);

test.each(["0 14 * * TUE", "*/30 6-8 1,15 * ?", "0 14 ? * MON-FRI"])(
  "a deploy window may begin at %s, in UTC unless it has a time zone",
  (cron) => {
    expect(check({ ...minimal, alarms: { deployWindow: { cron, minutes: 60 } } })).toMatchObject({
      config: { alarms: { deployWindow: { cron, minutes: 60, timezone: "Etc/UTC" } } },
    });
  },
);

test.each([
  ["cron", { cron: "Tuesdays at two", minutes: 60 }],
  ["cron", { cron: "0 14 * *", minutes: 60 }],
  ["timezone", { cron: "0 14 * * TUE", minutes: 60, timezone: "Berlin time" }],
  ["minutes", { cron: "0 14 * * TUE", minutes: 0 }],
])("a deploy window with a wrong %s is reported: %j", (setting, deployWindow) => {
  expect(problemsOf({ ...minimal, alarms: { deployWindow } })).toMatchObject([
    { path: `alarms.deployWindow.${setting}` },
  ]);
});
