import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EnvironmentConfig } from "../../config";
import { ACCOUNT_ID, installEmulator, REGION, startEmulator } from "../emulator";
import type { Endpoints } from "../endpoints";
import type { SentryIntake } from "../intakes";
import { RUNBOOK_PATH } from "../page/documents";
import type { StartupContext } from "./context";
import {
  bootstrap,
  createAccountTrail,
  deployStacks,
  putSearchEngineSecret,
  putSecrets,
  synthesize,
} from "./deployment";
import type { ExternalEndpoints } from "./external-endpoints";
import type { Ports } from "./ports";
import type { StartupTask, Step } from "./run-tasks";
import {
  type SearchEngineInstallation,
  installSearchEngine,
  type RunningSearchEngine,
  startSearchEngine,
} from "./search-engine";
import { installSpotlight, startSpotlight } from "./sentry";

/** The endpoints known so far: a task that starts a component writes its endpoint here. */
export type EndpointsSoFar = { -readonly [Part in keyof Endpoints]?: Endpoints[Part] } & {
  /** The search engine, if this run started it. */
  searchEngine?: RunningSearchEngine;
};

export type Topology = EnvironmentConfig["forwarding"]["topology"];

export interface StartupTaskOptions {
  readonly context: StartupContext;
  readonly external: ExternalEndpoints;
  readonly withSearch: boolean;
  readonly topology: Topology;
  readonly ports: Ports;
  readonly sentryIntake: Pick<SentryIntake, "url" | "dsn" | "api">;
  readonly datadogUrl: string;
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  readonly endpointsSoFar: EndpointsSoFar;
}

/** The tasks that start every component and synthesize the stacks. No task waits for another. */
export function startupTasks(options: StartupTaskOptions): readonly StartupTask[] {
  const { context, external, withSearch, ports, endpointsSoFar } = options;
  const engine = external.search?.url ?? `https://127.0.0.1:${ports.searchEngine}`;
  return [
    external.aws
      ? externalEmulatorTask(context, external.aws, endpointsSoFar)
      : emulatorTask(options, withSearch ? engine : undefined),
    ...(!withSearch
      ? []
      : [
          external.search
            ? externalSearchEngineTask(context, external.search, endpointsSoFar)
            : searchEngineTask(context, ports.searchEngine, endpointsSoFar),
        ]),
    spotlightTask(options),
    synthesisTask(options),
  ];
}

/** The tasks that deploy the stacks to the emulator and write the values of the secrets. */
export function deploymentTasks(
  context: StartupContext,
  assembly: string,
  endpoints: Endpoints,
): readonly StartupTask[] {
  const emulatorLog = logFileIn(context, "emulator");
  return [
    {
      title: "Deployment",
      steps: [
        ...(endpoints.search
          ? [
              {
                title: "store the credentials of the search engine",
                logFile: emulatorLog,
                run: () => putSearchEngineSecret(endpoints),
              },
            ]
          : []),
        {
          title: "deploy the stacks to the emulator",
          logFile: logFileIn(context, "deploy"),
          run: () => deployStacks({ ...context, assembly, aws: endpoints.aws }),
        },
        {
          title: "store the credentials of Sentry and Datadog, and the address of the webhook",
          logFile: emulatorLog,
          run: () => putSecrets(endpoints),
        },
      ],
    },
  ];
}

function emulatorTask(
  { context, external, ports, endpointsSoFar }: StartupTaskOptions,
  engine: string | undefined,
): StartupTask {
  let installation = "";
  return {
    title: "AWS emulator",
    steps: [
      {
        title: "install MiniStack",
        logFile: logFileIn(context, "emulator-install"),
        run: async () => {
          installation = await installEmulator(context);
        },
      },
      {
        title: "start MiniStack",
        logFile: logFileIn(context, "emulator"),
        run: async () => {
          const caBundleFile = await writeCaBundle(context, external);
          const url = await startEmulator({
            ...context,
            installation,
            port: ports.emulator,
            caBundleFile,
            ...(engine !== undefined && { searchEngine: new URL(engine).host }),
          });
          endpointsSoFar.aws = {
            url,
            region: REGION,
            accountId: ACCOUNT_ID,
            caFile: context.certificates.caFile,
          };
        },
      },
      bootstrapStep(context, endpointsSoFar),
      {
        title: "create the CloudTrail trail of the account",
        logFile: logFileIn(context, "emulator"),
        run: async () => {
          if (endpointsSoFar.aws) await createAccountTrail({ aws: endpointsSoFar.aws });
        },
      },
    ],
  };
}

