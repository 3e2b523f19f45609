import { HOST_GROUP_TAG_KEY, hostGroupTagValue } from "../catalog";
import type { HostGroupConfig } from "./host-group-schema";
import { nearestWord } from "./nearest";
import type { EnvironmentConfig } from "./schema";
import { formatAlternatives } from "./setting-schema";

/** A tag of an EC2 instance. */
export interface HostTag {
  readonly key: string;
  readonly value: string;
}

/** The tag of a host group, of which the configuration may state none, either or both parts. */
export function hostTag(
  environment: string,
  hostGroup: string,
  tag: { readonly [part in keyof HostTag]?: HostTag[part] | undefined } = {},
): HostTag {
  const { key = HOST_GROUP_TAG_KEY, value = hostGroupTagValue(environment, hostGroup) } = tag;
  return { key, value };
}

/** @throws Error if the environment has no host group of this name */
export function hostGroupConfig({ environment, hosts }: EnvironmentConfig, name: string): HostGroupConfig {
  const group = Object.hasOwn(hosts, name) ? hosts[name] : undefined;
  if (group) return group;
  const names = Object.keys(hosts);
  throw new Error(
    `unknown host group ${JSON.stringify(name)} in ${environment}, expected ${formatAlternatives(names)}; ` +
      `did you mean ${JSON.stringify(nearestWord(names, name))}?`,
  );
}
