export { type PageAssets, renderPage } from "./page";
