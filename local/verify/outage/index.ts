export { drillOutage, SHORTEST_OUTAGE_S } from "./outage";
