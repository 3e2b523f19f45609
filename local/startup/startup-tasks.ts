import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EnvironmentConfig } from "../../config";
import { ACCOUNT_ID, installEmulator, REGION, startEmulator } from "../emulator";
import type { Endpoints } from "../endpoints";
import { freePort } from "../process";
import type { Ground } from "./context";
import { bootstrap, deployStacks, putSearchEngineSecret, putSinkSecrets, synthesize } from "./deployment";
import type { GivenParts } from "./external-endpoints";
import { type EngineInstallation, installEngine, type RunningEngine, startEngine } from "./search-engine";
import { installSpotlight, startSpotlight } from "./sentry";
import type { Branch } from "./steps";

/** The endpoints found so far: a branch that brings up a part writes down where it is. */
export type Found = { -readonly [Part in keyof Endpoints]?: Endpoints[Part] } & {
  /** The search engine, where it is one that this run started. */
  engine?: RunningEngine;
};

export type Topology = EnvironmentConfig["forwarding"]["topology"];

export interface StartOptions {
  readonly ground: Ground;
  readonly given: GivenParts;
  readonly withSearch: boolean;
  readonly topology: Topology;
  readonly datadogUrl: string;
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  readonly found: Found;
}

/** Brings up every part, and synthesizes the stacks. No branch waits for another. */
export async function startBranches(options: StartOptions): Promise<readonly Branch[]> {
  const { ground, given, withSearch, found } = options;
  const enginePort = await freePort();
  const engine = given.search?.url ?? `https://127.0.0.1:${enginePort}`;
  return [
    given.aws
      ? givenEmulator(ground, given.aws, found)
      : await ownEmulator(options, withSearch ? engine : undefined),
    ...(!withSearch
      ? []
      : [given.search ? givenEngine(ground, given.search, found) : ownEngine(ground, enginePort, found)]),
    ...(found.sentry ? [] : [await spotlight(ground, found)]),
    synthesis(options),
  ];
}

/** Brings the stacks into the emulator, and the secrets' values into the stacks. */
export function deployBranches(ground: Ground, assembly: string, endpoints: Endpoints): readonly Branch[] {
  return [
    {
      title: "Stacks",
      steps: [
        { title: "Put the search engine's credentials", run: () => putSearchEngineSecret(endpoints) },
        { title: "Deploy every stack", run: () => deployStacks({ ...ground, assembly, aws: endpoints.aws }) },
        { title: "Put the secrets of Sentry and Datadog", run: () => putSinkSecrets(endpoints) },
      ],
    },
  ];
}

async function ownEmulator(
  { ground, given, found }: StartOptions,
  engine: string | undefined,
): Promise<Branch> {
  const port = await freePort();
  let installation = "";
  return {
    title: "AWS emulator",
    steps: [
      {
        title: "Install MiniStack",
        run: async () => {
          installation = await installEmulator(ground);
        },
      },
      {
        title: "Start MiniStack",
        run: async () => {
          const trustFile = await writeTrust(ground, given);
          const url = await startEmulator({
            ...ground,
            installation,
            port,
            trustFile,
            ...(engine !== undefined && { searchEngine: new URL(engine).host }),
          });
          found.aws = { url, region: REGION, accountId: ACCOUNT_ID, caFile: ground.certificates.caFile };
        },
      },
      bootstrapping(ground, found),
    ],
  };
}

function givenEmulator(
  ground: Ground,
  { url, caFile }: NonNullable<GivenParts["aws"]>,
  found: Found,
): Branch {
  found.aws = { url, region: REGION, accountId: ACCOUNT_ID, caFile: caFile ?? ground.certificates.caFile };
  return { title: `AWS emulator at ${url}`, steps: [bootstrapping(ground, found)] };
}

function bootstrapping(ground: Ground, found: Found) {
  return {
    title: "Bootstrap the emulator's account",
    run: async () => {
      if (found.aws) await bootstrap({ ...ground, aws: found.aws });
    },
  };
}

function ownEngine(ground: Ground, port: number, found: Found): Branch {
  let installation: EngineInstallation | undefined;
  return {
    title: "Search engine",
    steps: [
      {
        title: "Install OpenSearch",
        run: async () => {
          installation = await installEngine(ground);
        },
      },
      {
        title: "Start OpenSearch",
        run: async () => {
          if (!installation) return;
          found.engine = await startEngine({ ...ground, installation, port });
          found.search = found.engine.endpoint;
        },
      },
    ],
  };
}

function givenEngine(
  ground: Ground,
  { caFile, ...engine }: NonNullable<GivenParts["search"]>,
  found: Found,
): Branch {
  found.search = { ...engine, caFile: caFile ?? ground.certificates.caFile };
  return { title: `Search engine at ${engine.url}`, steps: [] };
}

async function spotlight(ground: Ground, found: Found): Promise<Branch> {
  const port = await freePort();
  let installation = "";
  return {
    title: "Sentry intake",
    steps: [
      {
        title: "Install Spotlight",
        run: async () => {
          installation = await installSpotlight(ground);
        },
      },
      {
        title: "Start Spotlight",
        run: async () => {
          const url = await startSpotlight({ ...ground, installation, port });
          // Spotlight takes any key; a DSN has to have one.
          found.sentry = { kind: "spotlight", url, dsn: `http://local@127.0.0.1:${port}/1` };
        },
      },
    ],
  };
}

function synthesis({ ground, withSearch, topology, assembly, datadogUrl }: StartOptions): Branch {
  return {
    title: "Stacks",
    steps: [
      {
        title: "Bundle the functions and synthesize",
        run: () =>
          synthesize({
            ...ground,
            outdir: assembly,
            context: {
              environments: "local",
              ...(!withSearch && { config: join(__dirname, "without-search.ts") }),
            },
            env: { LOCAL_DATADOG_INTAKE_URL: datadogUrl, LOCAL_TOPOLOGY: topology },
          }),
      },
    ],
  };
}

/** One PEM file of every authority that a function meets. */
async function writeTrust({ runFolder, certificates }: Ground, { search }: GivenParts): Promise<string> {
  const file = join(runFolder, "trust.pem");
  const authorities = [certificates.caFile, ...(search?.caFile === undefined ? [] : [search.caFile])];
  await writeFile(file, authorities.map((authority) => readFileSync(authority, "utf8")).join("\n"));
  return file;
}
