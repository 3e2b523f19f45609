"""The metrics of log groups, metric filters and the embedded metric format: converts log events to CloudWatch metrics,
which alarms then evaluate.

CloudWatch reports the default value of a metric filter for a minute without a match. Here it is reported for a request
without one.

Source: Amazon CloudWatch Logs User Guide, "Monitoring usage with CloudWatch metrics".
"""

from ministack.services import cloudwatch, cloudwatch_logs

from metric_data import embedded_metric_data, metric_filter_data


def record_metrics(group_name: str, messages: list[str]) -> None:
    """Records the metrics of new messages: their size and number, those of metric filters, and embedded metrics."""
    group = {"LogGroupName": group_name}
    size = float(sum(len(message.encode()) for message in messages))
    cloudwatch.record_metric("AWS/Logs", "IncomingBytes", size, "Bytes", group)
    cloudwatch.record_metric("AWS/Logs", "IncomingLogEvents", float(len(messages)), "None", group)
    filters = [filter for filter in cloudwatch_logs._metric_filters.values() if filter["logGroupName"] == group_name]
    data = [
        *(datum for filter in filters for datum in metric_filter_data(filter, messages)),
        *(datum for message in messages for datum in embedded_metric_data(message)),
    ]
    for datum in data:
        cloudwatch.record_metric(*datum)
    if data:
        cloudwatch._evaluate_all_alarms()
