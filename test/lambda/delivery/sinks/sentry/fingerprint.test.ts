import * as fc from "fast-check";
import type { LogRecord } from "../../../../../catalog";
import { fingerprint } from "../../../../../lambda/delivery/sinks/sentry/fingerprint";
import { createStormFilter, MAX_PER_MINUTE } from "../../../../../lambda/delivery/sinks/sentry/storm-filter";
import { expectLinearTime } from "../../../../fixtures/cost-ratio";
import { eventOf, NOW } from "../events";

/** A record with an exception that was raised at the place. */
function raised(type: string, value: string, ...places: readonly string[]): LogRecord {
  const frames = places.map((place, index) => {
    const [file, name] = place.split(" ");
    return `File "${file}", line ${index + 10}, in ${name}`;
  });
  return { exception: { type, value, stacktrace: frames } };
}

const message = (text: string, more: LogRecord = {}): LogRecord => ({ message: text, ...more });
const LIBRARIES = "/srv/venv/lib/python3.12/site-packages";
const HELPER = "inventorysync/http.py request";
const DATABASE = "inventorysync/db.py execute";

type Pair = readonly [difference: string, one: LogRecord, other: LogRecord];

describe("one cause is one issue", () => {
  test.each<Pair>([
    ["an order number", message("order 1001 failed"), message("order 1002 failed")],
    ["a request id", message("request req-9f3a1c failed"), message("request req-77b1e0 failed")],
    ["an address", message("no route to 10.0.0.1:443"), message("no route to 10.0.0.27:8443")],
    [
      "the field shop",
      message("no answer from northlight", { shop: "northlight" }),
      message("no answer from papaya", { shop: "papaya" }),
    ],
    [
      "a name after the word shop",
      message("sync of shop northlight failed"),
      message("sync of shop papaya failed"),
    ],
    [
      "a name of several words",
      message("Sync failed for shop Alpine Tea Co: timeout"),
      message("Sync failed for shop Harbor Books: timeout"),
    ],
    [
      "a handle after a preposition",
      message("no answer from alpine-tea"),
      message("no answer from harbor-books"),
    ],
    ["a handle before a colon", message("alpine-tea: no answer"), message("harbor-books: no answer")],
    [
      "a shop's domain",
      message("no answer from northlight.myshopify.com"),
      message("no answer from alpine-tea.myshopify.com"),
    ],
    [
      "an attribute that is a name",
      message("cannot sync Alpine", { attributes: { shop_name: "Alpine" } }),
      message("cannot sync Harbor", { attributes: { shop_name: "Harbor" } }),
    ],
    [
      "a quoted SKU",
      message('variant "TEA-GREEN" is not in stock'),
      message('variant "MUG-BLUE" is not in stock'),
    ],
    [
      "a SKU in single quotes",
      message("variant 'tea-green' is not in stock"),
      message("variant 'mug' is not in stock"),
    ],
    ["a SKU without quotes", message("no stock for TEA-GREEN"), message("no stock for MUG-BLUE-XL")],
    [
      "a dictionary",
      message("cannot save {'sku': 'TEA', 'qty': 3}"),
      message("cannot save {'sku': 'MUG', 'tags': ['a', {'b': 1}]}"),
    ],
    ["JSON", message('cannot save {"sku":"TEA"}'), message('cannot save {"qty":[1,2],"sku":null}')],
    ["a list of ids in brackets", message("orders [1, 2, 3] failed"), message("orders [4] failed")],
    ["a list of ids", message("orders 1, 2 and 3 failed"), message("orders 4, 5 failed")],
    ["a tuple", message("key (7, 'a') exists"), message("key (8, 'b') exists")],
    ["a key and its value", message("cannot save shop_id=northlight"), message("cannot save shop_id=papaya")],
    [
      "a URL",
      message("GET https://api.example.com/v1/orders/a failed"),
      message("GET https://api.example.com/v2/b?c=d failed"),
    ],
    [
      "an e-mail address",
      message("mail to a@example.com bounced"),
      message("mail to b.c@example.org bounced"),
    ],
    [
      "the path of a release",
      message("cannot read /srv/releases/4e1c2d9/app/prices.csv"),
      message("cannot read /srv/releases/20260301/app/prices.csv"),
    ],
    [
      "the path of a release in frames",
      raised("KeyError", "'a'", "/srv/releases/r17/app/sync.py run"),
      raised("KeyError", "'b'", "/srv/releases/r18/app/sync.py run"),
    ],
    [
      "the directory of the application",
      raised("KeyError", "x", "/srv/a/inventorysync/sync.py run"),
      raised("KeyError", "x", "/opt/b/inventorysync/sync.py run"),
    ],
    [
      "the line",
      raised("ValueError", "bad", "inventorysync/sync.py run"),
      {
        exception: {
          type: "ValueError",
          value: "bad",
          stacktrace: ['File "inventorysync/sync.py", line 99, in run'],
        },
      },
    ],
    [
      "the logger",
      {
        ...raised("ValueError", "bad", "inventorysync/sync.py run"),
        logger: "inventorysync.sync",
        message: "sync failed",
      },
      {
        ...raised("ValueError", "bad", "uvicorn/main.py run", "inventorysync/sync.py run"),
        logger: "uvicorn.error",
        message: "Exception in ASGI application",
      },
    ],
    [
      "the logger, without an exception",
      message("database is gone", { logger: "inventorysync.db" }),
      message("database is gone", { logger: "uvicorn.error" }),
    ],
    [
      "the module before the type",
      { error_type: "app.errors.StockError", message: "none left" },
      { error_type: "StockError", message: "none left" },
    ],
    [
      "a value at one place",
      raised("ShopError", "northlight has 3 items", HELPER),
      raised("ShopError", "papaya has none", HELPER),
    ],
    [
      "the message of one event",
      message("locked for 5 minutes", { event: "signin.locked" }),
      message("locked by anna", { event: "signin.locked" }),
    ],
    [
      "a handle that is the object of a verb",
      message("Failed to sync alpine-tea"),
      message("Failed to sync harbor-books"),
    ],
    ["a last word", message("sync failed for northlight"), message("sync failed for papaya")],
    [
      "a capitalized name after for",
      message("sync failed for Alpine Tea"),
      message("sync failed for Harbor Books"),
    ],
    ["a hyphenated variant", message("variant tea-green-l not found"), message("variant mug-red not found")],
    ["a hexadecimal id without digits", message("commit deadbeef failed"), message("commit cafebabe failed")],
    [
      "the key of one constraint",
      message('unique constraint "orders_pkey" DETAIL: Key (id)=(1) exists'),
      message('unique constraint "orders_pkey" DETAIL: Key (id)=(99) exists'),
    ],
    ["a bare name", message("user anna not found"), message("user bob not found")],
    ["a bare SKU", message("sku teagreen not found"), message("sku mug not found")],
    ["a host", message("host alpha is down"), message("host beta is down")],
    ["a bare name of a shop", message("shop acme not found"), message("shop zenith not found")],
    ["a name with other letters", message("shop Café Müller not found"), message("shop Ünal Büro not found")],
    ["a name in another script", message("shop 東京茶 not found"), message("shop 大阪店 not found")],
    [
      "a quoted name with an apostrophe",
      message("shop 'Anna's Tea' not found"),
      message("shop 'Bob's Mugs' not found"),
    ],
    ["typographic quotes", message("shop ‘Acme’ not found"), message("shop ‘Zenith’ not found")],
    [
      "a time",
      message("no answer since 2026-03-01T10:00:00Z"),
      message("no answer since 2026-04-02 11:10:00,5 +01:00"),
    ],
    [
      "a date in words",
      message("expired on March 1, 2026"),
      message("expired on Sun, 12 Apr 2026 10:00:00 GMT"),
    ],
    ["a day of the week", message("window opens on Monday"), message("window opens on Friday")],
    [
      "an address of IPv6",
      message("no route to 2001:db8::1"),
      message("no route to fe80::1ff:fe23:4567:890a"),
    ],
    ["a unit of time", message("timed out after 30 seconds"), message("timed out after 1.5 minutes")],
    ["an amount of money", message("refund of $12.50 failed"), message("refund of 9 EUR failed")],
    ["a size", message("payload of 5 MB is too large"), message("payload of 300 KB is too large")],
    ["a percentage", message("disk 91% used"), message("disk 92.5 % used")],
    ["a number of things", message("1 item failed"), message("3 items failed")],
    ["an attempt", message("retry 1 of 5 failed"), message("retry 2/5 failed")],
    ["a dictionary that is cut off", message("bad {'a': 'x', 'b': 'yy..."), message("bad {'c': 'zz...")],
    [
      "the key in PostgreSQL's detail",
      message("key exists\nDETAIL:  Key (sku)=(tea) already exists."),
      message("key exists\nDETAIL:  Key (sku)=(mug green) already exists."),
    ],
    [
      "the path of a request",
      message("GET /orders?shop=acme failed"),
      message("GET /shops/zenith/orders.json failed"),
    ],
    ["structlog's message", { event: "sync of shop acme failed" }, { event: "sync of shop zenith failed" }],
  ])("also if %s differs", (_, one, other) => {
    expect(fingerprint(one)).toEqual(fingerprint(other));
  });
});

