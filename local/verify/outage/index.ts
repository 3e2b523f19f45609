export { verifyOutageRecovery, MIN_OUTAGE_SECONDS } from "./outage";
