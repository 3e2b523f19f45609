import "./chaos/quiet";
import { drawPlan } from "./chaos/draw-plan";
import { startImpostor } from "./chaos/world/intakes";
import { runWorld } from "./chaos/world/world";
async function main(){ const im = await startImpostor(); const c: Record<string,number> = {}; const add=(k:string)=>{c[k]=(c[k]??0)+1;};
let quiet=0;
for (let n=0;n<200;n++){ const p = drawPlan(7,n); await runWorld(p,im,(w,i)=>{ add(`${i.fn} ${i.ending.kind}${"because" in i.ending? " "+i.ending.because:""}`); for(const l of i.report?.ledgers??[]) for(const k of ["parked","rejected","undelivered"] as const) if(l[k]>0) add(`ledger ${l.sink} ${k}`)},(w)=>{ for(const r of w.journal.replays) add(`replay ${r.replayed.kind}`); if(!w.journal.invocations.some(i=>i.report?.ledgers.some(l=>l.parked+l.rejected+l.undelivered>0)||i.ending.kind!=="returned")) quiet++; const rests=w.journal.invocations.flatMap(i=>i.puts.filter(p=>p.key.startsWith("rest/"))).length; if(rests) add("plans with rest"); if(w.redriven()) add("plans redriven"); }); }
console.log(c, {quiet}); im.close(); }
main();
