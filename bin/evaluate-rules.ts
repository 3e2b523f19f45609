/**
 * `node scripts/run.cjs bin/evaluate-rules.ts <environment> <day>`: prints, as one JSON document, the state of every
 * resource of an environment under every rule that applies to it. `npx logs report` runs it, because the command line
 * does not load the CDK.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadEnvironment } from "../config";
import { environmentEvaluations } from "../lib/environment-findings";
import type { EvaluatedEnvironment } from "../ops/report";

const [environment = "", today = ""] = process.argv.slice(2);
const { context } = JSON.parse(readFileSync(join(__dirname, "../cdk.json"), "utf8")) as {
  readonly context: object;
};
const evaluated: EvaluatedEnvironment = environmentEvaluations(loadEnvironment(environment), context, today);
process.stdout.write(JSON.stringify(evaluated));
