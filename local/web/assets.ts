import { readFileSync } from "node:fs";
import { join } from "node:path";
import { html, type Html } from "./html";
import type { WebResponse } from "./loopback-server";

/** Nothing from another origin, and no script, style or image inside the HTML except images as data URLs. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

const ASSETS = {
  "/style.css": { type: "text/css; charset=utf-8", files: ["base.css", "style.css"] },
  "/refresh.js": { type: "text/javascript; charset=utf-8", files: ["refresh.js"] },
} as const;

/** A file that every page uses; undefined for any other path. */
export function assetResponse(path: string): WebResponse | undefined {
  if (!Object.hasOwn(ASSETS, path)) return undefined;
  const { type, files } = ASSETS[path as keyof typeof ASSETS];
  return {
    status: 200,
    headers: { ...HEADERS, "content-type": type },
    body: files.map((file) => readFileSync(join(__dirname, file), "utf8")).join("\n"),
  };
}

/** A page with this title and body. Its elements with `data-refresh` and an id are refreshed. */
export function pageResponse(title: string, body: Html): WebResponse {
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/style.css" />
        <script type="module" src="/refresh.js"></script>
      </head>
      <body>
        ${body}
      </body>
    </html>`;
  return { status: 200, headers: { ...HEADERS, "content-type": "text/html; charset=utf-8" }, body: text };
}

/** Where the script reports that the server does not answer. */
export const REFRESH_STATUS = html`<p id="refresh-status" class="error-text" role="status"></p>`;
