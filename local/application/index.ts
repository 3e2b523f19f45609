export { checkApplication } from "./check-application";
export { applicationLogDir, runApplication } from "./run-application";
