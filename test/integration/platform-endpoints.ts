import type { Endpoints } from "../../local/endpoints";

/** Endpoints of the platform that the global setup started. */
export function platformEndpoints(): Endpoints {
  return JSON.parse(variable("LOCAL_ENDPOINTS")) as Endpoints;
}

/** URL of its local page. */
export function localPageUrl(): string {
  return variable("LOCAL_PAGE_URL");
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set; integration tests run by \`npm test\`, which starts the platform`);
  return value;
}