describe("two causes are two issues", () => {
  test.each<Pair>([
    [
      "a refused connection and a unique violation",
      raised("OperationalError", "connection refused", DATABASE),
      raised("OperationalError", "duplicate key value violates unique constraint", DATABASE),
    ],
    [
      "the same without a stack trace",
      message("connection refused", { error_type: "DatabaseError" }),
      message("unique violation", { error_type: "DatabaseError" }),
    ],
    [
      "statuses of one HTTP helper",
      raised("HTTPStatusError", "Client error '401 Unauthorized' for url 'https://a.example.com/x'", HELPER),
      raised("HTTPStatusError", "Client error '404 Not Found' for url 'https://a.example.com/x'", HELPER),
    ],
    [
      "statuses without words",
      raised("ApiError", "HTTP 401", HELPER),
      raised("ApiError", "HTTP 404", HELPER),
    ],
    [
      "the field status",
      raised("ApiError", "no", HELPER),
      { ...raised("ApiError", "no", HELPER), status: 404 },
    ],
    ["statuses in messages", message("upstream answered 401"), message("upstream answered 404")],
    ["codes", message("E1001"), message("E2002")],
    ["codes with words", message("E1001: not saved"), message("E2002: not saved")],
    ["codes at one place", raised("AppError", "E1001", HELPER), raised("AppError", "E2002", HELPER)],
    ["numbers of system errors", message("[Errno 111] failed"), message("[Errno 104] failed")],
    [
      "the text behind 200 characters",
      message(`${"the same words ".repeat(20)}refused`),
      message(`${"the same words ".repeat(20)}expired`),
    ],
    [
      "applications inside site-packages",
      raised(
        "TimeoutError",
        "x",
        `${LIBRARIES}/inventorysync/orders.py push`,
        `${LIBRARIES}/httpx/_client.py send`,
      ),
      raised(
        "TimeoutError",
        "x",
        `${LIBRARIES}/inventorysync/prices.py pull`,
        `${LIBRARIES}/httpx/_client.py send`,
      ),
    ],
    [
      "another application inside site-packages",
      raised(
        "TimeoutError",
        "x",
        `${LIBRARIES}/shopapp/orders.py push`,
        `${LIBRARIES}/httpx/_client.py send`,
      ),
      raised(
        "TimeoutError",
        "x",
        `${LIBRARIES}/shopapp/prices.py pull`,
        `${LIBRARIES}/httpx/_client.py send`,
      ),
    ],
    [
      "causes of one error",
      {
        exception: {
          type: "SyncError",
          value: "failed",
          stacktrace: [
            'File "a.py", line 1, in f',
            "ConnectionRefusedError: no",
            "Traceback (most recent call last):",
            'File "a.py", line 3, in f',
          ],
        },
      },
      {
        exception: {
          type: "SyncError",
          value: "failed",
          stacktrace: [
            'File "a.py", line 1, in f',
            "UniqueViolation: no",
            "Traceback (most recent call last):",
            'File "a.py", line 3, in f',
          ],
        },
      },
    ],
    ["words", message("disk full"), message("disk gone")],
    ["quoted columns", message('column "price" does not exist'), message('column "stock" does not exist')],
    [
      "missing keys",
      message("'price'", { error_type: "KeyError" }),
      message("'stock'", { error_type: "KeyError" }),
    ],
    [
      "places",
      raised("ValueError", "bad", "inventorysync/sync.py run"),
      raised("ValueError", "bad", "inventorysync/sync.py stop"),
    ],
    ["types", message("failed", { error_type: "ValueError" }), message("failed", { error_type: "KeyError" })],
    ["events", message("failed", { event: "sync.failed" }), message("failed", { event: "import.failed" })],
    ["what a shop did", message("shop is offline"), message("shop was deleted")],
    ["other systems", message("no answer from api.stripe.com"), message("no answer from api.shopify.com")],
    [
      "quoted constraints",
      message('violates unique constraint "orders_pkey"'),
      message('violates unique constraint "users_email_key"'),
    ],
    ["keys in a message", message("KeyError: 'price'"), message("KeyError: 'stock'")],
    [
      "a status in the attributes",
      message("sync failed", { attributes: { status_code: 401 } }),
      message("sync failed", { attributes: { status_code: 404 } }),
    ],
    ["tasks", message("task import_prices failed"), message("task import_orders failed")],
    ["reasons after for", message("sync failed for unknown reasons"), message("sync failed for products")],
    ["statuses behind an arrow", message("POST /x -> 401"), message("POST /x -> 404")],
    ["statuses at the end", message("request failed: 401"), message("request failed: 404")],
    ["statuses in brackets", message("<Response [401]>"), message("<Response [404]>")],
    ["error codes", message("error code 1045"), message("error code 2002")],
    ["signals", message("killed by signal 9"), message("killed by signal 15")],
    ["codes of SQL", message("ERROR:  23505: failed"), message("ERROR:  23503: failed")],
    ["what failed of a shop", message("shop lookup failed"), message("shop creation failed")],
    ["what failed of a user", message("user session was closed"), message("user password was closed")],
    ["what failed of an order", message("order refund failed"), message("order payment failed")],
    ["bare tables", message("table orders does not exist"), message("table users does not exist")],
    ["queues, which the code names", message("queue emails is full"), message("queue webhooks is full")],
    ["quoted states", message('payment state is "pending"'), message('payment state is "failed"')],
    [
      "constraints at one place",
      raised("IntegrityError", 'violates unique constraint "orders_pkey"', DATABASE),
      raised("IntegrityError", 'violates unique constraint "users_email_key"', DATABASE),
    ],
    [
      "attributes at one place",
      raised("AttributeError", "'NoneType' object has no attribute 'price'", HELPER),
      raised("AttributeError", "'NoneType' object has no attribute 'stock'", HELPER),
    ],
  ])("if %s differ", (_, one, other) => {
    expect(fingerprint(one)).not.toEqual(fingerprint(other));
  });
});

