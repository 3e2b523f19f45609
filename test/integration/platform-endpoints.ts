import type { Endpoints } from "../../local/endpoints";

/** Endpoints of the platform that the global setup started. */
export function platformEndpoints(): Endpoints {
  const json = process.env["LOCAL_ENDPOINTS"];
  if (json === undefined)
    throw new Error(
      "LOCAL_ENDPOINTS is not set; integration tests run by `npm test`, which starts the platform",
    );
  return JSON.parse(json) as Endpoints;
}
