/** Runs plans in a thread of its own, which run-plans-in-threads.ts starts. */
import "./drain";
import { parentPort, workerData } from "node:worker_threads";
import { type RunPlansOptions, runPlans } from "./run-plans";

void runPlans(workerData as RunPlansOptions).then((summary) => parentPort?.postMessage(summary));
