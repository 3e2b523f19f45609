/** The floor of the cold start: a process that ends at once. */
import { reportCpuTime } from "../report-cpu-time";

reportCpuTime();
