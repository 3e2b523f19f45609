export { assessmentResults } from "./assessment-results";
export { componentDefinition } from "./component-definition";
