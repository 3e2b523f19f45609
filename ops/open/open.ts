import { hasBastion } from "../../config";
import { type CommandContext, type CommandResult, type Io, OperatorError, untilInterrupted } from "../cli";
import { findSearchAddress, openTunnel } from "../search";
import type { OpenOptions } from "./open-options";
import { createSeparateBrowser } from "./separate-browser";

/** Starts browsers. */
export interface Browsers {
  readonly startDefaultBrowser: (io: Io, address: string) => Promise<void>;
  readonly startChrome: (io: Io, options: readonly string[]) => Promise<void>;
}

/** `logs open`: opens OpenSearch Dashboards, and keeps the tunnel to a domain in a VPC until Ctrl-C. */
export async function openDashboards(
  context: CommandContext,
  options: OpenOptions,
  browsers: Browsers,
): Promise<CommandResult | undefined> {
  const { search } = requireSignIn(context);
  const { url } = await findSearchAddress(context);
  const address = new URL("/_dashboards/", url);
  if (hasBastion(search)) return openThroughTunnel(context, address, options, browsers);

  if (search.kind === "domain" && search.network.kind !== "public")
    context.io.stderr.write(
      "the domain is in a VPC without a bastion: the browser needs a path of its own to it, such as a VPN\n",
    );
  if (options.browser)
    await startOrExplain(context, () => browsers.startDefaultBrowser(context.io, address.href));
  return { data: { address: address.href }, text: address.href };
}

/** @throws OperatorError if no browser could sign in */
function requireSignIn({ config }: CommandContext): CommandContext["config"] {
  const { environment, search } = config;
  if (search.kind !== "domain")
    throw new OperatorError(
      `search of ${environment} is ${search.kind}, so the deployment has no OpenSearch Dashboards; ask with npx logs query ${environment}`,
    );
  if (!search.saml)
    throw new OperatorError(
      `${environment} has no sign-in for browsers, which cannot sign requests: set search.saml (docs/operations.md, ` +
        `"OpenSearch Dashboards with SAML"), or ask with npx logs query ${environment}`,
    );
  return config;
}

async function openThroughTunnel(
  context: CommandContext,
  address: URL,
  { browser, port }: OpenOptions,
  { startChrome }: Browsers,
): Promise<undefined> {
  const { io, json } = context;
  await untilInterrupted(io, async (signal) => {
    const tunnel = await openTunnel(context, port);
    const separate = await createSeparateBrowser(address, tunnel.port);
    try {
      const local = `localhost:${tunnel.port}`;
      io.stdout.write(
        json
          ? `${JSON.stringify({ address: address.href, tunnel: local })}\n`
          : [
              `${address.href} through ${local}, until Ctrl-C (close the browser first)`,
              `in a terminal: npx logs query ${context.config.environment} --tunnel ${local}`,
              ...(browser ? [] : [`Chrome: ${separate.options.map(quoted).join(" ")}`]),
              "",
            ].join("\n"),
      );
      if (browser && !signal.aborted) await startOrExplain(context, () => startChrome(io, separate.options));
      const last = await Promise.race([tunnel.ended, interrupted(signal)]);
      if (!signal.aborted)
        throw new OperatorError(
          `the session to the bastion ended: ${last || "the plugin printed nothing"}. Run the command again; Session ` +
            "Manager ends a session that is idle, or too long.",
        );
    } finally {
      await tunnel.close();
      await separate.remove();
    }
  });
  return undefined;
}

/** The address is printed anyway, so a machine without a browser is no failure. */
async function startOrExplain({ io }: CommandContext, start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    io.stderr.write(`no browser could be started (${(error as Error).message}); open the address by hand\n`);
  }
}

function interrupted(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve("");
    signal.addEventListener("abort", () => {
      resolve("");
    });
  });
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}
