export { assetResponse, pageResponse, REFRESH_STATUS } from "./assets";
export { Html, html } from "./html";
export { type LoopbackServer, serveOnLoopback, type WebResponse } from "./loopback-server";
