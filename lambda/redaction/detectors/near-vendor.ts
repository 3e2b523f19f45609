import { UUID_FORM } from "../text/uuid";
import { consistsOfWords } from "../text/words";
import { type Detector, type DetectedSecret } from "./detector";

/**
 * Vendors whose keys are UUIDs, hexadecimal digits or letters of one case, and of whom no other such values are usual in
 * a log: not those that also report ids of events, traces or commits, such as Sentry and GitHub.
 */
const VENDORS: ReadonlySet<string> = new Set(
  [
    "abuseipdb adafruit airbrake airtable alchemy algolia amplitude asana auth0 binance bitly bittrex braze bugsnag",
    "buildkite circleci clearbit cloudinary codecov coinbase contentful coveralls deepgram deepseek dropbox etsy",
    "fastly finicity finnhub freshbooks freshdesk giphy gitee hetzner honeybadger hubspot intercom ipstack iterable",
    "jumpcloud klaviyo kucoin lacework linkedin linode loggly mailchimp mailgun mailjet mandrill mattermost meraki",
    "messagebird mistral mixpanel netlify newrelic nexmo nytimes okta onesignal opsgenie pagerduty pingdom plaid plivo",
    "postmark pubnub pusher rapidapi rollbar sendbird sendgrid shodan signalwire snyk sonarqube sparkpost splunk",
    "squarespace sumologic telnyx tencent trello twilio twitch typeform vercel virustotal vonage vultr wandb",
    "weatherstack yandex zapier zendesk zoom",
  ]
    .join(" ")
    .split(" "),
);

const NAME = /[a-z\d]{4,16}(?![\w./-])/iy;
/** Words that stand between a vendor and its key, but not between a vendor and an id. */
const BETWEEN =
  /(?:[\s:=,"'`([>-]|\b(?:api|key|token|secret|credentials?|with|using|via|is|was|returned|responded|answered|rejected|refused|failed|auth|http|status|\d{3}|for|from|by|the|to|sent|new|old|private|live|test|production|staging|set|loaded|admin|server|master|account)\b){1,32}(?<=[\s:="'`([])/iy;
const UUID = new RegExp(String.raw`${UUID_FORM}(?![\w-])`, "iy");
const WORD = /[A-Z\d]{16,128}(?![\w-])/iy;
const MIN_DIGITS = 2;

const HEX_OF_EXAMPLE = ["4f0c9b7a2d1e4b6f", "8a3c5d7e9f1a2b3c"].join("");

export const nearVendor: Detector = {
  name: "value near the name of a vendor",
  kind: "token",
  description:
    "a UUID, or 16 or more letters and digits that are no words, a few words behind the name of a vendor whose keys have this form",
  source: "API references of the vendors, “Authentication”",
  anchor: { at: "word", prefixes: [...VENDORS] },
  patterns: [NAME, BETWEEN, UUID, WORD],
  read: findValue,
  examples: [
    [`request to twilio with ${HEX_OF_EXAMPLE} failed`, "request to twilio with [redacted:token] failed"],
    ["Snyk returned 403 for 4f0c9b7a-2d1e-4b6f-8a3c-5d7e9f1a2b3c", "Snyk returned 403 for [redacted:token]"],
    [`twilio request ${HEX_OF_EXAMPLE}, splunk index 4f0c9b7a-2d1e-4b6f-8a3c-5d7e9f1a2b3c`],
    [`sent to okta.example/${HEX_OF_EXAMPLE}, vercel deployed inventorysync20261128 for production20261128`],
  ],
};

function findValue(text: string, at: number): DetectedSecret | undefined {
  NAME.lastIndex = at;
  const name = NAME.exec(text)?.[0];
  if (name === undefined || !VENDORS.has(name.toLowerCase())) return undefined;
  BETWEEN.lastIndex = NAME.lastIndex;
  if (!BETWEEN.test(text)) return undefined;
  const from = BETWEEN.lastIndex;
  UUID.lastIndex = from;
  if (UUID.test(text)) return { kind: "token", from, to: UUID.lastIndex };
  WORD.lastIndex = from;
  const value = WORD.exec(text)?.[0] ?? "";
  return isMixed(value) && !consistsOfWords(value)
    ? { kind: "token", from, to: from + value.length }
    : undefined;
}

function isMixed(value: string): boolean {
  return (
    /[A-Z]/i.test(value) && value.replace(/\D/g, "").length >= MIN_DIGITS && new Set(value).size > MAX_FILLERS
  );
}
/** Fewer different characters are a placeholder. */
const MAX_FILLERS = 6;
