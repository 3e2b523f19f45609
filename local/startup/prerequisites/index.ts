export { checkPrerequisites } from "./check";
export {
  formatFound,
  formatTable,
  missing,
  MissingPrerequisitesError,
  type Prerequisite,
} from "./prerequisite";