test("the parts are types, causes and place, each short enough", () => {
  expect(fingerprint(raised("app.StockError", "connection refused", "inventorysync/sync.py run"))).toEqual([
    "StockError",
    "refused",
    "inventorysync/sync.py run",
  ]);
  for (const part of fingerprint(message("word ".repeat(10_000), { event: "e".repeat(500) })))
    expect(part.length).toBeLessThanOrEqual(200);
});

test("the logger is the fingerprint of a record with nothing else", () => {
  expect(fingerprint({ logger: "inventorysync.sync" })).toEqual(["inventorysync.sync"]);
});

test("900 errors that differ by shop name are one storm", () => {
  const words = ["alpine", "harbor", "papaya", "north", "green", "tea", "books", "home", "light", "seven"];
  const shops = Array.from({ length: 900 }, (_, index) => {
    const [a, b, c] = [words[index % 10], words[Math.floor(index / 10) % 10], Math.floor(index / 100)];
    return index % 3 === 0 ? `${a}-${b}-${c}` : `${a}-${b}-${"abcdefghi"[c]}`;
  });
  const storm = shops.map((shop, index) =>
    eventOf({ level: "ERROR", message: `sync of shop ${shop} failed: no answer` }, { id: `event-${index}` }),
  );
  const { kept, sampled } = createStormFilter(() => NOW)(storm);
  expect([kept.length, sampled.length]).toEqual([MAX_PER_MINUTE, 900 - MAX_PER_MINUTE]);
});

/** The first 8,192 characters of a message are read. */
const UNITS_PER_PIECE = 100;
const UNITS = [
  "a-",
  "a.",
  "'a",
  '"',
  "{[(",
  "#,",
  "/a",
  "shop A ",
  "for a-b",
  "E1001 ",
  "x=",
  "a@",
  "0",
  "[redacted",
  "    ",
  "http://",
  ":a",
  "'a'b",
  "Mar 1 ",
  "user a is ",
  "[a...",
  "GET /",
  ")=(",
  "# s",
  "-> 401 ",
  "É-é ",
];

test.each(UNITS)("a message of %j takes time in proportion to its length", (unit) => {
  const compose = (units: readonly string[]) => units.join("");
  expectLinearTime(
    fc.constant(unit),
    compose,
    (text) => fingerprint({ message: text, shop: "a" }),
    UNITS_PER_PIECE,
  );
});
