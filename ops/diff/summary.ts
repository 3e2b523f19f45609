import type { DiffReport } from "./diff-report";
import { GRADES } from "./finding";

/** `1 block, 2 reviews, 14 notes`, or `no difference`. */
export function summaryOf({ findings }: Pick<DiffReport, "findings">): string {
  if (findings.length === 0) return "no difference";
  const approved = findings.filter(({ approval }) => approval).length;
  const counts = GRADES.map((grade) => {
    const count = findings.filter((finding) => finding.grade === grade && !finding.approval).length;
    return `${count} ${grade}${count === 1 ? "" : "s"}`;
  });
  return [...counts, ...(approved > 0 ? [`${approved} approved`] : [])].join(", ");
}
