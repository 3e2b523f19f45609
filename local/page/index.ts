import type { ServerResponse } from "node:http";
import type { Endpoints } from "../endpoints";
import { assetResponse, type LoopbackServer, serveOnLoopback, type WebResponse } from "../web";
import type { PageData } from "./data";
import { documentResponse } from "./documents";
import { localPage } from "./page";

export { answerOf, createPageData, type PageData, type SinkLedgers, type StoredObjects } from "./data";

/** Completes the target of a request; the server ignores the host. */
const ORIGIN = "http://localhost";

/**
 * Serves the local page: everything that `npm run local` can show, from the components of a running platform.
 *
 * @param port 0 for a free port
 */
export async function serveLocalPage(
  data: PageData,
  endpoints: Endpoints,
  port = 0,
): Promise<LoopbackServer> {
  return serveOnLoopback(({ method, url = "/" }, response) => {
    void respond(method, url)
      .catch((error: unknown) => ({ status: 500, body: String(error) }))
      .then((answer) => {
        send(response, answer);
      });
  }, port);

  async function respond(method: string | undefined, url: string): Promise<WebResponse> {
    // A target such as `//` is no URL.
    if (method !== "GET" || !URL.canParse(url, ORIGIN)) return { status: 400, body: "bad request" };
    const { pathname, searchParams } = new URL(url, ORIGIN);
    if (pathname === "/") return localPage(data, endpoints, searchParams);
    return assetResponse(pathname) ?? documentResponse(pathname) ?? { status: 404, body: "not found" };
  }
}

function send(response: ServerResponse, { status, headers, body = "" }: WebResponse): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...headers }).end(body);
}
