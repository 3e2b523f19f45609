import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface PageAssets {
  readonly style: string;
  readonly script: string;
}

/** Style and script of the page. */
export function readPageAssets(checkout: string): PageAssets {
  const read = (file: string) => readFileSync(join(checkout, file), "utf8");
  return {
    style: `${read("local/web/base.css")}\n${read("ops/report/page/style.css")}`,
    script: read("ops/report/page/browser.js"),
  };
}
