import { local } from "../../config/environments/local";
import type { EnvironmentInput } from "../../config/schema";

/** The local environment for a machine that has no search engine: all the rest of it. */
const configWithoutSearch: EnvironmentInput = { ...local, search: { kind: "none" } };
export default configWithoutSearch;
