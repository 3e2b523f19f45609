export { verifyUnderTraffic } from "./verify-under-traffic";
export { MIN_OUTAGE_SECONDS } from "./outage";
