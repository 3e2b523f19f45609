import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@opensearch-project/opensearch";
import type { Endpoints } from "../../endpoints";
import type { Command } from "../../process";
import type { Certificates } from "../certificates";
import type { StartupContext } from "../context";
import { configureSearchEngine, type SearchEngineFolders, changeOwner } from "./configuration";
import type { SearchEngineInstallation } from "./install";

/** Fifteen times the duration measured on two idle cores. */
const START_TIMEOUT_MS = 120_000;
const REQUEST_TIMEOUT_MS = 10_000;
/**
 * Memory, garbage collector and compilers of a small search engine that starts fast: no C2 compiler, one garbage collector
 * thread. A CDS archive would save two of six seconds, and cost twenty at the first start.
 */
const SMALL_ENGINE_OPTIONS = [
  "-Xms512m",
  "-Xmx512m",
  "-XX:MaxDirectMemorySize=256m",
  "-XX:+UseSerialGC",
  "-XX:TieredStopAtLevel=1",
];
/** OpenSearch refuses to run as root. These are the ids of the user `nobody` on most systems. */
const UNPRIVILEGED_USER = { uid: 65_534, gid: 65_534 };
const USERNAME = "inventorysync";
const FUNCTIONS_USERNAME = "inventorysync-functions";

export type SearchEndpoint = NonNullable<Endpoints["search"]>;
type SearchCredentials = Pick<SearchEndpoint, "username" | "password">;

/** A search engine that this run started, and can stop and restart. */
export interface RunningSearchEngine {
  readonly endpoint: SearchEndpoint;
  /** Ends its process and keeps its data. */
  stop(): Promise<void>;
  /** Restarts it with the same data and URL. Resolves when it answers. */
  start(): Promise<void>;
  /** Changes the password of the functions. @returns their credentials */
  rotatePassword(): Promise<SearchCredentials>;
}

export interface SearchEngineOptions extends StartupContext {
  readonly installation: SearchEngineInstallation;
  readonly port: number;
  /**
   * Options of the Java virtual machine for memory, garbage collector and compilers.
   * @default - a heap of 512 MiB, and a short start
   */
  readonly javaOptions?: readonly string[];
}

/** Starts OpenSearch with fresh data, and creates two administrators with passwords for this run: one for people and checks, and one for the functions. */
export async function startSearchEngine(options: SearchEngineOptions): Promise<RunningSearchEngine> {
  const { supervisor, runFolder, certificates, installation, port } = options;
  const { javaOptions = SMALL_ENGINE_OPTIONS } = options;
  const { home, java } = installation;
  const folder = join(runFolder, "search-engine");
  const folders = await configureSearchEngine({ home, folder, port, certificates });
  const isRoot = process.getuid?.() === 0;
  if (isRoot) changeOwner(folder, UNPRIVILEGED_USER);
  const url = `https://127.0.0.1:${port}`;
  const command: Command = {
    name: "the search engine",
    file: join(java.home, "bin", "java"),
    args: [...javaOptions, ...javaArguments(home, folders)],
    cwd: home,
    env: { PATH: process.env["PATH"], HOME: folder },
    logFile: join(runFolder, "search-engine.log"),
    remedy:
      "the log contains the reason; run without OpenSearch (--without-search), or delete .work and try again",
    ...(isRoot && { user: UNPRIVILEGED_USER }),
  };
  const run = () =>
    withAdministratorClient(url, certificates, async (administrator) => {
      const program = supervisor.start(command);
      await supervisor.waitUntilReady(program, () => isHealthy(administrator), {
        timeoutMs: START_TIMEOUT_MS,
      });
      return program;
    });

  let program = await run();
  const setNewPassword = async (username: string): Promise<SearchCredentials> => {
    const password = randomBytes(18).toString("base64url");
    await withAdministratorClient(url, certificates, (administrator) =>
      // The search engine computes and stores only a hash of the password. For an existing user, this replaces it.
      administrator.security.createUser({ username, body: { password, backend_roles: ["admin"] } }),
    );
    return { username, password };
  };
  const people = await setNewPassword(USERNAME);
  const functions = await setNewPassword(FUNCTIONS_USERNAME);
  return {
    endpoint: { url, ...people, functions, caFile: certificates.caFile },
    rotatePassword: () => setNewPassword(FUNCTIONS_USERNAME),
    stop: () => supervisor.stopProgram(program),
    async start() {
      program = await run();
    },
  };
}

async function withAdministratorClient<T>(
  url: string,
  { caFile, administrator }: Certificates,
  use: (client: Client) => PromiseLike<T>,
): Promise<T> {
  const client = new Client({
    node: url,
    requestTimeout: REQUEST_TIMEOUT_MS,
    maxRetries: 0,
    ssl: {
      ca: readFileSync(caFile),
      cert: readFileSync(administrator.certificateFile),
      key: readFileSync(administrator.keyFile),
    },
  });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

async function isHealthy(client: Client): Promise<boolean> {
  const { body } = await client.cluster.health();
  if (body.status === "red") return false;
  const security = await client.security.health();
  return security.body.status === "UP";
}

/** The options that OpenSearch needs. The locale data is that of the JDK. */
function javaArguments(home: string, { config, temporary }: SearchEngineFolders): string[] {
  return [
    "-Xss1m",
    "-XX:-OmitStackTraceInFastThrow",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF-8",
    "-Djava.locale.providers=SPI,CLDR",
    "-Djna.nosys=true",
    "-Dio.netty.noUnsafe=true",
    "-Dio.netty.noKeySetOptimization=true",
    "-Dio.netty.recycler.maxCapacityPerThread=0",
    "-Dio.netty.allocator.numDirectArenas=0",
    "-Dlog4j.shutdownHookEnabled=false",
    "-Dlog4j2.disable.jmx=true",
    `-Djava.io.tmpdir=${temporary}`,
    `-Dopensearch.path.home=${home}`,
    `-Dopensearch.path.conf=${config}`,
    "-Dopensearch.distribution.type=zip",
    "-Dopensearch.bundled_jdk=false",
    "-classpath",
    `${join(home, "lib")}/*:${join(home, "agent")}/*`,
    "org.opensearch.bootstrap.OpenSearch",
  ];
}
