export { type PageAssets, readPageAssets } from "./assets";
export { renderPage } from "./page";