function externalEmulatorTask(
  context: StartupContext,
  { url, caFile }: NonNullable<ExternalEndpoints["aws"]>,
  endpointsSoFar: EndpointsSoFar,
): StartupTask {
  endpointsSoFar.aws = {
    url,
    region: REGION,
    accountId: ACCOUNT_ID,
    caFile: caFile ?? context.certificates.caFile,
  };
  return { title: `AWS emulator at ${url}`, steps: [bootstrapStep(context, endpointsSoFar)] };
}

function bootstrapStep(context: StartupContext, endpointsSoFar: EndpointsSoFar): Step {
  return {
    title: "bootstrap the account",
    logFile: logFileIn(context, "bootstrap"),
    run: async () => {
      if (endpointsSoFar.aws) await bootstrap({ ...context, aws: endpointsSoFar.aws });
    },
  };
}

function searchEngineTask(
  context: StartupContext,
  port: number,
  endpointsSoFar: EndpointsSoFar,
): StartupTask {
  let installation: SearchEngineInstallation | undefined;
  return {
    title: "Search engine",
    steps: [
      {
        title: "install OpenSearch",
        logFile: logFileIn(context, "search-engine-install"),
        run: async () => {
          installation = await installSearchEngine(context);
        },
      },
      {
        title: "start OpenSearch",
        logFile: logFileIn(context, "search-engine"),
        run: async () => {
          if (!installation) return;
          endpointsSoFar.searchEngine = await startSearchEngine({ ...context, installation, port });
          endpointsSoFar.search = endpointsSoFar.searchEngine.endpoint;
        },
      },
    ],
  };
}

function externalSearchEngineTask(
  context: StartupContext,
  { caFile, ...engine }: NonNullable<ExternalEndpoints["search"]>,
  endpointsSoFar: EndpointsSoFar,
): StartupTask {
  endpointsSoFar.search = { ...engine, caFile: caFile ?? context.certificates.caFile };
  return { title: `Search engine at ${engine.url}`, steps: [] };
}

function spotlightTask({
  context,
  sentryIntake: { url, dsn, api },
  ports,
  endpointsSoFar,
}: StartupTaskOptions): StartupTask {
  let installation = "";
  return {
    title: "Page of Sentry",
    steps: [
      {
        title: "install Spotlight",
        logFile: logFileIn(context, "spotlight-install"),
        run: async () => {
          installation = await installSpotlight(context);
        },
      },
      {
        title: "start Spotlight",
        logFile: logFileIn(context, "spotlight"),
        run: async () => {
          const pageUrl = await startSpotlight({ ...context, installation, port: ports.sentryPage });
          endpointsSoFar.sentry = { url, dsn, api, pageUrl };
        },
      },
    ],
  };
}

function synthesisTask({
  context,
  withSearch,
  topology,
  assembly,
  datadogUrl,
  ports,
}: StartupTaskOptions): StartupTask {
  return {
    title: "Synthesis",
    steps: [
      {
        title: "bundle the functions and synthesize the stacks",
        logFile: logFileIn(context, "synth"),
        run: () =>
          synthesize({
            ...context,
            outdir: assembly,
            context: {
              environments: "local",
              ...(!withSearch && { config: join(__dirname, "config-without-search.ts") }),
            },
            env: {
              LOCAL_DATADOG_INTAKE_URL: datadogUrl,
              LOCAL_TOPOLOGY: topology,
              LOCAL_RUNBOOK_URL: `http://127.0.0.1:${ports.page}${RUNBOOK_PATH}`,
            },
          }),
      },
    ],
  };
}

/** The components write their logs there. */
function logFileIn({ runFolder }: StartupContext, name: string): string {
  return join(runFolder, `${name}.log`);
}

/** One PEM file with every certificate authority that the functions must trust. */
async function writeCaBundle(
  { runFolder, certificates }: StartupContext,
  { search }: ExternalEndpoints,
): Promise<string> {
  const file = join(runFolder, "ca-bundle.pem");
  const authorities = [certificates.caFile, ...(search?.caFile === undefined ? [] : [search.caFile])];
  await writeFile(file, authorities.map((authority) => readFileSync(authority, "utf8")).join("\n"));
  return file;
}
