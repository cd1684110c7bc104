import sys,time,torch,ast
from torch import nn
from common import *
import openlstm as ol
torch.set_num_threads(1)
def batch(gen,T,B):
    v=torch.randint(0,2,(T,B),generator=gen).float()*2-1
    mark=torch.zeros(T,B); mark[0]=1
    # the capital comes at step 0..2
    mark=torch.zeros(T,B); k=torch.randint(0,3,(B,),generator=gen); mark[k,torch.arange(B)]=1
    target=v[k,torch.arange(B)]
    on=mark.cumsum(0)>0
    return torch.stack([v,mark],-1),target,on
class R(nn.Module):
    def __init__(s):
        super().__init__(); s.rnn=nn.RNN(2,1); s.head=nn.Linear(1,1)
    def forward(s,x): return s.head(s.rnn(x)[0])
for seed in range(5):
    for kind in ("lstm","rnn"):
        torch.manual_seed(seed); gen=torch.Generator().manual_seed(seed)
        m=SmallModel(2,1,1) if kind=="lstm" else R()
        def loss(_):
            x,y,on=batch(gen,12,64)
            z=m(x)[...,0]
            l=nn.functional.binary_cross_entropy_with_logits(z,(y>0).float().expand_as(z),reduction="none")
            return l[on].mean()
        t=time.time(); L=fit(m,loss,1500,0.03)
        x,y,on=batch(torch.Generator().manual_seed(99),12,4000)
        z=m(x)[...,0]
        print(seed,kind,L,"acc last",((z[-1]>0)==(y>0)).float().mean().item(),time.time()-t)
        if kind=="lstm":
            x=torch.tensor([[1.,1],[-1,0],[-1,0],[1,0],[-1,0],[-1,0],[1,0],[-1,0]])[:,None]
            y,tr=recorded(m,x)
            print({k:[round(v,2) for v in tr[k].flatten().tolist()] for k in "ifgoch"}, y.sigmoid().flatten().tolist())
