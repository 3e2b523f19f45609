import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { SinkName } from "../catalog";
import type { Endpoints } from "./endpoints";
import { type IntakeServer, startDatadogIntake, startSentryIntake } from "./intakes";
import { type CommandError, MemoryMonitor, Supervisor } from "./process";
import { createCertificates } from "./startup/certificates";
import { externalEndpoints } from "./startup/external-endpoints";
import { missingPrerequisites } from "./startup/prerequisites";
import { type StartupTask, runTasksSilently, type RunTasks } from "./startup/run-tasks";
import type { RunningSearchEngine } from "./startup/search-engine";
import { deploymentTasks, type EndpointsSoFar, startupTasks, type Topology } from "./startup/startup-tasks";
import { createRunFolder, removeStaleFolders } from "./startup/workspace";

export interface PlatformOptions {
  /** Without it the stacks are deployed with no search engine, and nothing needs Maven. */
  readonly withSearch: boolean;
  /** @default "direct" */
  readonly topology?: Topology;
  /**
   * Whether Sentry's events go to an intake that can be told to fail, which Spotlight cannot.
   * @default false
   */
  readonly withFaults?: boolean;
  /**
   * Runs the steps, and may show them.
   * @default - nothing is shown
   */
  readonly runTasks?: RunTasks;
  /**
   * Stops what is being started when it aborts.
   * @default - it goes on to its end
   */
  readonly signal?: AbortSignal;
}

/** The sinks as an outage needs them: the search engine can be stopped, an intake can be told to fail. */
export interface FaultTargets extends Readonly<Record<Exclude<SinkName, "opensearch">, IntakeServer>> {
  readonly opensearch: RunningSearchEngine;
}

/** The whole platform, running on this machine. */
export interface Platform {
  readonly endpoints: Endpoints;
  /** Folder of this run: a log file for every part; gone after `stop`. */
  readonly runFolder: string;
  /** Resolves with the reason when a part dies. */
  readonly failure: Promise<CommandError>;
  /** Undefined where a part of it is not this run's own, or cannot be told to fail. */
  readonly faultTargets: FaultTargets | undefined;
  /** The most memory that all parts and this process held at once, in bytes; 0 where the system does not tell. */
  readonly peakMemoryBytes: number;
  /**
   * Deploys the stacks of the local environment, and puts the values of their secrets.
   * @throws Error with one sentence and its remedy; by then the platform has stopped
   */
  deploy(): Promise<void>;
  /** Ends every part. Of this run nothing is left but, if wanted, its folder with the logs. */
  stop(options?: { readonly keepLogs: boolean }): Promise<void>;
}

/**
 * Installs what is not installed yet, starts every part on free ports of loopback with fresh data, and synthesizes the
 * stacks; independent parts side by side. Several platforms may run at once.
 *
 * @throws Error with one sentence and its remedy; by then everything that had started has ended
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const {
    withSearch,
    topology = "direct",
    withFaults = false,
    runTasks = runTasksSilently,
    signal,
  } = options;
  const external = externalEndpoints(process.env);
  const [missingPrerequisite] = missingPrerequisites({ withSearch });
  if (missingPrerequisite) throw new Error(missingPrerequisite.message);
  removeStaleFolders();
  const runFolder = await createRunFolder();
  const certificates = await createCertificates(join(runFolder, "certificates"));
  const apiKey = randomBytes(16).toString("hex");
  const datadog = await startDatadogIntake({ apiKey });
  const sentry = withFaults ? await startSentryIntake() : undefined;
  const supervisor = new Supervisor();
  const memory = new MemoryMonitor(() => supervisor.groups);
  const context = { supervisor, runFolder, certificates };

  const stop = async ({ keepLogs } = { keepLogs: false }) => {
    await supervisor.stop();
    for (const intake of [datadog, sentry]) await intake?.close();
    memory.stop();
    if (!keepLogs) await rm(runFolder, { recursive: true, force: true });
  };
  const runTasksOrStop = async (tasks: readonly StartupTask[]) => {
    const work = runTasks(tasks);
    const failure = supervisor.failure.then((error) => Promise.reject(error));
    try {
      await Promise.race([work, failure]);
    } catch (error) {
      await stop({ keepLogs: signal?.aborted !== true });
      // The other branches end too, now that their programs have.
      await work.catch(() => undefined);
      throw error;
    }
  };
  signal?.addEventListener("abort", () => void supervisor.stop(), { once: true });

  const assembly = join(runFolder, "cdk.out");
  const endpointsSoFar: EndpointsSoFar = {
    datadog: { url: datadog.url, apiKey },
    ...(sentry && { sentry: { kind: "intake-server", url: sentry.url, dsn: sentry.dsn } }),
  };
  await runTasksOrStop(
    await startupTasks({
      ...{ context, external, withSearch, topology, assembly, endpointsSoFar },
      datadogUrl: datadog.url,
    }),
  );
  const endpoints = requireEndpoints(endpointsSoFar);
  return {
    endpoints,
    runFolder,
    failure: supervisor.failure,
    faultTargets: endpointsSoFar.searchEngine &&
      sentry && { opensearch: endpointsSoFar.searchEngine, datadog, sentry },
    get peakMemoryBytes() {
      return memory.peakBytes;
    },
    deploy: () => runTasksOrStop(deploymentTasks(context, assembly, endpoints)),
    stop,
  };
}

function requireEndpoints({ aws, search, sentry, datadog }: EndpointsSoFar): Endpoints {
  if (!aws || !sentry || !datadog) throw new Error("a branch ended without saying where its part is");
  return { aws, ...(search && { search }), sentry, datadog };
}
