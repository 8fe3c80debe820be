import argparse, sys, time
from pathlib import Path
ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
from itertools import combinations
from benchmarks._paired_cases import paired_case
from workbench.chronology import pair

def found_pairs(s): return {frozenset((a,b)) for a,bs in s.items() for b in bs}
def event_pairs(groups): 
    return {frozenset(p) for g in groups for p in combinations(sorted(g),2) if p[0].split(":")[0]!=p[1].split(":")[0]}
def score(found,true): 
    r=len(found&true); return r/max(len(found),1), r/max(len(true),1)
for vague in (0,.2):
  for seed in map(int,sys.argv[1:]):
    c=paired_case(seed,vague=vague); e=c.coded(); t=time.process_time(); p=pair(e,c.agencies); t=time.process_time()-t
    print(vague,seed,len(e),len(c.pairs),"pairs %.3f %.3f"%score(found_pairs(p.paired_with),c.pairs),"events %.3f %.3f"%score(found_pairs(p.same_as),event_pairs(c.events)),"%.2f"%t)
