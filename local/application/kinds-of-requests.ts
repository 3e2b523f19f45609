import { EVENTS, type LogRecord } from "../../catalog";
import { generateSecret } from "../traffic/planted-secrets";
import type { Random } from "../traffic/random";
import type { Draft, ExpectedLine } from "./request";

const SHOPS = ["alpine-tea", "harbor-books", "northlight", "papaya-home"] as const;

type Kind = readonly [share: number, draft: (random: Random) => Draft];

/** The kinds of requests, and how often each occurs: its share of all requests. */
export const KINDS: readonly [Kind, ...Kind[]] = [
  [0.3, updateStock],
  [0.2, readPrice],
  [0.14, receiveWebhook],
  [0.04, receiveUnknownWebhook],
  [0.1, checkOut],
  [0.08, signIn],
  [0.07, readCustomer],
  [0.05, synchronizeOrder],
  [0.01, reportInventory],
  [0.005, testSentry],
  [0.005, requestUnknownPath],
];

function updateStock(random: Random): Draft {
  const shop = random.pick(SHOPS);
  return {
    method: "PUT",
    route: "/v1/stock/{sku}",
    path: `/v1/stock/SKU-${random.integer(1000, 9999)}`,
    body: { shop, stock: random.integer(0, 500) },
    status: 200,
    shop,
    lines: [
      { log: "application", fields: { logger: "inventorysync.sync", event: EVENTS.stockUpdated.name } },
      statementLine(),
    ],
  };
}

function statementLine(): ExpectedLine {
  const fields = {
    logger: "inventorysync.performance.db",
    metric: EVENTS.statementExecuted.name,
    unit: "ms",
  };
  return { log: "performance", fields };
}

function readPrice(random: Random): Draft {
  return {
    method: "GET",
    route: "/v1/products/{sku}/price",
    // Few articles, so that the cache of each worker has hits.
    path: `/v1/products/SKU-${random.integer(1, 20)}/price`,
    status: 200,
    // A hit or a miss: that depends on the worker.
    lines: [
      { log: "performance", fields: { logger: "inventorysync.performance.cache", resource: "price-list" } },
    ],
  };
}

function receiveWebhook(random: Random): Draft {
  const shop = random.pick(SHOPS);
  const failed = random.fraction() < 0.1;
  return {
    method: "POST",
    route: "/v1/webhooks/{shop}",
    path: `/v1/webhooks/${shop}`,
    body: { topic: "orders/created", quantity: failed ? -1 : random.integer(1, 9) },
    status: failed ? 422 : 202,
    shop,
    lines: [
      {
        log: "performance",
        fields: {
          logger: "inventorysync.performance.webhook",
          level: failed ? "WARNING" : "INFO",
          event: failed ? EVENTS.webhookFailed.name : EVENTS.webhookProcessed.name,
        },
      },
    ],
  };
}

function receiveUnknownWebhook(random: Random): Draft {
  const shop = random.pick(SHOPS);
  const { kind, value, message, attributes } = generateSecret(random);
  return {
    method: "POST",
    route: "/v1/webhooks/{shop}",
    path: `/v1/webhooks/${shop}`,
    body: { topic: "customers/changed", payload: attributes ?? { note: message } },
    status: 202,
    shop,
    plantedSecret: { kind, value },
    lines: [{ log: "application", fields: { logger: "inventorysync.webhooks", level: "WARNING" } }],
  };
}

function checkOut(random: Random): Draft {
  const shop = random.pick(SHOPS);
  const secret = generateSecret(random);
  const { kind, value, message } = secret;
  return {
    method: "POST",
    route: "/v1/checkout",
    path: "/v1/checkout",
    body: { shop, ...(message !== undefined && { note: message }) },
    status: 201,
    shop,
    ...(message !== undefined && { plantedSecret: { kind, value } }),
    lines: [{ log: "application", fields: { logger: "inventorysync.checkout", event: "order.placed" } }],
  };
}

/** The password of the accounts of the sample application. */
const PASSWORD = ["made", "up"].join("-");

interface SignIn {
  readonly user: string;
  readonly password: string;
  readonly status: number;
  readonly fields: LogRecord;
}

const SIGN_INS: readonly [SignIn, ...SignIn[]] = [
  {
    ...{ user: "u-1", password: PASSWORD, status: 201 },
    fields: { level: "INFO", event: "signin.succeeded", actor: "u-1" },
  },
  {
    ...{ user: "u-3", password: "wrong", status: 401 },
    fields: { level: "WARNING", event: EVENTS.signInFailed.name, reason: "wrong-password", actor: "u-3" },
  },
  {
    ...{ user: "u-99", password: "wrong", status: 401 },
    fields: { level: "WARNING", event: EVENTS.signInFailed.name, reason: "unknown-user" },
  },
  {
    ...{ user: "u-12", password: PASSWORD, status: 403 },
    fields: { level: "ERROR", event: "signin.locked", error_type: "SignInLockedError", actor: "u-12" },
  },
];

function signIn(random: Random): Draft {
  const { user, password, status, fields } = random.pick(SIGN_INS);
  return {
    method: "POST",
    route: "/v1/sessions",
    path: "/v1/sessions",
    body: { user, password },
    status,
    lines: [{ log: "security", fields: { logger: "inventorysync.security", ...fields } }],
  };
}

function readCustomer(random: Random): Draft {
  const number = random.integer(1, 5);
  const actor = `u-${random.integer(1, 6)}`;
  const allowed = ["u-1", "u-2", "u-3"].includes(actor);
  const fields = { actor, resource: `customer/${number}` };
  const audit: LogRecord = {
    logger: "inventorysync.audit",
    event: allowed ? "customer.viewed" : "customer.denied",
  };
  const security: LogRecord = {
    logger: "inventorysync.security",
    event: "access.denied",
    reason: "missing-permission",
  };
  return {
    method: "GET",
    route: "/v1/customers/{number}",
    path: `/v1/customers/${number}`,
    headers: { "x-actor": actor },
    status: allowed ? 200 : 403,
    lines: [
      { log: "audit", fields: { ...fields, ...audit } },
      ...(allowed ? [] : [{ log: "security", fields: { ...fields, ...security } } as const]),
    ],
  };
}

function synchronizeOrder(random: Random): Draft {
  const shop = random.pick(SHOPS);
  const { shopStatus, type } = random.pick([
    { shopStatus: 200, type: undefined },
    { shopStatus: 409, type: "StockConflictError" },
    { shopStatus: 429, type: "RateLimitedError" },
  ] as const);
  return {
    method: "POST",
    route: "/v1/orders/{number}/sync",
    path: `/v1/orders/${random.integer(1, 9999)}/sync`,
    body: { shop, shop_status: shopStatus },
    status: type === undefined ? 200 : 500,
    shop,
    ...(type !== undefined && { failure: { error_type: type } }),
  };
}

function reportInventory(): Draft {
  const path = "/v1/reports/inventory";
  return { method: "GET", route: path, path, status: 200, lines: [statementLine()] };
}

function testSentry(): Draft {
  const path = "/test-sentry";
  return { method: "POST", route: path, path, status: 500, failure: { error_type: "SentryTestError" } };
}

function requestUnknownPath(random: Random): Draft {
  return { method: "GET", route: "unmatched", path: `/unknown/${random.hex(8)}`, status: 404 };
}
