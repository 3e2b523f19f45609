export { verifyOutageRecovery as drillOutage, MIN_OUTAGE_SECONDS as SHORTEST_OUTAGE_S } from "./outage";
