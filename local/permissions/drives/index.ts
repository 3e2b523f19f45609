import type { Drive } from "../context";
import { driveArchiveManifest, driveArchiver } from "./archive";
import { driveForwarder } from "./forwarder";
import { driveNotifier } from "./notifier";
import { driveReplay } from "./replay";
import { driveSearchContent } from "./search-content";
import { driveWebhook } from "./webhook";

/** By the name of the function's role, without the prefix. */
export const DRIVES: Readonly<Record<string, Drive>> = {
  archiver: driveArchiver,
  "archive-manifest": driveArchiveManifest,
  forwarder: driveForwarder,
  notifier: driveNotifier,
  replay: driveReplay,
  "search-content": driveSearchContent,
  "webhook-local": driveWebhook,
};
