import { z } from "zod";
import { SEVERITIES } from "../catalog";
import { text } from "./text-setting";

const severities = z
  .array(z.enum(SEVERITIES))
  .min(1)
  .meta({ accepts: "page, ticket or both" })
  .describe("severities of the alarms that the channel receives")
  .default([...SEVERITIES]);

const email = z.strictObject({
  kind: z.literal("email"),
  address: text(
    /^(?:\/[\w./-]{1,1010}|[^\s@/]{1,64}@(?:[^\s@/.]{1,63}\.){1,8}[^\s@/.]{1,63})$/,
    "an e-mail address, or the name of an SSM parameter that contains one, such as /inventorysync/production/on-call",
  ).describe(
    "recipient, who has to confirm the subscription; as the name of an SSM parameter, the configuration contains no " +
      "person's address, and the parameter must exist before the deployment",
  ),
  severities,
});

/** Source: AWS CloudFormation Template Reference Guide, "AWS::Chatbot::SlackChannelConfiguration". */
const slack = z.strictObject({
  kind: z.literal("slack"),
  workspaceId: text(/^[0-9A-Z]{1,255}$/, "the id of a workspace, such as T0123456789").describe(
    "workspace that has been authorized in the console of Amazon Q Developer in chat applications",
  ),
  channelId: text(/^[a-z0-9]{1,256}$/i, "the id of a channel, such as C0123456789").describe(
    "channel; invite the application Amazon Q to it",
  ),
  severities,
});

const webhook = z.strictObject({
  kind: z.literal("webhook"),
  name: text(
    /^[a-z][a-z0-9-]{0,19}$/,
    "1 to 20 lower-case letters, digits and hyphens, starting with a letter",
  ).describe(
    "part of the names of the function and the secret: the secret inventorysync/<environment>/webhook-<name> contains the address",
  ),
  format: z
    .enum(["pagerduty", "json"])
    .describe(
      "body of the requests: pagerduty (Events API v2 of PagerDuty) or json (the notification itself)",
    ),
  severities,
});

/** Where people receive notifications. */
export const channel = z.discriminatedUnion("kind", [email, slack, webhook]).meta({
  description: "email, slack (through Amazon Q Developer in chat applications) or webhook (an HTTPS address)",
});

export type Channel = z.output<typeof channel>;
