/** The reason for a statement with the resource `*` whose actions have no other. */
export const NO_RESOURCE_REASON =
  "the Service Authorization Reference defines no resource for these actions, so no statement can name one; none of the " +
  "actions reads log events of others or changes a resource";

/** The reason for a statement about all log streams of one log group. */
export const WHOLE_LOG_GROUP_REASON =
  "CloudWatch Logs requires this form: one log group by its name, and all its log streams, whose names the hosts choose; " +
  "the statement grants access to no other log group";

/** The reason for a statement about resources whose names or ARNs contain an id. */
export const ASSIGNED_ID_REASON =
  "AWS assigns the id of an instance, a network interface or an association when it creates it, so no policy can name it " +
  "beforehand; the statement is limited to this account and region, and its actions read no log";
