import type { ServerResponse } from "node:http";
import type { Endpoints } from "../endpoints";
import { assetResponse, type LoopbackServer, serveOnLoopback, type WebResponse } from "../web";
import { createPageData, type PageData } from "./data";
import { documentResponse } from "./documents";
import { localPage } from "./page";

/** Serves the local page: everything that `npm run local` can show, from the components of a running platform. */
export async function startLocalPage(endpoints: Endpoints): Promise<LoopbackServer> {
  const data = createPageData(endpoints, new Date());
  const server = await serveLocalPage(data, endpoints);
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
    const { pathname, searchParams } = new URL(url, "http://localhost");
    void respond(method === "GET" ? pathname : "", searchParams)
      .catch((error: unknown) => ({ status: 500, body: String(error) }))
      .then((answer) => {
        send(response, answer);
      });
  });

  async function respond(path: string, parameters: URLSearchParams): Promise<WebResponse> {
    if (path === "/") return localPage(data, endpoints, parameters);
    return assetResponse(path) ?? documentResponse(path) ?? { status: 404, body: "not found" };
  }
}

function send(response: ServerResponse, { status, headers, body = "" }: WebResponse): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...headers }).end(body);
}
