import "./chaos/quiet";
import { createHash } from "node:crypto";
import { drawPlan } from "./chaos/draw-plan";
import { startImpostor } from "./chaos/world/intakes";
import { holdingsOf } from "./chaos/laws";
import { runWorld } from "./chaos/world/world";
async function main(){ const im = await startImpostor(); const h: string[] = [];
for (let n=0;n<150;n++){ const p = drawPlan(7,n); await runWorld(p,im,()=>{},(w)=>{ const ho=holdingsOf(w); const s={d:Object.entries(ho.delivered).map(([k,v])=>[k,v.map(e=>e.id+e.occurrences).sort()]), i:w.journal.invocations.map(i=>[i.fn,i.startedAt,i.ending.kind,i.report?.ledgers.map(l=>[l.delivered,l.parked,l.rejected,l.undelivered])]),b:[...w.bucket.objects.keys()].sort()}; h.push(createHash("sha256").update(JSON.stringify(s)).digest("hex").slice(0,8)); }); }
console.log(h.join("\n")); im.close(); }
main();
