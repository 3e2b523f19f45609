import type { ServerResponse } from "node:http";
import type { Endpoints } from "../endpoints";
import { assetResponse, type LoopbackServer, serveOnLoopback, type WebResponse } from "../web";
import { createPageData, type PageData } from "./data";
import { documentResponse } from "./documents";
import { localPage } from "./page";

/** Completes the target of a request; the server ignores the host. */
const ORIGIN = "http://localhost";

/** Serves the local page: everything that `npm run local` can show, from the components of a running platform. */
export async function startLocalPage(endpoints: Endpoints): Promise<LoopbackServer> {
  const data = createPageData(endpoints, new Date());
  const server = await serveLocalPage(data, endpoints).catch(async (error: unknown) => {
    await data.close();
    throw error;
  });
  return {
    ...server,
    async close() {
      await server.close();
      await data.close();
    },
  };
}

/** Serves the local page with this data. */
export async function serveLocalPage(data: PageData, endpoints: Endpoints): Promise<LoopbackServer> {
  return serveOnLoopback(({ method, url = "/" }, response) => {
    void respond(method, url)
      .catch((error: unknown) => ({ status: 500, body: String(error) }))
      .then((answer) => {
        send(response, answer);
      });
  });

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
