import { addressProblem } from "../../../lambda/shared/intake-address";

const PUBLIC = [
  "https://o1.ingest.example",
  "https://sentry.example:8443/sentry",
  "https://8.8.8.8",
  "https://172.15.255.255",
  "https://172.32.0.0",
  "https://100.63.255.255",
  "https://[2606:4700:4700::1111]",
  "https://vpc-logs-abc.us-east-1.es.amazonaws.com",
  "https://internal.example",
  "https://localhost.example",
  "https://local.example",
  "https://notlocal.corporation",
  "https://sentry.example.home.example",
  "https://192.0.3.1",
  "https://198.51.101.1",
  "https://203.0.114.1",
  "https://[2001:db9::1]",
  "https://[100:0:0:2::1]",
  "https://[4000::1]",
  "https://[2606:4700::5efe]",
  "https://[2606:0:5efe::]",
  "https://[2606:4700::1:5efe:808:808]",
];

const PRIVATE_HOSTS = [
  // Loopback, as it is written, and as the URL parser normalizes it.
  ...["127.0.0.1", "127.1.2.3", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001"],
  ...["１２７.0.0.1", "127。0。0。1", "127.0.0.1.", "0.0.0.0", "0", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]"],
  ...["localhost", "LOCALHOST", "localhost.", "localhost..", "localhost...", "db.localhost"],
  // An IPv4 address in an IPv6 address.
  ...["[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::ffff:a9fe:a9fe]", "[::127.0.0.1]"],
  ...["[::ffff:0:127.0.0.1]", "[::ffff:0:a00:1]", "[::5efe:10.0.0.1]", "[::200:5efe:10.0.0.1]"],
  ...["[2001:4860::5efe:127.0.0.1]", "[2606:4700:4700:1:200:5efe:a00:1]", "[2606:4700::5efe:8.8.8.8]"],
  ...["[2606:4700:1:1:0:5efe:0.0.0.0]", "[2606:4700:1:1:100:5efe:0.0.0.1]", "[2606:4700:1::300:5efe:a00:1]"],
  ...["[64:ff9b::127.0.0.1]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]"],
  // Link-local.
  ...["169.254.169.254", "169.254.0.1", "2852039166", "0xa9fea9fe", "[fe80::1]", "[febf::1]", "[fec0::1]"],
  // Private networks.
  ...[
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "100.64.0.1",
    "198.18.0.1",
  ],
  ...["[fc00::1]", "[fd00:ec2::254]", "[fdff::1]"],
  // Documentation, discard-only and segment routing.
  ...["192.0.2.1", "198.51.100.1", "203.0.113.255", "[2001:db8::1]", "[3fff::1]", "[100::1]", "[5f00::1]"],
  // Benchmarking, ORCHID and the other protocol assignments.
  ...["[2001:2::1]", "[2001:10::1]", "[2001:100::1]", "[100:0:0:1::1]"],
  // Not a single host.
  ...["224.0.0.1", "255.255.255.255", "[ff02::1]"],
  // Metadata services and other private names.
  ...["metadata.google.internal", "instance-data.ec2.internal", "instance-data", "metadata"],
  ...["ip-10-0-0-1.ec2.internal", "sentry.internal.", "sentry"],
  ...["sentry.local", "sentry.local..", "sentry.lan", "sentry.home.arpa", "home.arpa", "sentry.corp"],
  ...[
    "sentry.home",
    "sentry.intranet",
    "sentry.localdomain",
    "sentry.private",
    "Sentry.LAN",
    "127.0.0.1..",
    "..",
    ".",
  ],
];

test.each(PUBLIC)("%s is accepted", (address) => {
  expect(addressProblem(address, { allowPrivate: false })).toBeUndefined();
  expect(addressProblem(address, { allowPrivate: true })).toBeUndefined();
});

test.each(PRIVATE_HOSTS)("%s is a private host, which only a setting allows", (host) => {
  for (const scheme of ["https", "http"]) {
    const address = `${scheme}://${host}:9000/path`;
    expect(addressProblem(address, { allowPrivate: false })).toBe(
      "a private address without forwarding.allowPrivateAddresses",
    );
    expect(addressProblem(address, { allowPrivate: true })).toBeUndefined();
  }
});

test.each([
  ["http://sentry.example", "a URL without TLS"],
  ["http://8.8.8.8", "a URL without TLS"],
  ["http://127.0.0.1.example", "a URL without TLS"],
  ["ftp://sentry.example", "a URL with another scheme than https"],
  ["file:///etc/passwd", "a URL with another scheme than https"],
  ["javascript:alert(1)", "a URL with another scheme than https"],
  ["https://user@sentry.example", "a URL with credentials"],
  [["https://user:", "made-up", "@sentry.example"].join(""), "a URL with credentials"],
  ["https://127.0.0.1@sentry.example", "a URL with credentials"],
  ["https://sentry.example/?key=a", "a URL with a query or a fragment"],
  ["https://sentry.example/#a", "a URL with a query or a fragment"],
  ["sentry.example", "not a URL"],
  ["https://", "not a URL"],
  ["https://256.256.256.256", "not a URL"],
  ["", "not a URL"],
])("%s is rejected, with and without the setting", (address, problem) => {
  expect(addressProblem(address, { allowPrivate: false })).toBe(problem);
  expect(addressProblem(address, { allowPrivate: true })).toBe(problem);
});
