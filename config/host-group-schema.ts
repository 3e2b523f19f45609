import { z } from "zod";
import { HOST_GROUP_TAG_KEY } from "../catalog";
import { text } from "./text-setting";

/** Source: useradd(8), "CAVEATS". Root may write every file, so a log of root proves nothing about its writer. */
const accountName = text(
  /^(?!root$)[a-z_][a-z0-9_-]{0,31}$/,
  "a name of 1 to 32 lower-case letters, digits, _ and -, other than root",
);

/** The systemd unit hides /home, /root and /tmp from the application. */
const path = text(
  /^(?!\/(?:home|root|tmp|var\/tmp)\/)(?:\/[\w-][\w.-]*)+$/,
  "an absolute path of letters, digits, _, - and ., not in /home, /root or /tmp",
);

/** Source: AWS Systems Manager API Reference, "Target", and Amazon EC2 User Guide, "Tag restrictions". */
const tag = z.strictObject({
  key: text(
    /^(?!aws:)[\w.:/=+@-]{1,127}$/,
    "1 to 127 letters, digits and _ . : / = + - @, not starting with aws:",
  )
    .describe("key of the tag by which Systems Manager finds the hosts of the group")
    .default(HOST_GROUP_TAG_KEY),
  value: text(/^[\w.:/=+@-]{1,256}$/, "1 to 256 letters, digits and _ . : / = + - @")
    .describe("value of the tag; if not set, `<environment>-<group>`")
    .optional(),
});

/**
 * The deployment guide has the modes 755 and 644, with which every account of a host reads the logs. It also demands to
 * restrict the access to them, so the defaults admit only the owner and the readers' group. No mode lets anybody but the
 * owner write, and every mode lets the CloudWatch agent read, as a member of the readers' group.
 */
const modes = {
  directoryMode: z
    .enum(["0750", "0755"])
    .describe(
      "mode of the log directory; the set-group-ID bit is added, so that new files get the readers' group",
    )
    .default("0750"),
  fileMode: z.enum(["0640", "0644"]).describe("mode of the log files").default("0640"),
};

const rotation = z.strictObject({
  keep: z
    .int()
    .min(1)
    .max(365)
    .describe("number of daily rotated files of each log that stay on the host")
    .default(30),
  maxSize: text(/^[1-9]\d*[kMG]?$/, "a size such as 500M")
    .describe(
      "size from which logrotate also rotates a log file before a day is over; if not set, any size is kept",
    )
    .optional(),
});

const service = z.strictObject({
  directory: path
    .describe("directory of the application, with its virtual environment in venv")
    .default("/opt/inventorysync"),
  module: text(/^\w[\w.]*:\w+$/, "a module and a variable such as inventorysync.main:app")
    .describe("the ASGI application that gunicorn serves")
    .default("inventorysync.main:app"),
  bind: text(/^[\w.-]+:\d{1,5}$/, "a host and a port such as 127.0.0.1:8000")
    .describe("address that gunicorn listens on")
    .default("127.0.0.1:8000"),
  workers: z.int().min(1).max(64).describe("number of worker processes of gunicorn").default(4),
});

const hostGroup = z.strictObject({
  tag: tag.prefault({}),
  user: accountName
    .describe("user that runs the application and owns its log files")
    .default("inventorysync"),
  group: accountName.describe("primary group of the user").default("inventorysync"),
  readersGroup: accountName
    .describe("group of the log files; its members, such as the user of the CloudWatch agent, may read them")
    .default("inventorysync-readers"),
  ...modes,
  rotation: rotation.prefault({}),
  service: service.prefault({}),
});

/** 20 characters: the name of an IAM role may have 64, and contains the names of environment and host group. */
const groupName = text(
  /^[a-z](?:[a-z0-9-]{0,18}[a-z0-9])?$/,
  "1 to 20 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen",
).describe("name of the host group, part of the names of its role and log streams");

export const hosts = z
  .record(groupName, hostGroup)
  .refine((groups) => Object.keys(groups).length > 0)
  .meta({
    accepts: "at least one host group, such as { api: {} }",
    description:
      "host groups by name; each has its own IAM role and instance profile, log streams and host files",
  });

/** The settings of a host group: hosts that run the same application and write the same log streams. */
export type HostGroupConfig = z.output<typeof hostGroup>;
