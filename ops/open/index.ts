import { type Command, InvalidArgumentError } from "commander";
import { environmentCommand, type Io } from "../cli";
import type { OpenOptions } from "./open-options";

/** `logs open <environment>`: opens OpenSearch Dashboards in the browser. */
export function openCommand(io: Io): Command {
  return environmentCommand<OpenOptions>(
    io,
    {
      name: "open",
      summary: "open OpenSearch Dashboards in the browser",
      description:
        "Opens OpenSearch Dashboards of an environment with sign-in by SAML (search.saml). For a domain in a VPC with a " +
        "bastion (search.network.bastion), opens a tunnel first, and closes it with Ctrl-C. The browser is then Chrome or " +
        "Chromium, with a profile of its own in which the name of the domain leads to the tunnel.",
      examples: [
        ["open staging", "a public domain"],
        ["open production", "a domain in a VPC, through the bastion, until Ctrl-C"],
        ["open production --no-browser", "only the tunnel, and how to use it"],
      ],
    },
    async () => {
      const [{ openDashboards }, browsers] = await Promise.all([import("./open"), import("./start-browser")]);
      return (context, options) => openDashboards(context, options, browsers);
    },
  )
    .option("--no-browser", "print the address, and open no browser")
    .option("--port <port>", "local port of the tunnel (default: a free one)", port);
}

function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw new InvalidArgumentError("expected a port from 1 to 65535.");
  return number;
}
