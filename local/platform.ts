import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Endpoints } from "./endpoints";
import {
  type DatadogIntake,
  type SentryIntake,
  startDatadogIntake,
  startNotificationReceiver,
  startSentryIntake,
} from "./intakes";
import { createPageData, type PageData, serveLocalPage } from "./page";
import { type CommandError, MemoryMonitor, Supervisor } from "./process";
import { createCertificates } from "./startup/certificates";
import { externalEndpoints } from "./startup/external-endpoints";
import { freePorts, type Ports } from "./startup/ports";
import {
  checkPrerequisites,
  missing,
  MissingPrerequisitesError,
  type Prerequisite,
} from "./startup/prerequisites";
import { type StartupTask, runTasksSilently, type RunTasks, withNamedFailures } from "./startup/run-tasks";
import type { RunningSearchEngine } from "./startup/search-engine";
import { sendToSpotlight } from "./startup/sentry";
import { deploymentTasks, type EndpointsSoFar, startupTasks, type Topology } from "./startup/startup-tasks";
import { createRunFolder, removeStaleFolders } from "./startup/workspace";
import type { LoopbackServer } from "./web";

export interface PlatformOptions {
  /** If false, the stacks are deployed without a search engine, and Maven is not needed. */
  readonly withSearch: boolean;
  /** @default "direct" */
  readonly topology?: Topology;
  /** @default - free ports */
  readonly fixedPorts?: Ports | undefined;
  /** Receives the prerequisites and what was found of each, before anything starts. */
  readonly onPrerequisites?: (prerequisites: readonly Prerequisite[]) => void;
  /**
   * Runs the startup tasks, and can show their progress.
   * @default - shows nothing
   */
  readonly runTasks?: RunTasks;
  /**
   * Stops the startup when it aborts.
   * @default - the startup cannot be stopped
   */
  readonly signal?: AbortSignal;
}

/** The sinks that a check can make fail, and whose credentials it can rotate. */
export interface FaultTargets {
  readonly opensearch: RunningSearchEngine;
  readonly sentry: SentryIntake;
  readonly datadog: DatadogIntake;
}

/** The platform, running on this machine. */
export interface Platform {
  readonly endpoints: Endpoints;
  /** URL of the page that shows everything. */
  readonly pageUrl: string;
  /** What the page shows. */
  readonly pageData: PageData;
  /** Folder of this run, with a log file per component. `stop` deletes it. */
  readonly runFolder: string;
  /** Resolves with the reason if a component ends unexpectedly. */
  readonly failure: Promise<CommandError>;
  /** Undefined if this run did not start the search engine. */
  readonly faultTargets: FaultTargets | undefined;
  /**
   * Peak memory of all components and this process together, in bytes; undefined if the operating system does not
   * report it.
   */
  readonly peakMemoryBytes: number | undefined;
  /**
   * Deploys the stacks of the local environment, and writes the values of their secrets.
   * @throws Error with one sentence and its remedy; the platform has then stopped
   */
  deploy(): Promise<void>;
  /** Ends every component. Deletes the folder of the run unless `keepLogs` is true. */
  stop(options?: { readonly keepLogs: boolean }): Promise<void>;
}

/**
 * Installs missing components, starts all components with fresh data on the loopback interface, and
 * synthesizes the stacks. Independent tasks run concurrently. Several platforms can run at once.
 *
 * @throws MissingPrerequisitesError, before anything was started
 * @throws Error that names the failed step and its log file, with the remedy; everything that was started has then ended
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { withSearch, topology = "direct", fixedPorts, runTasks = runTasksSilently, signal } = options;
  const external = externalEndpoints(process.env);
  const prerequisites = await checkPrerequisites({ withSearch, fixedPorts });
  options.onPrerequisites?.(prerequisites);
  if (missing(prerequisites).length > 0) throw new MissingPrerequisitesError(prerequisites);
  const ports = fixedPorts ?? (await freePorts());
  removeStaleFolders();
  const runFolder = await createRunFolder();
  const certificates = await createCertificates(join(runFolder, "certificates"));
  const apiKey = randomBytes(16).toString("hex");
  const datadog = await startDatadogIntake({ apiKey, port: ports.datadog });
  const receiver = await startNotificationReceiver({ port: ports.notifications });
  const endpointsSoFar: EndpointsSoFar = {
    datadog: { url: datadog.url, apiKey, appKey: datadog.appKey },
    notifications: { url: receiver.url, webhookUrl: receiver.webhookUrl },
  };
  const sentry = await startSentryIntake({
    port: ports.sentryIntake,
    async passOn(envelope) {
      if (endpointsSoFar.sentry) await sendToSpotlight(endpointsSoFar.sentry.pageUrl, envelope);
    },
  });
  const supervisor = new Supervisor();
  const memory = new MemoryMonitor(() => supervisor.groups);
  const context = { supervisor, runFolder, certificates };

  /** Closed in this order. */
  const servers: Pick<LoopbackServer, "close">[] = [datadog, sentry, receiver];

  const stop = async ({ keepLogs } = { keepLogs: false }) => {
    await supervisor.stop();
    for (const server of servers) await server.close();
    memory.stop();
    if (!keepLogs) await rm(runFolder, { recursive: true, force: true });
  };
  const runTasksOrStop = async (tasks: readonly StartupTask[]) => {
    const work = runTasks(tasks.map(withNamedFailures));
    const failure = supervisor.failure.then((error) => Promise.reject(error));
    try {
      await Promise.race([work, failure]);
    } catch (error) {
      await stop({ keepLogs: signal?.aborted !== true });
      // The other tasks end too, because their programs have ended.
      await work.catch(() => undefined);
      throw error;
    }
  };
  signal?.addEventListener("abort", () => void supervisor.stop(), { once: true });

  const assembly = join(runFolder, "cdk.out");
  await runTasksOrStop(
    startupTasks({
      ...{ context, external, withSearch, topology, ports, assembly, endpointsSoFar },
      sentryIntake: sentry,
      datadogUrl: datadog.url,
    }),
  );
  const endpoints = requireEndpoints(endpointsSoFar);
  const pageData = createPageData(endpoints, new Date());
  servers.push(pageData);
  const page = await serveLocalPage(pageData, endpoints, ports.page).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  servers.unshift(page);
  return {
    endpoints,
    pageUrl: page.url,
    pageData,
    runFolder,
    failure: supervisor.failure,
    faultTargets: endpointsSoFar.searchEngine && {
      opensearch: endpointsSoFar.searchEngine,
      datadog,
      sentry,
    },
    get peakMemoryBytes() {
      return memory.peakBytes;
    },
    deploy: () => runTasksOrStop(deploymentTasks(context, assembly, endpoints)),
    stop,
  };
}

function requireEndpoints({ aws, search, sentry, datadog, notifications }: EndpointsSoFar): Endpoints {
  if (!aws || !sentry || !datadog || !notifications)
    throw new Error("a startup task ended without setting the endpoint of its component");
  return { aws, ...(search && { search }), sentry, datadog, notifications };
}
