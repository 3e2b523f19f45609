import "./chaos/quiet";
import { runPlan } from "./chaos/run-plan";
import { drawPlan } from "./chaos/draw-plan";
import { startImpostor } from "./chaos/world/intakes";
async function main(){ const im = await startImpostor(); 
for (const n of [24,24,24,16,20]){ const t=performance.now(); const p = drawPlan(7,n); const o = await runPlan(p,im); const ms=performance.now()-t; console.log(n, Math.round(ms), JSON.stringify(p.troubles)); } im.close(); }
main();
