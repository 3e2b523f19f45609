import local from "../../config/environments/local";
import type { EnvironmentInput } from "../../config/schema";

/** The local environment without a search engine. */
const configWithoutSearch: EnvironmentInput = { ...local, search: { kind: "none" } };
export default configWithoutSearch;
