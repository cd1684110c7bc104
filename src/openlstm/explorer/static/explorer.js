// SPDX-License-Identifier: Apache-2.0 – built from explorer-ui, do not edit
"use strict";var openlstmExplorer=(()=>{var rt=Object.defineProperty;var lr=Object.getOwnPropertyDescriptor;var dr=Object.getOwnPropertyNames;var cr=Object.prototype.hasOwnProperty;var pr=(e,t)=>{for(var o in t)rt(e,o,{get:t[o],enumerable:!0})},mr=(e,t,o,r)=>{if(t&&typeof t=="object"||typeof t=="function")for(let n of dr(t))!cr.call(e,n)&&n!==o&&rt(e,n,{get:()=>t[n],enumerable:!(r=lr(t,n))||r.enumerable});return e};var hr=e=>mr(rt({},"__esModule",{value:!0}),e);var Gn={};pr(Gn,{lesson:()=>Fn,mount:()=>Cn});var St={title:"A tour of the cell",chapters:"Chapters",previous:"Back",next:"Next",toExplorer:"To the explorer",here:"The step below: the cell of the first page reads",textbook:"Text-book",pytorch:"PyTorch",spelling:"Two spellings of one thing",spellingNote:"One dense layer on the joined vector $[h_{t−1}, x_t]$ is the same as one on $h_{t−1}$ plus one on $x_t$. Here $x_t$ is 1 in the place of the symbol read and 0 elsewhere, so only that column counts.",question:"Before you look",right:"Yes.",wrong:"Not quite.",show:"Just show me",curve:{sigmoid:"σ turns any number into one between 0 and 1",tanh:"tanh turns any number into one between −1 and 1"},curveAxis:"before",curveValue:"after",story:"From a trained model",open:"Open in the explorer",noStory:"This page was made without the trained stories.",storyUnit:(e,t,o,r)=>`Layer ${o} of this model has ${t} ${t>1?"units, each":"unit,"} with gates and a memory of its own${r&&", in each direction"}; shown is unit ${e}, counted from 0${r&&`, ${r}`}.`,storyHidden:"The curves of the unit appear with the answer.",forget:{name:"Forget gate",title:"The forget gate: how much of the memory stays",text:["The cell state $c$ is the memory. Before anything new is written, the **forget gate** decides what share of the old memory passes: 1 keeps all of it, 0 wipes it out.","It looks at two things: the hidden state $h_{t−1}$ from one step ago and the present input $x_t$. A **dense layer** makes one number of them: a weighted sum, each of the two times its **weight** $W$, plus a constant, the **bias** $b$. Then **σ**, the sigmoid, squeezes that number into the range from 0 to 1."],ask:e=>`The dense layer gives ${e}. What will $f_t$ be?`,why:{rest:e=>`${e} is what is lost, 1 − $f_t$; the gate is the share that stays.`,half:"σ gives 0.50 only for 0; above 0 it gives more, below 0 less."},reveal:(e,t,o)=>`$f_t$ = σ(…) = ${e}: of the old memory ${t}, ${o} stays.`},input:{name:"Input gate",title:"Input gate and candidate: what is written",text:["The **candidate** $g_t$ is what could be written: a tanh, so between −1 and 1.","The **input gate** $i_t$ decides how much of it is: near 0 the cell ignores the present input, near 1 it writes all of the candidate. What reaches the memory is the product of the two."],ask:(e,t)=>`The input gate is at ${e}, the candidate is ${t}. How much will be written?`,why:{sum:"This is gate plus candidate; a gate does not add, it multiplies.",whole:"This is the whole candidate, as if the gate were at 1."},reveal:(e,t,o)=>`${e} × ${t} = ${o}. A gate near zero lets hardly anything through.`},cell:{name:"Cell update",title:"The cell update: the carousel",text:["Now the memory moves one step on: what was kept, plus what is written. **There is no dense layer and no squashing on this line**, only one product and one sum for each unit.","With $f_t$ at 1 and $i_t$ at 0 the value goes round unchanged, step after step. This is why it was called the constant error carousel. While the network learns, the **gradient** travels the same line backwards: it says how much a small change of each number would change the error. Along this line it is multiplied by $f_t$ and by nothing else. (More of it comes round through $h_t$ and the gates: chapter 6.)"],ask:(e,t,o,r)=>`$f_t$ = ${e}, $c_{t−1}$ = ${t}, $i_t$ = ${o}, $g_t$ = ${r}. What will $c_t$ be?`,why:{ungated:"This leaves both gates out: $c_{t−1}$ + $g_t$.",crossed:"This is the forget gate times the candidate; that gate multiplies the old memory.",written:"This is only what is written, $i_t g_t$; what was kept of the old memory comes to it."},reveal:e=>`${e}.`,noDense:"No $W$, no σ, no tanh here."},output:{name:"Output gate",title:"The output gate: what is shown",text:["Not all that a cell remembers matters now. The **output gate** decides how much of the memory is shown to the rest of the network as the hidden state $h_t$.","The memory goes through tanh first, so that what is shown stays between −1 and 1. $h_t$ is also what all four dense layers read at the next step.","So $c_t$ can be large while $h_t$ is near 0: with the output gate nearly shut, the memory is kept but not shown, and can be shown later."],ask:(e,t)=>`The output gate is at ${e}, the memory is ${t}. What will $h_t$ be?`,why:{sum:"This is gate plus memory; a gate does not add, it multiplies.",whole:"This is tanh($c_t$), all of the memory, as if the gate were at 1."},reveal:(e,t,o)=>`$h_t$ = $o_t$ tanh($c_t$) = ${e} × ${t} = ${o}.`},both:{name:"Both directions",title:"Both directions: the sentence read from two sides",text:["One LSTM knows only what came before. A **bidirectional** layer runs a second one from the end of the sentence to its beginning, with weights of its own, and joins the two hidden states at every step: $[h→_t ; h←_t]$.","At each character the forward half knows the left side, the reverse half the right side. Choose a character to see what each half has read."],ask:"At 爱, which characters has the reverse half read?",options:[{words:"我 and 爱",why:"That is what the forward half has read."},{words:"国, 中 and 爱"},{words:"all four",why:"我 lies before 爱: coming from the end, the reverse half reads it last."}],reveal:"The reverse half begins at the end: 国, 中, 爱. Only joined with the forward half (我, 爱) is the whole sentence known.",forward:"forward",reverse:"reverse",joined:"joined",has:e=>`has read ${e}`,cost:"What it costs",costNote:(e,t)=>`One layer, ${e} inputs, ${t} units in each direction. Parameters are the numbers that are learnt: weights and biases. A multiply-add is one multiplication and the addition that goes with it; those of the weighted sums of one step are counted.`,costRows:{one:"one-way LSTM",two:"bidirectional LSTM",parameters:"parameters",adds:"multiply-adds",width:"width of its output",knows:"knows at step t"},left:"steps 0 to t",all:"the whole sentence",wait:"The price is not only the double work: a bidirectional layer must wait for the end, so it cannot predict as a stream comes in.",stacked:"A second bidirectional layer reads both halves (twice the width), so a stack costs more than twice."},gradient:{name:"Gradients",title:"Why an RNN’s gradient dies, and when the carousel’s does not",text:["To learn that a symbol long ago mattered, the **gradient** must travel back through all steps between: d$L$/d$c$ says by how much the loss $L$, one number that measures the error at the end, changes when $c$ at that step changes a little; d$L$/d$h$ says the same of $h$. In a plain RNN each step multiplies it by the same matrix and by the slope of tanh, which is at most 1: it shrinks (or grows) like a power.","In an LSTM there is a direct path along the cell state, and on it each step multiplies the gradient by $f_t$ alone. A gate near 1 lets it pass. **But the gate must be there**: at the usual initialisation (the random weights before training) $f$ is about 0.5, and the gradient of the LSTM dies almost as fast. A forget bias $b_f$, the constant in the forget gate’s dense layer, of 1 or more changes that."],paths:(e,t,o,r)=>`**The direct path is not all.** A change of $c$ also changes $h$, and through $h$ the gates and candidates of all units at the next step, and so the cell states again. d$L$/d$c$ is the sum over all these ways. It is no product of gates, and nothing keeps it below 1: for “${e}” the direct path keeps ${o} after ${t} steps, all ways together ${r}.`,ask:"An error comes back over 50 steps. With f = 0.5 at each step, how much of it is left on the direct path?",options:[{words:"about a half",why:"That is what is left after a single step."},{words:"about a hundredth",why:"That is left after 7 steps already: 0.5 to the power of 7 is 0.008."},{words:"less than 10⁻¹⁵"}],reveal:"0.5 to the power of 50 is 9·10⁻¹⁶. With f = 0.97 it would be 0.22.",chart:"Gradient that is left, by how far it came back",axis:"lag: steps back from the loss",left:"gradient, as a share of that at lag 0",look:(e,t,o,r,n,a)=>`**Look first** at the two solid lines, ${e} steps back: of the RNN’s gradient ${t} is left, of that of “${o}” ${r}. **Then** add “${n}”: ${a}. Gates alone do not save the gradient, open gates do.`,networks:"Networks drawn",dashed:"Beside them, dashed",quantities:{none:"nothing",dc:"d$L$/d$c$",dh:"d$L$/d$h$",direct:"direct path"},terms:"Solid: the whole gradient, d$L$/d$c$ of the LSTMs and d$L$/d$h$ of the RNN. Direct path: the part of d$L$/d$c$ that comes along the cell state alone, the product of the forget gates. $b_f$: forget bias at the start. Chrono: an initialisation whose biases give the units time scales spread over a range of steps, here 1 to 99. Underflow: too small for the computer’s numbers.",table:"The same curves as numbers",at:e=>`lag ${e}`,none:"underflow",seeds:(e,t)=>`Real runs: ${e} seeds, ${t} units.`,missing:"This page was made without the measured gradients.",own:"Try it: the same gate at every step",ownGate:"forget gate f",ownSteps:"steps back",ownLeft:(e,t,o)=>`${e} to the power of ${t} = ${o}`}};function M(e,t=2){if(Number.isNaN(e))return"NaN";if(!Number.isFinite(e))return e<0?"−∞":"∞";let o=O(Math.abs(e).toFixed(t));return e<0&&/[1-9]/.test(o)?`−${o}`:o}function V(e){let t=Math.abs(e);return M(e,t>=1e3?0:t>=100?1:2)}function B(e,t=0){return`${M(100*e,t)} %`}function Se(e){return e>9999?"> 9,999":M(e,e<10?1:0)}function ne(e){if(e===0||!Number.isFinite(e))return M(e,0);let t=Math.floor(Math.log10(Math.abs(e)));return t>=-2&&t<4?M(e,t>=1?0:1-t):`${M(e/10**t,1)}·10${nt(t)}`}function nt(e){return String(e).replace(/./g,t=>t==="-"?"⁻":"⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(t)])}var O=e=>String(e).replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g,","),X=e=>e<-.005?`(${M(e)})`:M(e);var Mt={title:"The explorer",lead:"Every gate and state of a trained model, over time. Click a unit; play; hold a gate and see what the prediction becomes. Layers, units and steps are counted from 0.",empty:'This page holds no model. openlstm explore opens one with models inside, and explore(model, inputs).save("page.html") shows yours.',model:"Model",sample:"Sample",layer:"Layer",direction:"Direction",layerName:e=>`layer ${e}`,forward:"forward",reverse:"reverse (reads from the end)",compare:"Compare",single:"One only",second:"Second",speed:"Speed",speeds:{slow:"slow",normal:"normal",fast:"fast"},keys:e=>e?"Keys: ← → step, Space play, Home and End. On a map: click to choose a step.":"Keys: ← → step, ↑ ↓ unit, Space play, Home and End. On a map: click to choose step and unit.",input:"Input",colouredBy:"Coloured by",maps:"All units over time",mapHint:(e,t)=>`${O(e)} units (rows) × ${O(t)} steps (columns)`,limits:(e,t)=>`${e} to ${t}`,sort:"Sort units by",orders:{number:"number",memory:"time scale (short memories first)",activity:"activity (c moves most first)",saturation:"saturation (gates at 0 or 1 most often first)"},search:"Unit or text",searchFor:"Find a unit by its number, or by a text at which it stands out",noText:e=>`“${e}” is not read here`,follows:(e,t,o,r,n)=>`Unit ${e} stands out at “${o}”: its ${t} is ${r} standard deviations ${n?"higher":"lower"} there.`,noUnit:e=>`no unit ${e}`,rounded:"The numbers of this trace are rounded to save space.",exactness:e=>`Computed again in this page from the weights: the largest distance from the library’s numbers is ${e}.`,computed:"Computed in this page from the weights.",thinUnits:(e,t)=>`The trace holds ${O(e)} of ${O(t)} units.`,thinSteps:(e,t,o)=>o>1?`It holds one step of every ${o}: ${O(e)} of ${O(t)}.`:`It holds ${O(e)} of ${O(t)} steps.`,thinDraw:(e,t)=>`${O(e)} units are drawn on ${O(t)} pixel rows: each row shows one of them, chosen evenly.`,thinDrawSteps:(e,t)=>`${O(e)} steps are drawn on ${O(t)} pixel columns: each shows one of them, chosen evenly.`,nan:(e,t,o,r)=>`NaN (not a number): it begins in layer ${t} at step ${o}, unit ${r}, ${e}. Cells with NaN are drawn in magenta.`,opened:{widest:(e,t,o)=>`Opened on unit ${e}: of this layer, its cell state has the widest range over this sample, ${t} to ${o}.`,story:(e,t)=>`Opened where the tour’s story turns: unit ${e}, step ${t}.`},unit:"Unit",unitName:e=>`Unit ${e}`,whole:"Whole layer",one:"One unit",mean:"mean",timeScales:(e,t,o)=>`${e} to ${o} steps, half of the units at most ${t} (−1 / mean ln f of each over this sample)`,saturationAll:(e,t,o)=>`${e}: closed (< 0.1) at ${t} of all units and steps, open (> 0.9) at ${o}`,unitsThat:e=>`${e} ${e>1?"units":"unit"}`,gap:"The step before this one was left out of the page, so that its cell state is not known here.",overTime:"Over time",timeScale:"Time scale",timeScaleValue:e=>`${e} steps until a memory has shrunk to 1/e = 37 % (−1 / mean ln f over this sample)`,saturation:"Saturated",saturationRow:(e,t,o)=>`${e}: closed (< 0.1) ${t} of the steps, open (> 0.9) ${o}`,conditions:{dead:"dead: h never leaves zero",closed:"never shown: the output gate stays closed",unwritten:"never written: the input gate stays closed",integrator:"integrator: forgets nothing",memoryless:"memoryless: the forget gate stays closed"},prediction:"Prediction",predictionAt:e=>`at step ${e}`,predictionOnce:"for the whole sample",asModel:"as the model has it",edited:"with your edits",was:e=>`was ${e}`,truth:"right answer",more:e=>`and ${e} more`,hold:"Hold a gate",gate:"Gate",action:"do",of:"of",from:"from",actions:{zero:"zero",open:"open (1)",freeze:"freeze as it is now",half:"set to 0.5"},units:{one:e=>`unit ${e}`,all:"all units of the layer"},scope:{on:e=>`step ${e} on`,onReverse:e=>`step ${e} on (to the left: this direction reads backwards)`},apply:"Apply",clear:"Remove all",remove:"Remove",editLine:(e,t,o,r,n)=>`${o}, ${t}: ${e} ${r} from step ${n}`,what:{zero:"zeroed",open:"opened",freeze:"frozen",value:e=>`held at ${e}`},noWeights:e=>`Gates cannot be edited here: the page holds the trace but not the weights${e}.`,noWeightsSize:e=>` (${e} MB)`,dragHint:"Drag a tank to hold that gate from this step on.",nothing:"No gate is held. Everything shown is the model’s own.",changed:e=>`Predictions that changed their first place: ${O(e)} steps.`,readout:(e,t,o,r)=>`${e}, unit ${t}, step ${o}${r&&`, “${r}”`}`};var At=[["step, $t$","One position of the sequence: a symbol, a word, a day, a visit. Counted from 0."],["unit","One memory with its three gates and its candidate. Many of them side by side are a layer; both are counted from 0."],["cell state, $c$","The memory of a unit: any number, carried from step to step."],["hidden state, $h$","What a unit shows of its memory, between −1 and 1: $h_t = o_t$ tanh$(c_t)$. The next step reads it, and so does all that comes after the layer."],["gate: $f$, $i$, $o$","A number between 0 (shut) and 1 (open) that something is multiplied by: forget gate, input gate, output gate."],["candidate, $g$","What could be written into the memory, between −1 and 1; $i_t g_t$ is what is written."],["sigmoid σ, tanh","Two curves that squeeze any number: σ into 0 to 1, tanh into −1 to 1."],["dense layer","A weighted sum of all its inputs plus a constant: $W x + b$, with weights $W$ and bias $b$."],["parameters","The numbers that are learnt: all weights and biases."],["multiply-add","One multiplication and the addition that goes with it: the unit in which work is counted."],["RNN","Recurrent neural network: reads step by step and hands a state on. The plain one has no gates; the LSTM is one with gates."],["bidirectional","A layer of two halves, one reading from each end; their hidden states are joined."],["loss, $L$","One number that measures how wrong a network is; training makes it smaller."],["gradient: d$L$/d$c$, d$L$/d$h$","By how much the loss changes when $c$, or $h$, of a step changes a little. What is learnt from far back comes by it."],["carousel, direct path","The line of the cell state: a value on it is multiplied by the forget gate and added to; a gradient going back along it is only multiplied."],["lag","How many steps lie between a step and the loss, or the step that reads it."],["initialisation, seed","The random weights before training; a seed is the number that the random generator starts from."],["forget bias, $b_f$","The constant in the forget gate’s dense layer. The larger at the start, the nearer to 1 the gate begins: σ(1) = 0.73, σ(3) = 0.95."],["chrono","An initialisation that spreads the forget biases so that the units begin with memories of different length, over a given range of steps."],["time scale","Steps until a memory has shrunk to 1/e, 37 %, if nothing is written."],["saturated","Said of a gate that is nearly shut (below 0.1) or nearly open (above 0.9)."],["trace","All gates and states of every step, as the library recorded them."],["nat","Unit of surprise: −ln of the probability, or density, that a model gave to what then came. 0.69 nats are one coin toss; less is better."],["volatility","The usual size of a price’s ups and downs in a day: their standard deviation, in percent."],["standard deviation","The usual distance of values from their mean."]];var Tt={name:"English",title:"Inside an LSTM",views:{hold:"Hold a cell",tour:"Tour",explore:"Explorer"},sections:"Sections",language:"中文",languageLabel:"Show this page in Chinese",theme:{auto:"Theme: as the system",light:"Theme: light",dark:"Theme: dark"},gate:{f:"forget gate",i:"input gate",g:"candidate",o:"output gate"},gateShort:{f:"forget",i:"input",g:"candidate",o:"output"},field:{i:"input gate",f:"forget gate",g:"candidate",o:"output gate",c:"cell state",h:"hidden state"},comma:", ",colon:": ",dash:" — ",space:" ",quoted:e=>` “${e}”`,play:"Play",pause:"Pause",back:"Step back",forward:"Step forward",step:(e,t)=>`Step ${e} (0 to ${t})`,stepLabel:"Step",words:"Glossary",wordsLabel:"Glossary: the words of this page and what they mean",axes:{step:"step t",gates:e=>`${e}: 0 shut, 1 open`,states:e=>`${e}: values, no unit`},footer:"One file, no network: all that you see is computed in this page from the numbers inside it.",diagram:"An LSTM cell. Blue lines carry positive values, orange ones negative values; a line is as wide as its value.",hold:{title:"Hold one memory in your hand",lead:e=>`An LSTM (long short-term memory) is a network that keeps memories. Here is one **unit** of it, one memory: it sees **${e}** once, then nine other symbols that distract it. At the end it is asked: was it A or B?`,counted:"Steps are counted from 0, here, in the stories, in the explorer and in the library’s own numbers: $t$ = 0 is the first symbol.",first:"Symbol to remember",lstm:"LSTM cell state",plain:"Plain RNN state",symbols:"Symbol read",says:"At the end",lstmSays:"LSTM",plainSays:"Plain RNN",chance:(e,t)=>`${e}: ${t}`,right:"remembers",wrong:"is wrong",unsure:"is guessing",invite:"drag me",scope:"A gate you move is held",scopes:{on:"from this step on",once:"at this step only"},reset:"Give the gates back",equation:"The new memory: the cell state",kept:"kept",written:"written",shown:"What is shown of it: the hidden state",readout:(e,t,o)=>`$c_t$ = ${e}, $h_t$ = ${t}; asked now, the LSTM would say A: ${o}`,plainFormula:"An RNN (recurrent neural network) reads step by step too and hands its state on. The plain unit has no gate: at every step all it holds goes through one squashing, tanh, into −1 to 1:",plainNote:"Everything it holds shrinks to about $u$ of its size at each step. With $u$ above 1 one unit can hold on, but then it cannot let go, and it is hard to learn: the last chapter of the tour shows why.",weight:"its weight u",tries:"Try",tasks:{half:"Hold the forget gate at 0.50 from step 1 on. How many steps until less than a tenth is left?",wipe:"Forget on purpose: hold it at 0 at a single step in the middle.",other:"Make the cell claim the other symbol. Which gates do you need?"},happened:{and:", ",half:(e,t,o,r,n,a)=>`Each step kept half of what was there: after ${e} steps ${t}, less than a tenth. Of the old memory ${o}, ${r} is left; what the cell holds beyond that at step ${n} ($c_{${n}}$ = ${a}) was written meanwhile.`,wipe:(e,t,o,r,n)=>`At step ${e} the old memory ${t} was multiplied by 0: nothing of it is left. $c_{${e}}$ = ${o} is only what that step wrote; later steps keep a share of that and add to it, and none can bring ${t} back. The cell ends at ${r}; asked then, it says A: ${n}.`,other:(e,t,o,r,n)=>`The cell ends at ${e} and shows ${t}: with that sign the answer is ${o} (${r}). You held: ${n}. To change its mind, values of the other sign had to be written, input gate × candidate; forgetting alone leaves it guessing.`},done:"done",next:"Next: the tour, gate by gate",hint:"A gate is a number that says how much passes: 0 nothing, 1 all. The candidate (−1 to 1) is what could be written. Drag one, or focus it and use the arrow keys (Shift for larger steps, Delete to give it back).",source:"The weights of this one cell are set by hand so that the numbers are easy to read; the stories of the tour come from models that were trained."},tour:St,explore:Mt,glossary:At};var Lt={title:"探索",lead:"一个训练过的模型的所有门和状态，随时间展开。点选一个单元；播放；按住一个门，看预测变成什么。层、单元和时间步都从 0 数起。",empty:'本页没有模型。openlstm explore 会打开带模型的页面；explore(model, inputs).save("page.html") 可以展示您自己的模型。',model:"模型",sample:"样本",layer:"层",direction:"方向",layerName:e=>`第 ${e} 层`,forward:"正向",reverse:"反向（从末尾读起）",compare:"对比",single:"只看一个",second:"第二个",speed:"速度",speeds:{slow:"慢",normal:"中",fast:"快"},keys:e=>e?"按键：← → 时间步，空格播放，Home 与 End。在图上点击可选择时间步。":"按键：← → 时间步，↑ ↓ 单元，空格播放，Home 与 End。在图上点击可选择时间步和单元。",input:"输入",colouredBy:"着色依据",maps:"所有单元随时间的变化",mapHint:(e,t)=>`${O(e)} 个单元（行）× ${O(t)} 步（列）`,limits:(e,t)=>`${e} 到 ${t}`,sort:"单元排序",orders:{number:"编号",memory:"时间尺度（记忆短的在前）",activity:"活跃程度（c 变动大的在前）",saturation:"饱和程度（门常在 0 或 1 的在前）"},search:"单元或文字",searchFor:"按编号查找单元，或查找在某段文字处表现突出的单元",noText:e=>`这里没有读到“${e}”`,follows:(e,t,o,r,n)=>`${e} 号单元在“${o}”处表现突出：其${t}在此${n?"高":"低"} ${r} 个标准差。`,noUnit:e=>`没有 ${e} 号单元`,rounded:"为节省空间，这份记录中的数值经过舍入。",exactness:e=>`本页根据权重重新计算：与库的数值最大相差 ${e}。`,computed:"由本页根据权重算出。",thinUnits:(e,t)=>`记录包含 ${O(t)} 个单元中的 ${O(e)} 个。`,thinSteps:(e,t,o)=>o>1?`每 ${o} 步取一步：${O(t)} 步中的 ${O(e)} 步。`:`包含 ${O(t)} 步中的 ${O(e)} 步。`,thinDraw:(e,t)=>`${O(e)} 个单元画在 ${O(t)} 行像素上：每行显示其中一个，均匀选取。`,thinDrawSteps:(e,t)=>`${O(e)} 步画在 ${O(t)} 列像素上：每列显示其中一步，均匀选取。`,nan:(e,t,o,r)=>`NaN（不是数）：最早出现在第 ${t} 层第 ${o} 步第 ${r} 号单元的${e}。NaN 以洋红色显示。`,opened:{widest:(e,t,o)=>`先显示 ${e} 号单元：在该层中，它的细胞状态在本样本上变动范围最大，从 ${t} 到 ${o}。`,story:(e,t)=>`先显示导览中故事的转折处：${e} 号单元，第 ${t} 步。`},unit:"单元",unitName:e=>`${e} 号单元`,whole:"整层",one:"单个单元",mean:"平均",timeScales:(e,t,o)=>`${e} 到 ${o} 步，一半单元不超过 ${t} 步（各单元在本样本上的 −1 / mean ln f）`,saturationAll:(e,t,o)=>`${e}：在所有单元和步中，关闭（< 0.1）占 ${t}，打开（> 0.9）占 ${o}`,unitsThat:e=>`${e} 个单元`,gap:"页面没有保留前一步，因此这里不知道它的细胞状态。",overTime:"随时间的变化",timeScale:"时间尺度",timeScaleValue:e=>`记忆缩小到 1/e = 37% 需要 ${e} 步（本样本上的 −1 / mean ln f）`,saturation:"饱和",saturationRow:(e,t,o)=>`${e}：关闭（< 0.1）占 ${t} 的步数，打开（> 0.9）占 ${o}`,conditions:{dead:"失活：h 始终为零",closed:"从不显示：输出门一直关闭",unwritten:"从不写入：输入门一直关闭",integrator:"积分器：什么也不忘",memoryless:"无记忆：遗忘门一直关闭"},prediction:"预测",predictionAt:e=>`第 ${e} 步`,predictionOnce:"对整个样本",asModel:"模型原本的预测",edited:"按您的改动",was:e=>`原为 ${e}`,truth:"正确答案",more:e=>`另有 ${e} 项`,hold:"按住一个门",gate:"门",action:"操作",of:"对象",from:"起点",actions:{zero:"置零",open:"打开（1）",freeze:"冻结在当前值",half:"设为 0.5"},units:{one:e=>`${e} 号单元`,all:"该层所有单元"},scope:{on:e=>`从第 ${e} 步起`,onReverse:e=>`从第 ${e} 步起（向左：此方向倒着读）`},apply:"应用",clear:"全部移除",remove:"移除",editLine:(e,t,o,r,n)=>`${o}，${t}：${e}从第 ${n} 步起${r}`,what:{zero:"置零",open:"打开",freeze:"冻结",value:e=>`保持在 ${e}`},noWeights:e=>`这里不能改动门：本页只有记录，没有权重${e}。`,noWeightsSize:e=>`（${e} MB）`,dragHint:"拖动一个槽，即从这一步起按住该门。",nothing:"没有按住任何门。显示的都是模型自己的数值。",changed:e=>`首选预测有变的步数：${O(e)}。`,readout:(e,t,o,r)=>`${e}，${t} 号单元，第 ${o} 步${r&&`，“${r}”`}`};var Et=[["时间步，$t$","序列中的一个位置：一个符号、一个词、一天、一次就诊。从 0 数起。"],["单元","一份记忆，带三个门和一个候选值。许多单元并列成为一层；单元和层都从 0 数起。"],["细胞状态，$c$","单元的记忆：可以是任意数，一步一步传下去。"],["隐藏状态，$h$","单元从记忆中显示出来的值，在 −1 与 1 之间：$h_t = o_t$ tanh$(c_t)$。下一步读它，层之后的一切也读它。"],["门：$f$、$i$、$o$","0（关）到 1（开）之间的数，别的数要乘以它：遗忘门、输入门、输出门。"],["候选值，$g$","可以写入记忆的内容，在 −1 与 1 之间；真正写入的是 $i_t g_t$。"],["sigmoid σ、tanh","把任意数压缩的两条曲线：σ 压到 0 与 1 之间，tanh 压到 −1 与 1 之间。"],["全连接层","所有输入的加权和再加一个常数：$W x + b$，$W$ 是权重，$b$ 是偏置。"],["参数","要学习的数：所有的权重和偏置。"],["乘加","一次乘法和随之的一次加法：计算量的单位。"],["RNN","循环神经网络：一步一步地读，并把状态传下去。普通 RNN 没有门；LSTM 是带门的一种。"],["双向","一层的两半，各从一端读起；它们的隐藏状态拼接在一起。"],["损失，$L$","衡量网络错了多少的一个数；训练使它变小。"],["梯度：d$L$/d$c$、d$L$/d$h$","某一步的 $c$ 或 $h$ 变化一点时，损失变化多少。从很久以前学到的东西靠它传来。"],["传送带、直接的路","细胞状态这条线：数值在上面乘以遗忘门，再加上写入的量；往回走的梯度只乘以遗忘门。"],["往回的步数","某一步与损失（或读取它的那一步）之间隔了多少步。"],["初始化、随机种子","训练之前的随机权重；种子是随机数生成器的起点。"],["遗忘偏置，$b_f$","遗忘门全连接层里的常数。开始时越大，门越接近 1：σ(1) = 0.73，σ(3) = 0.95。"],["chrono","一种初始化：使各单元的遗忘偏置分散开，开始时记忆有长有短，分布在给定的步数范围内。"],["时间尺度","若什么也不写入，记忆缩小到 1/e（37%）所需的步数。"],["饱和","指一个门几乎关闭（低于 0.1）或几乎全开（高于 0.9）。"],["记录","库所记下的每一步的所有门和状态。"],["奈特","意外程度的单位：模型给实际发生之事的概率（或密度）取 −ln。0.69 奈特相当于掷一次硬币；越小越好。"],["波动率","价格一天里涨跌的通常幅度：涨跌的标准差，以百分比计。"],["标准差","各个值与平均值的通常距离。"]];var _t={title:"细胞导览",chapters:"章节",previous:"上一章",next:"下一章",toExplorer:"前往探索",here:"下面这一步：第一页的细胞读到",textbook:"教科书",pytorch:"PyTorch",spelling:"同一件事的两种写法",spellingNote:"对拼接向量 $[h_{t−1}, x_t]$ 用一个全连接层，等于对 $h_{t−1}$ 和 $x_t$ 各用一个再相加。这里 $x_t$ 在所读符号的位置是 1，其余为 0，所以只有那一列起作用。",question:"先猜一猜",right:"对。",wrong:"不太对。",show:"直接看答案",curve:{sigmoid:"σ 把任意数变成 0 到 1 之间的数",tanh:"tanh 把任意数变成 −1 到 1 之间的数"},curveAxis:"之前",curveValue:"之后",story:"来自训练过的模型",open:"在探索中打开",noStory:"本页制作时没有加入训练过的故事。",storyUnit:(e,t,o,r)=>`该模型的第 ${o} 层${r&&"每个方向"}有 ${t} 个单元，每个都有自己的门和记忆；这里显示的是${r&&`${r}的`} ${e} 号单元（从 0 数起）。`,storyHidden:"单元的曲线在回答之后出现。",forget:{name:"遗忘门",title:"遗忘门：保留多少记忆",text:["细胞状态 $c$ 就是记忆。在写入新内容之前，**遗忘门**决定旧记忆有多少可以通过：1 全部保留，0 全部抹去。","它看两样东西：上一步的隐藏状态 $h_{t−1}$ 和当前输入 $x_t$。一个**全连接层**把它们变成一个数：加权求和，即两者各乘以自己的**权重** $W$，再加上一个常数，即**偏置** $b$。然后 **σ**（sigmoid 函数）把这个数压到 0 与 1 之间。"],ask:e=>`全连接层给出 ${e}。$f_t$ 会是多少？`,why:{rest:e=>`${e} 是丢掉的部分，即 1 − $f_t$；门是留下的部分。`,half:"只有对 0，σ 才给出 0.50；大于 0 时更大，小于 0 时更小。"},reveal:(e,t,o)=>`$f_t$ = σ(…) = ${e}：旧记忆 ${t} 保留下 ${o}。`},input:{name:"输入门",title:"输入门与候选值：写入什么",text:["**候选值** $g_t$ 是可以写入的内容：它经过 tanh，所以在 −1 与 1 之间。","**输入门** $i_t$ 决定写入多少：接近 0 时细胞忽略当前输入，接近 1 时写入整个候选值。进入记忆的是两者之积。"],ask:(e,t)=>`输入门为 ${e}，候选值为 ${t}。会写入多少？`,why:{sum:"这是门加候选值；门不是加，而是乘。",whole:"这是整个候选值，相当于门为 1。"},reveal:(e,t,o)=>`${e} × ${t} = ${o}。门接近零时，几乎什么也通不过。`},cell:{name:"细胞更新",title:"细胞更新：传送带",text:["现在记忆前进一步：保留下来的，加上写入的。**这条线上没有全连接层，也没有压缩**，每个单元只有一次乘法和一次加法。","当 $f_t$ 为 1 而 $i_t$ 为 0 时，数值一步一步原样传下去。所以它被称为“恒定误差传送带”。网络学习时，**梯度**沿同一条线往回走：它说明每个数变化一点，误差会变化多少。沿着这条线，它只乘以 $f_t$，不乘别的。（还有一部分经 $h_t$ 和各个门绕回来：见第 6 章。）"],ask:(e,t,o,r)=>`$f_t$ = ${e}，$c_{t−1}$ = ${t}，$i_t$ = ${o}，$g_t$ = ${r}。$c_t$ 会是多少？`,why:{ungated:"这里漏掉了两个门：$c_{t−1}$ + $g_t$。",crossed:"这是遗忘门乘候选值；遗忘门乘的是旧记忆。",written:"这只是写入的部分 $i_t g_t$；还要加上旧记忆中保留下来的部分。"},reveal:e=>`${e}。`,noDense:"这里没有 $W$，没有 σ，也没有 tanh。"},output:{name:"输出门",title:"输出门：显示什么",text:["细胞记住的东西并非此刻都有用。**输出门**决定记忆有多少作为隐藏状态 $h_t$ 显示给网络的其余部分。","记忆先经过 tanh，使显示的值保持在 −1 与 1 之间。下一步的四个全连接层读的也正是 $h_t$。","所以 $c_t$ 可以很大，而 $h_t$ 接近 0：输出门几乎关闭时，记忆保留着，只是不显示，以后还可以显示出来。"],ask:(e,t)=>`输出门为 ${e}，记忆为 ${t}。$h_t$ 会是多少？`,why:{sum:"这是门加记忆；门不是加，而是乘。",whole:"这是 tanh($c_t$)，即全部记忆，相当于门为 1。"},reveal:(e,t,o)=>`$h_t$ = $o_t$ tanh($c_t$) = ${e} × ${t} = ${o}。`},both:{name:"双向",title:"双向：从两边读同一句话",text:["单个 LSTM 只知道前面的内容。**双向**层再用一个 LSTM 从句尾读到句首，它有自己的权重；每一步把两个隐藏状态拼接起来：$[h→_t ; h←_t]$。","在每个字上，正向的一半知道左边，反向的一半知道右边。点选一个字，看看两半各读到了什么。"],ask:"读到“爱”时，反向的一半读过哪些字？",options:[{words:"我、爱",why:"那是正向的一半读过的字。"},{words:"国、中、爱"},{words:"全部四个",why:"“我”在“爱”的前面：反向的一半从句尾读来，最后才读到它。"}],reveal:"反向的一半从句尾开始：国、中、爱。只有与正向的一半（我、爱）拼接起来，才知道整句话。",forward:"正向",reverse:"反向",joined:"拼接",has:e=>`已读 ${e}`,cost:"代价是多少",costNote:(e,t)=>`一层，${e} 个输入，每个方向 ${t} 个单元。参数是要学习的数：权重和偏置。一次乘加是一次乘法和随之的一次加法；这里计的是每一步加权求和的乘加次数。`,costRows:{one:"单向 LSTM",two:"双向 LSTM",parameters:"参数个数",adds:"乘加次数",width:"输出宽度",knows:"在第 t 步知道"},left:"第 0 到 t 步",all:"整句话",wait:"代价不只是加倍的计算：双向层必须等到句尾，因此不能边读边预测。",stacked:"再叠一层双向层时，它要读两半（宽度加倍），所以多层的代价超过两倍。"},gradient:{name:"梯度",title:"为什么 RNN 的梯度会消失，传送带何时不会",text:["要学会很久以前的一个符号有用，**梯度**必须穿过其间所有的步子传回去：d$L$/d$c$ 说明当那一步的 $c$ 变化一点时，损失 $L$（衡量最后误差的一个数）变化多少；d$L$/d$h$ 对 $h$ 说明同样的事。在普通 RNN 里，每一步都乘以同一个矩阵，再乘以 tanh 的斜率（至多为 1）：它像幂一样缩小（或增大）。","在 LSTM 里，沿着细胞状态有一条直接的路，在这条路上每一步只乘以 $f_t$。门接近 1 时梯度可以通过。**但门必须先打开**：按通常的初始化（训练之前的随机权重），$f$ 约为 0.5，LSTM 的梯度几乎同样快地消失。把遗忘门的偏置 $b_f$（遗忘门全连接层里的常数）设为 1 或更大，情况就不同了。"],paths:(e,t,o,r)=>`**直接的路并不是全部。**$c$ 的变化也会改变 $h$，再经 $h$ 改变下一步所有单元的门和候选值，从而又改变细胞状态。d$L$/d$c$ 是所有这些路之和。它不是门的乘积，也没有什么使它小于 1：对“${e}”，${t} 步之后直接的路还剩 ${o}，所有的路合计 ${r}。`,ask:"误差要往回传 50 步。若每步 f = 0.5，直接的路上还剩多少？",options:[{words:"约一半",why:"那只是一步之后剩下的。"},{words:"约百分之一",why:"7 步之后就只剩这么多了：0.5 的 7 次方是 0.008。"},{words:"不到 10⁻¹⁵"}],reveal:"0.5 的 50 次方是 9·10⁻¹⁶。若 f = 0.97，则为 0.22。",chart:"按回传的距离，梯度还剩多少",axis:"从损失处往回的步数",left:"梯度，与往回 0 步时之比",look:(e,t,o,r,n,a)=>`**先看**两条实线在往回 ${e} 步处：RNN 的梯度还剩 ${t}，“${o}”还剩 ${r}。**再**加上“${n}”：${a}。有门并不能保住梯度，门打开着才能。`,networks:"画出的网络",dashed:"另以虚线画出",quantities:{none:"不画",dc:"d$L$/d$c$",dh:"d$L$/d$h$",direct:"直接的路"},terms:"实线：全部梯度，LSTM 的 d$L$/d$c$ 和 RNN 的 d$L$/d$h$。直接的路：d$L$/d$c$ 中只沿细胞状态传来的部分，即各遗忘门之积。$b_f$：训练前遗忘门的偏置。chrono：一种初始化，它的偏置使各单元的时间尺度分布在一段步数内，这里是 1 到 99。下溢：小到计算机的数无法表示。",table:"同样的曲线，以数值表示",at:e=>`往回 ${e} 步`,none:"下溢",seeds:(e,t)=>`真实运行：${e} 个随机种子，${t} 个单元。`,missing:"本页制作时没有加入测得的梯度。",own:"试一试：每一步用同一个门",ownGate:"遗忘门 f",ownSteps:"往回的步数",ownLeft:(e,t,o)=>`${e} 的 ${t} 次方 = ${o}`}};var Nt={name:"中文",title:"走进 LSTM 的内部",views:{hold:"亲手操作",tour:"导览",explore:"探索"},sections:"各部分",language:"English",languageLabel:"用英文显示本页",theme:{auto:"主题：跟随系统",light:"主题：浅色",dark:"主题：深色"},gate:{f:"遗忘门",i:"输入门",g:"候选值",o:"输出门"},gateShort:{f:"遗忘",i:"输入",g:"候选",o:"输出"},field:{i:"输入门",f:"遗忘门",g:"候选值",o:"输出门",c:"细胞状态",h:"隐藏状态"},comma:"，",colon:"：",dash:"——",space:"",quoted:e=>`“${e}”`,play:"播放",pause:"暂停",back:"后退一步",forward:"前进一步",step:(e,t)=>`第 ${e} 步（0 至 ${t}）`,stepLabel:"时间步",words:"词汇表",wordsLabel:"词汇表：本页的词及其含义",axes:{step:"时间步 t",gates:e=>`${e}：0 关，1 开`,states:e=>`${e}：数值，无单位`},footer:"只有一个文件，不需要网络：您看到的一切都由本页根据其中的数值算出。",diagram:"一个 LSTM 细胞。蓝线传递正值，橙线传递负值；线的粗细表示数值大小。",hold:{title:"把一份记忆握在手中",lead:e=>`LSTM（长短期记忆网络）是一种会保存记忆的网络。这里是它的一个**单元**，也就是一份记忆：它只看到一次 **${e}**，随后是九个干扰符号。最后问它：当初是 A 还是 B？`,counted:"时间步从 0 数起，在这里、故事里、探索页里以及库本身的数据里都一样：$t$ = 0 是第一个符号。",first:"要记住的符号",lstm:"LSTM 细胞状态",plain:"普通 RNN 状态",symbols:"读到的符号",says:"最后的回答",lstmSays:"LSTM",plainSays:"普通 RNN",chance:(e,t)=>`${e}：${t}`,right:"还记得",wrong:"答错了",unsure:"在猜",invite:"拖动我",scope:"您移动的门保持",scopes:{on:"从这一步起",once:"仅在这一步"},reset:"把门交还给细胞",equation:"新的记忆：细胞状态",kept:"保留",written:"写入",shown:"从中显示出来的：隐藏状态",readout:(e,t,o)=>`$c_t$ = ${e}，$h_t$ = ${t}；若现在提问，LSTM 会说是 A：${o}`,plainFormula:"RNN（循环神经网络）也是一步一步地读，并把状态传下去。普通单元没有门：每一步，它所保存的一切都要经过同一次压缩 tanh，变到 −1 与 1 之间：",plainNote:"每一步，它保存的内容大约缩小到原来的 $u$ 倍。若 $u$ 大于 1，单个单元可以锁住一个值，但就再也放不开，而且很难学会：导览的最后一章说明原因。",weight:"它的权重 u",tries:"试一试",tasks:{half:"从第 1 步起把遗忘门保持在 0.50。几步之后剩下不到十分之一？",wipe:"有意遗忘：在中间某一步把它置为 0，只此一步。",other:"让细胞认定是另一个符号。需要动哪些门？"},happened:{and:"、",half:(e,t,o,r,n,a)=>`每一步只保留一半：${e} 步之后 ${t}，不到十分之一。旧记忆 ${o} 只剩 ${r}；第 ${n} 步时细胞里多出来的（$c_{${n}}$ = ${a}）是这期间写入的。`,wipe:(e,t,o,r,n)=>`在第 ${e} 步，旧记忆 ${t} 被乘以 0：什么也没有留下。$c_{${e}}$ = ${o} 只是这一步写入的内容；以后各步只是保留它的一部分再加上新的内容，谁也找不回 ${t}。细胞状态最后为 ${r}；这时提问，它说是 A：${n}。`,other:(e,t,o,r,n)=>`细胞状态最后为 ${e}，显示 ${t}：符号如此，所以回答 ${o}（${r}）。您按住了：${n}。要让它改口，必须写入符号相反的值，即输入门 × 候选值；只靠遗忘，它只能猜。`},done:"完成",next:"接下来：逐个门的导览",hint:"门是一个数，决定让多少通过：0 全不通过，1 全部通过。候选值（−1 到 1）是可以写入的内容。拖动一个门，或选中后用方向键（按住 Shift 步子更大，按 Delete 交还给细胞）。",source:"这个细胞的权重是手工设定的，为的是数值容易读；导览中的故事来自真正训练过的模型。"},tour:_t,explore:Lt,glossary:Et};var ze={en:Tt,zh:Nt},Ot=(e=navigator.languages)=>e.map(t=>t.toLowerCase().slice(0,2)).find(t=>t==="zh"||t==="en")==="zh"?"zh":"en",C=(e,t)=>e===void 0?"":typeof e=="string"?e:e[t];var ae=["forget","input","cell","output","both","gradient"],Be=["none","direct","dh"],zt=()=>({chapter:"forget",step:1,first:0,answered:new Map,dashed:"none"});var at=["hold","tour","explore"],je=(e,t)=>t.find(o=>e.includes(o));function Ct(e){let t=e.slice(1).split("/"),o=je(t,ae);return{view:je(t,at)??(o&&"tour"),chapter:o,language:je(t,Object.keys(ze)),theme:je(t,["light","dark"])}}function Ft({view:e,chapter:t,language:o,theme:r}){return`#${[e,e==="tour"&&t,o,r].filter(Boolean).join("/")}`}var ur="http://www.w3.org/2000/svg";function i(e,t={},...o){return Gt(document.createElement(e),t,o)}function T(e,t={},...o){return Gt(document.createElementNS(ur,e),t,o)}function Gt(e,t,o){return j(e,t),Rt(e,o),e}function j(e,t){for(let[o,r]of Object.entries(t))o.startsWith("aria-")&&typeof r=="boolean"?e.setAttribute(o,String(r)):typeof r=="function"?e.addEventListener(o.slice(2),r):r==null||r===!1?e.removeAttribute(o):e.setAttribute(o,r===!0?"":String(r))}function Rt(e,t){for(let o of t)o==null||o===!1||e.append(o instanceof Node?o:String(o))}function _(e,...t){e.replaceChildren(),Rt(e,t)}function F(e,t,o={}){return i("button",{type:"button",onclick:t,...o},e)}function Q(e,t,o,r,n={}){let a=i("select",{onchange:()=>r(a.value),...n},...t.map(({value:s,label:l})=>i("option",{value:s,selected:s===o},l)));return a.value=o,i("label",{class:"pick"},i("span",{},e),a)}function Ue(e,t){let o=-1,r=new ResizeObserver(()=>{let n=Math.floor(e.clientWidth);n&&n!==o&&t(o=n)});return r.observe(e),()=>r.disconnect()}function J(e,t={}){let o=[],r=/([_^])(?:\{([^}]*)\}|(\S))|`([^`]*)`|(tanh|ln)|([A-Za-z])|([^A-Za-z_^`]+)/gu;for(let[,n,a,s,l,d,c,m]of e.matchAll(r))n?o.push(i(n==="_"?"sub":"sup",{},a??s)):l!==void 0?o.push(i("b",{class:"n"},l)):c?o.push(i("i",{},c)):o.push(d??m);return i("span",{class:"math",...t},...o)}function R(e){return e.split(/(\*\*[^*]+\*\*|\$[^$]+\$)/u).map(t=>t.startsWith("**")?i("strong",{},t.slice(2,-2)):t.startsWith("$")?J(t.slice(1,-1)):t)}var U=(e,t={})=>i("p",t,...R(e));function Ht(e){let t=i("summary",{},e.words),o=e.glossary.flatMap(([n,a])=>[i("dt",{},...R(n)),i("dd",{},...R(a))]),r=i("details",{class:"glossary"},t,i("dl",{},...o));return{element:r,visit(){r.open=!0,t.focus({preventScroll:!0}),r.scrollIntoView({block:"start"})}}}var Pt=["i","f","g","o"],se=e=>e>=0?1/(1+Math.exp(-e)):Math.exp(e)/(1+Math.exp(e));function fr(e,t){let o=()=>new Float64Array(e*t.hidden);return{pre:new Float64Array(e*4*t.hidden),i:o(),f:o(),g:o(),o:o(),c:o(),h:new Float64Array(e*t.outputs)}}function Ke(e,t,o,r=!1,n){let a=t.length/e.inputs,s=fr(a,e),l=o?.h??new Float64Array(e.outputs),d=o?.c??new Float64Array(e.hidden);for(let c=0;c<a;c++){let m=r?a-1-c:c;gr(e,t.subarray(m*e.inputs,(m+1)*e.inputs),l,d,m,s,n),l=s.h.subarray(m*e.outputs,(m+1)*e.outputs),d=s.c.subarray(m*e.hidden,(m+1)*e.hidden)}return s}function gr(e,t,o,r,n,a,s){let l=e.hidden,d=a.pre.subarray(n*4*l,(n+1)*4*l);for(let p=0;p<4*l;p++)d[p]=e.bias[p]+Ce(e.ih,p*e.inputs,t)+Ce(e.hh,p*e.outputs,o);let c=new Float64Array(l);for(let p=0;p<l;p++){let h=n*l+p,u=(w,f)=>s?s(w,n,p,f):f;a.i[h]=u("i",se(d[p])),a.f[h]=u("f",se(d[l+p])),a.g[h]=u("g",Math.tanh(d[2*l+p])),a.o[h]=u("o",se(d[3*l+p])),a.c[h]=a.f[h]*r[p]+a.i[h]*a.g[h],c[p]=a.o[h]*Math.tanh(a.c[h])}let m=a.h.subarray(n*e.outputs,(n+1)*e.outputs);if(!e.hr)m.set(c);else for(let p=0;p<e.outputs;p++)m[p]=Ce(e.hr,p*l,c)}function Ce(e,t,o){let r=0;for(let n=0;n<o.length;n++)r+=e[t+n]*o[n];return r}function Ye(e,t,o){let r=e.filter(a=>a.layer===t&&a.direction===o);if(!r.length)return;let n=r.map(()=>new Map);return(a,s,l,d)=>{let c=d;return r.forEach((m,p)=>{m.gate!==a||m.unit!==null&&m.unit!==l||st(m,s)&&(m.hold==="freeze"?(n[p].has(l)||n[p].set(l,c),c=n[p].get(l)):c=m.hold)}),c}}function st(e,t){return e.once?t===e.from:e.direction===1?t<=e.from:t>=e.from}function Xe(e,t){let o=r=>r.layer===t.layer&&r.direction===t.direction&&r.gate===t.gate&&r.unit===t.unit&&r.from===t.from&&!r.once==!t.once;return[...e.filter(r=>!o(r)),t]}function W(e){let t=Uint8Array.from(atob(e.data),n=>n.charCodeAt(0)),o=xr(e,t),r=e.shape.reduce((n,a)=>n*a,1);if(o.length!==r)throw new Error(`packed numbers: shape ${e.shape} needs ${r} numbers, got ${o.length}`);return o}function xr(e,t){let o=new DataView(t.buffer);switch(e.dtype){case"float64":return Je(t.length/8,r=>o.getFloat64(8*r,!0));case"float32":return Je(t.length/4,r=>o.getFloat32(4*r,!0));case"float16":return Je(t.length/2,r=>wr(o.getUint16(2*r,!0)));case"uint8":{let r=e.low??0,n=((e.high??1)-r)/254;return Je(t.length,a=>t[a]===255?NaN:r+t[a]*n)}}}function Je(e,t){let o=new Float64Array(e);for(let r=0;r<e;r++)o[r]=t(r);return o}function wr(e){let t=e&32768?-1:1,o=e>>10&31,r=e&1023;return o===0?t*r*2**-24:o===31?r?NaN:t*(1/0):t*(1+r/1024)*2**(o-15)}function Vt(e,t,o,r){let n=t.length/o,a=l=>t.subarray(l*n,(l+1)*n),s=l=>yr(e,br(e,l));switch(e.reads){case"each":return{each:!0,rows:Array.from({length:o},(l,d)=>s(a(d)))};case"last":return{each:!1,rows:[s(a(o-1))]};case"final":return{each:!1,rows:[s(r)]};case"mean":{let l=new Float64Array(n);for(let d=0;d<t.length;d++)l[d%n]+=t[d]/o;return{each:!1,rows:[s(l)]}}}}function br(e,t){let o=W(e.weight);return(e.bias?W(e.bias):new Float64Array(e.labels.length)).map((n,a)=>n+Ce(o,a*t.length,t))}function yr(e,t){if(e.kind==="sigmoid")return t.map(se);if(e.kind==="linear")return t.map((a,s)=>a*(e.scale?.[s]??1)+(e.offset?.[s]??0));let o=Math.max(...t),r=t.map(a=>Math.exp(a-o)),n=r.reduce((a,s)=>a+s,0);return r.map(a=>a/n)}function Wt(e,t){if(!e.head||!t.predictions)return;let o=W(t.predictions),r=e.head.labels.length;return{rows:Array.from({length:o.length/r},(a,s)=>o.subarray(s*r,(s+1)*r)),each:e.head.reads==="each"}}var xe=(e,t)=>e.each?e.rows[Math.min(t,e.rows.length-1)]:e.rows[0],Me=e=>Array.from(e.keys()).sort((t,o)=>e[o]-e[t]);var ee=["i","f","g","o","c","h"],Qe=(e,t)=>e.layers.every(o=>o.directions.every(r=>r.weights))&&!t.thinned&&!!(t.ids||t.x),Dt=new WeakMap;function $r(e,t){let o=Dt.get(t);if(!o){let r=e.hidden_size;o={inputs:e.input_size,hidden:r,outputs:t.weight_hr?t.weight_hr.shape[0]:r,ih:W(t.weight_ih),hh:W(t.weight_hh),bias:t.bias?W(t.bias):new Float64Array(4*r),hr:t.weight_hr&&W(t.weight_hr)},Dt.set(t,o)}return o}function vr(e,t){if(t.x)return W(t.x);let o=e.layers[0].input_size,r=t.ids??[],n=new Float64Array(r.length*o),a=e.embedding&&W(e.embedding);return r.forEach((s,l)=>{a?n.set(a.subarray(s*o,(s+1)*o),l*o):n[l*o+s]=1}),n}function Fe(e,t,o=[]){let r=vr(e,t),n=[];return e.layers.forEach((a,s)=>{let l=a.directions.map((d,c)=>{let m=$r(a,d.weights);return Ke(m,r,kr(t,s,c),c===1,Ye(o,s,c))});n.push(l.map(d=>Sr(d,a.hidden_size,t.steps))),r=It(l.map(d=>d.h),t.steps)}),{traces:n,outlook:e.head&&Vt(e.head,r,t.steps,Mr(n))}}function kr(e,t,o){let r=e.state?.[t]?.[o];return r&&{h:W(r.h),c:W(r.c)}}function Sr(e,t,o){let{pre:r,...n}=e;return{width:t,steps:o,units:Array.from({length:t},(a,s)=>s),pre:r,values:n}}function It(e,t){let o=e.map(s=>s.length/t),r=o.reduce((s,l)=>s+l,0),n=new Float64Array(t*r),a=0;return e.forEach((s,l)=>{for(let d=0;d<t;d++)n.set(s.subarray(d*o[l],(d+1)*o[l]),d*r+a);a+=o[l]}),n}function Mr(e){let t=e[e.length-1].map(({values:o,steps:r},n)=>{let a=o.h.length/r,s=n===1?0:r-1;return o.h.slice(s*a,(s+1)*a)});return It(t,1)}var Ar={slow:1200,normal:600,fast:120};function Ae(e){let{t,steps:o,get:r,go:n}=e,a=0,s="normal",l=()=>o()-1,d=$=>n(Math.min(Math.max($,0),l())),c=F("▶",u,{class:"round play","aria-label":t.play,title:t.play}),m=i("input",{type:"range",min:0,max:l(),step:1,"aria-label":t.stepLabel,oninput:()=>{w(),d(Number(m.value))}}),p=i("output",{class:"step-words"}),h=i("div",{class:"player",role:"group"},F("‹",()=>{w(),d(r()-1)},{class:"round","aria-label":t.back,title:t.back,"data-do":"back"}),c,F("›",()=>{w(),d(r()+1)},{class:"round","aria-label":t.forward,title:t.forward,"data-do":"forward"}),m,p,e.speeds&&Q(t.explore.speed,["slow","normal","fast"].map($=>({value:$,label:t.explore.speeds[$]})),s,$=>{s=$,a&&(w(),u())}));function u(){if(a)return w();r()>=l()&&d(0),a=window.setInterval(()=>r()>=l()?w():d(r()+1),Ar[s]),f(!0)}function w(){clearInterval(a),a=0,f(!1)}function f($){c.textContent=$?"❚❚":"▶",j(c,{"aria-label":$?t.pause:t.play,title:$?t.pause:t.play})}return{element:h,toggle:u,stop:w,move:$=>{w(),d(r()+$)},update(){m.max=String(l()),m.value=String(r()),j(m,{"aria-valuetext":e.words(r())}),p.textContent=e.words(r())}}}function Tr(e,t){let o=t.trace;return!o||!e.layers.every((n,a)=>n.directions.every((s,l)=>ee.every(d=>o[a]?.[l]?.[d])))?null:e.layers.map((n,a)=>n.directions.map((s,l)=>Lr(s,n,o[a][l])))}function Lr(e,t,o){let r=e.units??Array.from({length:t.hidden_size},(a,s)=>s),n=Object.fromEntries(ee.map(a=>[a,W(o[a])]));return{width:r.length,units:r,steps:o.c.shape[0],values:n}}var qt=new WeakMap;function Te(e,t){let o=qt.get(t);if(!o){let r=Tr(e,t),n=Qe(e,t)?Fe(e,t):void 0;if(!r&&!n)throw new Error(`${t.id}: neither a whole trace nor weights with inputs`);let a=r&&n&&r.every((s,l)=>s.every((d,c)=>d.width===n.traces[l][c].width));o={traces:r??n.traces,outlook:Wt(e,t)??n?.outlook,source:r?"library":"page",apart:a?Er(r,n.traces):void 0},qt.set(t,o)}return o}function Er(e,t){let o=0;return e.forEach((r,n)=>r.forEach((a,s)=>ee.forEach(l=>{let d=t[n][s].values[l];a.values[l].forEach((c,m)=>{Number.isNaN(c)&&Number.isNaN(d[m])||(o=Math.max(o,Math.abs(c-d[m])))})}))),o}var ie=({thinned:e},t)=>e?e.start+e.every*t:t;function Bt(e,t,o,r,n,a,s){if(e.thinned&&e.thinned.every>1)return NaN;let l=a===1?s+1:s-1,d=t.values[o],c=d.length/t.steps;if(l>=0&&l<t.steps)return r<c?d[l*c+r]:NaN;if(e.thinned&&(a===1||e.thinned.start>0))return NaN;let m=e.state?.[n]?.[a]?.[o];return m?W(m)[t.units[r]]:0}function q(e,t,o){let r=e.values[t],n=r.length/e.steps,a=new Float64Array(e.steps);for(let s=0;s<e.steps;s++)a[s]=o<n?r[s*n+o]:NaN;return a}var pe=e=>{let t=0;for(let o=0;o<e.length;o++)t+=e[o];return t/e.length},jt=({values:e,steps:t},o)=>{let r=e[o].length/t;return Float64Array.from({length:t},(n,a)=>pe(e[o].subarray(a*r,(a+1)*r)))},Ge=e=>Math.abs(1/pe(e.map(Math.log)));function ce(e){let t=0,o=0;for(let r of e)r<.1&&t++,r>.9&&o++;return{left:t/e.length,right:o/e.length}}function Ze(e,t){let o=a=>q(e,a,t),r=[];o("h").every(a=>Math.abs(a)<.001)&&r.push("dead"),ce(o("o")).left>.99&&r.push("closed"),ce(o("i")).left>.99&&r.push("unwritten");let n=ce(o("f"));return n.right>.99&&r.push("integrator"),n.left>.99&&r.push("memoryless"),r}function it(e){let[t,o]=[1/0,-1/0];for(let r of e)r<t&&(t=r),r>o&&(o=r);return{low:t,high:o}}function Ut(e){let t={place:0,width:-1/0};for(let o=0;o<e.width;o++){let{low:r,high:n}=it(q(e,"c",o));n-r>t.width&&(t={place:o,width:n-r})}return t.place}function Kt(e,t){let o=Array.from({length:e.width},(n,a)=>a);if(t==="number")return o;let r=o.map(n=>t==="memory"?Ge(q(e,"f",n)):t==="activity"?-Jt(q(e,"c",n)):-["i","f","o"].map(s=>ce(q(e,s,n))).reduce((s,{left:l,right:d})=>s+l+d,0));return o.sort((n,a)=>r[n]-r[a]||n-a)}function Yt(e,t){let o=t.replaceAll("␣"," ").replaceAll("↵",`
`);if(e.includes(o))return e.map(s=>s===o);let r=new Set,n=e.join("");for(let s=n.indexOf(o);o&&s>=0;s=n.indexOf(o,s+1))r.add(s+o.length);let a=0;return e.map(s=>r.has(a+=s.length))}function Xt(e,t,o){let r=null;for(let n=0;n<e.width;n++){let a=q(e,t,n),s=pe(a.filter((c,m)=>o[m])),l=pe(a.filter((c,m)=>!o[m])),d=(s-l)/Jt(a);Number.isFinite(d)&&Math.abs(d)>Math.abs(r?.by??0)&&(r={place:n,by:d})}return r}function Jt(e){let t=pe(e);return Math.sqrt(pe(e.map(o=>(o-t)**2)))}function Qt(e){for(let[t,o]of e.entries())for(let[r,n]of o.entries())for(let a=0;a<n.steps;a++){let s=r===1?n.steps-1-a:a;for(let l of ee){let d=n.values[l].length/n.steps;for(let c=0;c<d;c++)if(Number.isNaN(n.values[l][s*d+c]))return{layer:t,direction:r,step:s,unit:n.units[c]??c,field:l}}}return null}var _r=[[68,1,84],[72,40,120],[62,74,137],[49,104,142],[38,130,142],[31,158,137],[53,183,121],[109,205,89],[180,222,44],[253,231,37]],Nr={light:[[156,66,8],[224,125,44],[246,196,144],[245,244,240],[150,200,228],[42,133,184],[6,76,122]],dark:[[255,178,102],[224,125,44],[126,66,24],[34,39,46],[22,76,112],[42,133,184],[138,206,240]]},Or={light:[190,30,110],dark:[240,90,160]};function Zt(e,t){let o=Math.min(Math.max(t,0),1)*(e.length-1),r=Math.min(Math.floor(o),e.length-2),n=o-r;return[0,1,2].map(a=>Math.round(e[r][a]*(1-n)+e[r+1][a]*n))}var we=e=>e==="i"||e==="f"||e==="o";function be(e,t,o,r){return Number.isNaN(t)?Or[r]:we(e)?Zt(_r,t):Zt(Nr[r],(t/o+1)/2)}var Le=([e,t,o])=>`rgb(${e},${t},${o})`,zr=e=>{let[t,o,r]=e.map(n=>{let a=n/255;return a<=.03928?a/12.92:((a+.055)/1.055)**2.4});return .2126*t+.7152*o+.0722*r},eo=e=>zr(e)>.179?"#000":"#fff";function re(e,t){if(e!=="c")return 1;let o=t.reduce((r,n)=>Math.abs(n)>r?Math.abs(n):r,0);return[1,2,3,5,10,30,100,300,1e3].find(r=>o<=r)??1e3}var Cr={left:40,right:12};function me(e){let t=T("svg",{class:"chart",role:"img","aria-label":e.label}),o=i("div",{class:"legend"}),r=i("div",{class:"chart-box"},t,e.legend&&o),n={...Cr,top:e.yLabel?24:8,bottom:e.xLabel?38:22},a=[],s,l=0,d={low:e.low,high:e.high},c=g=>n.left+g/Math.max(e.steps-1,1)*(l-n.left-n.right),m=g=>e.log?Math.log10(Math.max(g,1e-300)):g,p=g=>{let[x,S]=[m(d.low),m(d.high)],v=(Math.min(Math.max(m(g),x),S)-x)/(S-x||1);return n.top+(1-v)*(e.height-n.top-n.bottom)},h=g=>{let x="",S=!1;for(let v=0;v<g.length;v++){let b=Number.isFinite(g[v])&&!(e.log&&g[v]<d.low);b&&(x+=`${S?"L":"M"}${c(v).toFixed(1)} ${p(g[v]).toFixed(1)}`),S=b}return x},u=(g,x)=>{let S=Array.from(x,(b,L)=>`${c(L).toFixed(1)} ${p(b).toFixed(1)}`),v=Array.from(g,(b,L)=>`${c(L).toFixed(1)} ${p(b).toFixed(1)}`).reverse();return`M${[...S,...v].join("L")}Z`};function w(){l&&(j(t,{viewBox:`0 0 ${l} ${e.height}`,height:e.height}),_(t,...f(),...a.flatMap(g=>[g.low&&g.high&&T("path",{class:"band",d:u(g.low,g.high),style:`fill:${g.colour}`}),T("path",{class:"line",d:h(g.values),style:`stroke:${g.colour}`,"stroke-dasharray":g.dash})]),...$()),_(o,...a.map(g=>i("span",{},i("i",{class:"swatch",style:`border-color:${g.colour};border-top-style:${g.dash?"dashed":"solid"}`}),...R(g.label)))))}function f(){let g=e.ticks??[d.low,(d.low+d.high)/2,d.high],x=e.tickText??(L=>e.log?L===1?"1":`10${nt(Math.round(Math.log10(L)))}`:M(L,Number.isInteger(L)?0:1)),S=e.steps-1,v=Fr(S,Math.max(2,Math.floor(l/90))),b=Array.from({length:Math.floor(S/v)+1},(L,k)=>k*v);return[...g.flatMap(L=>[T("path",{class:L===0?"zero":"axis",d:`M${n.left} ${p(L)}H${l-n.right}`}),T("text",{x:n.left-6,y:p(L),dy:"0.34em","text-anchor":"end"},x(L))]),...b.map(L=>T("text",{x:c(L),y:e.height-n.bottom+16,"text-anchor":"middle"},e.xTick?e.xTick(L):L)),e.xLabel&&T("text",{x:l-n.right,y:e.height-4,"text-anchor":"end"},e.xLabel),e.yLabel&&T("text",{x:2,y:12},e.yLabel)]}function $(){if(s===void 0)return[];let g=s;return[T("path",{class:"cursor",d:`M${c(g)} ${n.top}V${e.height-n.bottom}`}),...a.filter(({values:x})=>Number.isFinite(x[g])).map(({values:x,colour:S})=>T("circle",{class:"dot",cx:c(g),cy:p(x[g]),r:4,style:`fill:${S}`}))]}if(e.onStep){let g=x=>{let S=(x.clientX-t.getBoundingClientRect().left-n.left)/(l-n.left-n.right);e.onStep(Math.min(Math.max(Math.round(S*(e.steps-1)),0),e.steps-1))};t.addEventListener("pointerdown",x=>{t.setPointerCapture(x.pointerId),g(x)}),t.addEventListener("pointermove",x=>t.hasPointerCapture(x.pointerId)&&g(x)),t.style.cursor="pointer"}let A=Ue(r,g=>{l=g,w()});return{element:r,stop:A,limits(g,x){d={low:g,high:x}},show(g,x){a=g,s=x,w()}}}function Fr(e,t){let o=Math.max(e/t,1),r=10**Math.floor(Math.log10(o));return[1,2,5,10].map(n=>n*r).find(n=>n>=o)}var to=["var(--ink)","var(--glow)","var(--minus)","var(--i)","var(--g)"];function et(e,t){let{sample:o}=t,r=Gr(o).map((a,s)=>{let{values:l}=a,d=[...l].filter(Number.isFinite),[c,m]=[Math.min(...d),Math.max(...d)],p=C(a.name,e.language)+(a.unit?` [${C(a.unit,e.language)}]`:"");return{plot:me({label:p,height:o.series?126:100,low:c,high:m>c?m:c+1,steps:l.length,legend:!0,onStep:t.go,tickText:V,xLabel:e.t.axes.step}),line:{values:l,colour:to[s%to.length],label:p}}}),n=Rr(o,t);return{empty:!n&&!r.length,coloured:!!n,element:i("div",{class:"input-strip"},n?.element,...r.map(({plot:a})=>a.element)),show(a,s){n?.show(a,s,e.theme,t);for(let{plot:l,line:d}of r)l.show([d],s)},destroy:()=>r.forEach(({plot:a})=>a.stop())}}var ye=3;function Gr(e){if(e.series)return e.series.map(r=>({...r,values:W(r.values)}));let t=e.x?.shape[1]??0;if(!e.x||e.tokens&&t>ye)return[];let o=W(e.x);return Array.from({length:Math.min(t,ye)},(r,n)=>({name:t>ye?`x[${n}] / ${t}`:`x[${n}]`,values:Float64Array.from({length:o.length/t},(a,s)=>o[s*t+n])}))}function Rr(e,{go:t}){if(!e.tokens||e.series?.length&&e.steps>60)return null;let o=e.tokens.some(s=>s.length>1),r=e.tokens.map((s,l)=>i("span",{class:"token","data-step":l},s===`
`?"↵":s===" "?" ":s)),n=i("div",{class:`tokens${o?" long":""}`,dir:"auto"});e.tokens.forEach((s,l)=>{n.append(r[l]),s===`
`?n.append(i("br")):s===" "&&n.append(i("wbr"))}),n.addEventListener("click",s=>{let l=s.target.closest("[data-step]")?.dataset.step;l!==void 0&&t(Number(l))});let a=-1;return{element:n,show(s,l,d,{field:c,limit:m}){r.forEach((p,h)=>{let u=s&&be(c,s[h],m,d);p.style.background=u?Le(u):"",p.style.color=u?eo(u):""}),r[a]?.classList.remove("now"),r[a=l]?.classList.add("now")}}}var oo={zero:0,open:1,freeze:"freeze",half:.5};function ro(e,{model:t,pane:o,editable:r,whole:n,now:a,hold:s,change:l}){let{t:d}=e,c=d.explore;if(!r){let b=t.weights_left_out,L=b?c.noWeightsSize((b/1e6).toFixed(1)):"";return{element:i("div",{},i("h3",{},c.hold),i("p",{class:"note"},c.noWeights(L))),show:()=>{}}}let m="f",p="zero",h=n?"all":"one",u=i("span",{class:n?"note":null},n&&c.units.all),w=i("span",{class:"note"}),f=i("ul",{class:"edits"}),$=F(c.apply,()=>s(m,oo[p],h==="all"?null:o.unit),{class:"primary small","data-do":"apply"}),A=i("div",{class:"edit-form"},Q(c.gate,["f","i","g","o"].map(b=>({value:b,label:`${b} ${d.gate[b]}`})),m,b=>{m=b},{"data-do":"gate"}),Q(c.action,Object.keys(oo).map(b=>({value:b,label:c.actions[b]})),p,b=>{p=b},{"data-do":"action"}),u,$);function g(b){let L=b.hold==="freeze"?c.what.freeze:b.hold===0?c.what.zero:b.hold===1?c.what.open:c.what.value(M(b.hold)),k=c.layerName(b.layer)+(b.direction?` (${c.reverse})`:"");return c.editLine(d.gate[b.gate],b.unit===null?c.units.all:c.units.one(b.unit),k,L,b.from)}let x=-1;function S(){!n&&x!==o.unit&&(x=o.unit,_(u,Q(c.of,[{value:"one",label:c.units.one(o.unit)},{value:"all",label:c.units.all}],h,b=>{h=b},{"data-do":"whom"}))),w.textContent=c.from+d.colon+(o.direction?c.scope.onReverse(a()):c.scope.on(a())),_(f,...o.edits.length?o.edits.map(b=>i("li",{},g(b)," ",F("×",()=>{o.edits=o.edits.filter(L=>L!==b),l()},{class:"small","aria-label":c.remove+d.colon+g(b)}))):[i("li",{class:"note"},c.nothing)]),v.hidden=!o.edits.length}let v=F(c.clear,()=>{o.edits=[],l()},{class:"quiet","data-do":"clear"});return{element:i("div",{},i("h3",{},c.hold),A,w,f,v),show:S}}function no({t:e}){let t=e.explore,o=i("div",{class:"facts"});function r(n){let a=Array.from({length:n.width},(c,m)=>m),s=a.map(c=>Ge(q(n,"f",c))).sort((c,m)=>c-m),l=a.flatMap(c=>Ze(n,c)),d=[...new Set(l)];_(o,i("p",{"data-key":"layer-scales"},i("b",{},t.timeScale),e.colon,t.timeScales(Se(s[0]),Se(Hr(s)),Se(s[s.length-1]))),i("ul",{},...["f","i","o"].map(c=>{let{left:m,right:p}=ce(n.values[c]),h=t.saturationAll(e.field[c],B(m),B(p));return i("li",{"data-key":`layer-saturation-${c}`},h)}),...d.map(c=>{let m=l.filter(p=>p===c).length;return i("li",{class:"condition"},t.unitsThat(m),e.colon,t.conditions[c])})))}return{element:i("div",{class:"layer-panel"},i("h3",{},t.whole),o),show:r}}var Hr=e=>e[Math.floor((e.length-1)/2)];var Pr=190,Vr=9;function ao(e,t,o,r){let{t:n}=e,{whole:a}=e.explore,l=(a?2:1)*Math.max(56,Math.min(o.width*Vr,Pr)),d=Object.fromEntries(ee.map(y=>[y,re(y,o.values[y])])),c=i("p",{class:"readout map-readout"}," "),m=i("p",{class:"note"}),p=o,h=[],u={place:0,step:0},w=0,f=ee.map(y=>{let N=i("canvas",{tabindex:0,role:"img"}),E=i("b",{class:"n","data-key":`map-${y}`}),z=i("figure",{class:"map","data-field":y},i("figcaption",{title:n.field[y]},J(y),i("span",{class:"map-name"},n.field[y]),a&&i("span",{class:"note"},n.explore.mean),E,Re(e,y,d[y])),N),H={field:y,canvas:N,image:document.createElement("canvas"),value:E,element:z};return v(H),H}),$=i("div",{class:a?"maps whole":"maps"},...f.map(({element:y})=>y)),A=i("div",{},i("h3",{},n.explore.maps),i("p",{class:"note"},n.explore.mapHint(o.width,o.steps)),$,c,m);function g(y){let N=p.values[y.field],E=N.length/p.steps,z=Math.min(h.length,l),H=Math.min(p.steps,Math.max(w,1));y.image.width=H,y.image.height=z;let I=y.image.getContext("2d"),te=I.createImageData(H,z);for(let Y=0;Y<z;Y++){let D=h[Math.floor(Y*h.length/z)];for(let P=0;P<H;P++){let ke=Math.floor(P*p.steps/H),fe=D<E?N[ke*E+D]:NaN;te.data.set([...be(y.field,fe,d[y.field],e.theme),255],4*(Y*H+P))}}I.putImageData(te,0,0)}function x(y){if(!w)return;let N=Math.min(devicePixelRatio||1,2);y.canvas.width=w*N,y.canvas.height=l*N,y.canvas.style.height=`${l}px`;let E=y.canvas.getContext("2d");E.scale(N,N),E.imageSmoothingEnabled=!1,E.drawImage(y.image,0,0,w,l);let[z,H]=[w/p.steps,l/h.length],I=u.place===null?-1:h.indexOf(u.place),te=(fe,de,ge,qe)=>{E.strokeStyle="#fff",E.lineWidth=3,E.strokeRect(fe,de,ge,qe),E.strokeStyle="#111",E.lineWidth=1,E.strokeRect(fe,de,ge,qe)};te(u.step*z+.5,.5,Math.max(z-1,1),l-1),I>=0&&te(.5,I*H+.5,w-1,Math.max(H-1,1));let Y=p.values[y.field],D=Y.length/p.steps,P=Y.subarray(u.step*D,(u.step+1)*D);y.value.textContent=V(u.place===null?pe(P):P[u.place]??NaN);let ke=u.place===null?n.explore.mean:n.explore.unitName(p.units[u.place]);j(y.canvas,{"aria-label":`${n.field[y.field]}: ${n.explore.mapHint(p.width,p.steps)}. ${ke}, ${n.explore.predictionAt(ie(t,u.step))}: ${y.value.textContent}`})}function S(y,N){let E=y.canvas.getBoundingClientRect(),z=(H,I)=>Math.min(Math.max(Math.floor(H*I),0),I-1);return{step:z((N.clientX-E.left)/E.width,p.steps),place:h[z((N.clientY-E.top)/E.height,h.length)]}}function v(y){y.canvas.addEventListener("pointerdown",N=>{let{place:E,step:z}=S(y,N);y.canvas.focus({preventScroll:!0}),r(E,z)}),y.canvas.addEventListener("pointermove",N=>{let{place:E,step:z}=S(y,N);N.buttons&1&&r(E,z);let H=p.values[y.field],I=H[z*(H.length/p.steps)+E];_(c,n.explore.readout(n.field[y.field],p.units[E],ie(t,z),Wr(t,z)),n.colon,i("b",{class:"n"},M(I,3)))}),y.canvas.addEventListener("pointerleave",()=>_(c," "))}function b(){return[p.width>l&&n.explore.thinDraw(p.width,l),w>0&&p.steps>w&&n.explore.thinDrawSteps(p.steps,w)].filter(Boolean).join(" ")}function L(){f.forEach(y=>{g(y),x(y)}),m.textContent=b()}let k=Ue($,()=>{w=Math.floor(f[0].canvas.clientWidth),h.length&&L()});return{element:A,destroy:k,draw(y,N){p=y,h=N,w&&L()},cursor(y,N,E){h=y,u={place:N,step:E},w&&f.forEach(x)}}}function Re(e,t,o){let r=we(t)?0:-o,n=Array.from({length:9},(a,s)=>Le(be(t,r+(o-r)*s/8,o,e.theme)));return i("span",{class:"scale"},M(r,0),i("i",{style:`background:linear-gradient(to right,${n.join(",")})`,"aria-hidden":"true"}),M(o,0))}var Wr=({tokens:e},t)=>e?.[t]&&e[t]!==String(t)?e[t]:"";function so(e,t,o,r){let{t:n}=e,a=n.explore,s=r.traces.flat(),l=t.layers.flatMap(p=>p.directions.map(()=>p.hidden_size)),d=s.findIndex((p,h)=>p.width<l[h]),c=Qt(r.traces),m=[c&&a.nan(n.field[c.field],c.layer,c.step,c.unit),r.apart!==void 0&&a.exactness(r.apart===0?"0":ne(r.apart)),r.source==="page"&&a.computed,Dr(o)&&a.rounded,d>=0&&a.thinUnits(s[d].width,l[d]),o.thinned&&a.thinSteps(o.steps,o.thinned.of,o.thinned.every)];return i("div",{class:"honesty"},...m.filter(Boolean).map((p,h)=>i("p",{class:`note${c&&h===0?" warning":""}`},p)))}var Dr=e=>(e.trace??[]).flat().some(t=>Object.values(t).some(({dtype:o})=>o==="float16"||o==="uint8"));var lt=6;function lo(e,t,o){let{t:r,language:n}=e,a=t.head,s=i("div",{class:"prediction","aria-live":"polite"}),l=a&&i("div",{},i("h3",{},C(a.name,n)||r.explore.prediction),s);function d(c,m,p,h){if(!a||!c||!m)return;let[u,w]=[xe(c,p),xe(m,p)],f=o.targets?.[c.each?p:0],$=a.kind==="linear"?Array.from(u.keys()):Me(u),A=$.slice(0,lt),g=S=>a.kind==="linear"?`${V(S)} ${C(a.unit,n)}`.trim():B(S,1),x=a.kind==="linear"?Math.max(...[...u,...w].map(Math.abs),1e-9):1;_(s,i("p",{class:"note"},c.each?r.explore.predictionAt(ie(o,p)):r.explore.predictionOnce,r.comma,i("b",{"data-key":"edited"},h?r.explore.edited:r.explore.asModel)),i("ol",{class:"odds"},...A.map(S=>i("li",{class:S===f&&a.kind!=="linear"?"target":null},i("span",{class:"odd-name"},io(C(a.labels[S],n))),i("span",{class:"odd-bar","aria-hidden":"true"},h&&i("i",{class:"was",style:`width:${100*Math.abs(w[S])/x}%`}),i("i",{style:`width:${100*Math.abs(u[S])/x}%`})),i("span",{class:"n","data-key":"odds","data-label":S},g(u[S])),i("span",{class:"note was"},h&&i("span",{"data-key":"odds-was","data-label":S},r.explore.was(g(w[S]))))))),$.length>lt&&i("p",{class:"note"},r.explore.more($.length-lt)),f!==void 0&&f>=0&&i("p",{class:"note"},r.explore.truth+r.colon,i("b",{},a.kind==="linear"?g(f):io(C(a.labels[f],n)))),c.each&&a.kind!=="linear"&&i("p",{class:"note","data-key":"changed"},h?r.explore.changed(c.rows.filter((S,v)=>Me(S)[0]!==Me(m.rows[v])[0]).length):" "))}return{element:l,show:d}}var io=e=>e===" "?"␣":e===`
`?"↵":e;function dt(e,t,o){let r=ct(e,t.id,o.id);return r?He(r):{model:t.id,sample:o.id,layer:0,direction:0,unit:-1,edits:[]}}var ct=(e,t,o)=>e.stories?.find(r=>r.model===t&&r.sample===o),He=({model:e,sample:t,layer:o,direction:r,unit:n,focus:a})=>({model:e,sample:t,layer:o,direction:r,unit:n,opened:{unit:n,step:a},edits:[]});function co(e){let t=e?.models[0],o=e&&t?[dt(e,t,t.samples[0])]:[];return{panes:o,step:o[0]?.opened?.step??0,order:"number",field:"c",whole:!1}}function mo(e,t,o){let{t:r,data:n,explore:a,language:s}=e,l=n.models.find(({id:h})=>h===t.model),d=h=>{Object.assign(t,{edits:[],opened:void 0},h),a.step=t.opened?.step??a.step,o()},c=h=>{let u=ct(n,t.model,h);d(u?He(u):{sample:h})},m=h=>h.map(({id:u,name:w})=>({value:u,label:C(w,s)})),p=l.layers.map((h,u)=>({value:String(u),label:r.explore.layerName(u)+(h.name?` (${h.name})`:"")}));return i("div",{class:"selectors"},Q(r.explore.model,m(n.models),t.model,h=>{let u=n.models.find(w=>w.id===h);d(dt(n,u,u.samples[0]))},{"data-do":"model"}),Q(r.explore.sample,m(l.samples),t.sample,c,{"data-do":"sample"}),Q(r.explore.layer,p,String(t.layer),h=>d({layer:Number(h),unit:-1,edits:t.edits}),{"data-do":"layer"}),l.layers[t.layer].directions.length>1&&Q(r.explore.direction,[{value:"0",label:r.explore.forward},{value:"1",label:r.explore.reverse}],String(t.direction),h=>d({direction:Number(h),unit:-1,edits:t.edits}),{"data-do":"direction"}))}function ho(e,t){let o=e.x?.shape[1]??0,r=e.tokens?.[t];return e.x&&(o<=ye||e.series||r===void 0)?Ir(W(e.x).subarray(t*o,(t+1)*o)):e.series&&!e.ids?V(W(e.series[0].values)[t]):r===" "?"␣":r===`
`?"↵":(r??"").slice(0,16)}var Ir=e=>Array.from(e.subarray(0,ye),V).join(", ")+(e.length>ye?", …":"");var le={width:760,height:416,left:14,right:746,belt:44,bus:354,multiply:134,tank:{top:192,height:118,width:74},x:{f:176,i:308,g:418,o:540},out:634,inputX:92},uo={width:372,height:372,left:4,right:368,belt:40,bus:314,multiply:114,tank:{top:160,height:112,width:56},x:{f:80,i:149,g:218,o:285},out:332,inputX:22};function pt(e,t,o){let r=t==="g"?(o+1)/2:o;return e.tank.top+e.tank.height*(1-Math.min(Math.max(r,0),1))}function fo(e,t,o){let r=Math.min(Math.max(1-(o-e.tank.top)/e.tank.height,0),1);return t==="g"?2*r-1:r}var go=e=>Number.isFinite(e)?1.5+8.5*Math.min(Math.abs(e),1.2):1.5;var qr={f:"forget",i:"input",g:"candidate",o:"output"};function xo(e,t,o){let{top:r,height:n,width:a}=t.tank,s=t.x[e]-a/2,l=T("rect",{x:s+2,width:a-4,class:"fill"}),d=T("path",{class:"ghost"}),c=T("g",{class:"handle"},T("rect",{x:s-5,y:-5,width:a+10,height:10,rx:5}),T("path",{d:`M${s+a/2-8} -1.5h16M${s+a/2-8} 1.5h16`})),m=T("text",{class:"n value","text-anchor":"middle",x:s+a/2,"data-key":e}),p=!!o.onGate,h=T("g",{class:`tank gate-${e}`,"data-part":qr[e],"data-gate":e,...p&&{tabindex:0,role:"slider","aria-label":o.t.gate[e],"aria-orientation":"vertical","aria-valuemin":e==="g"?-1:0,"aria-valuemax":1}},T("rect",{x:s,y:r,width:a,height:n,rx:7,class:"glass"}),l,T("rect",{x:s,y:r,width:a,height:n,rx:7,class:"rim"}),e==="g"&&T("path",{class:"zero",d:`M${s} ${r+n/2}h${a}`}),d,p&&c,m,jr(e,t),T("text",{class:"gate-name","text-anchor":"middle",x:s+a/2,y:r+n+18},o.t.gateShort[e]),T("text",{class:"kind",x:s+a/2+8,y:r+n+36},e==="g"?"tanh":"σ"));return p&&Kr(h,e,t,o),p&&o.invite&&e==="f"&&h.append(Ur(t,o.invite)),{element:h,show(u,w,f){let $=Number.isFinite(u),A=$?pt(t,e,u):r+n,g=e==="g"?r+n/2:r+n;j(l,{y:Math.min(A,g),height:Math.abs(g-A)}),j(c,{transform:`translate(0 ${A})`}),m.textContent=$?M(u):"?",j(m,{y:Br(A,t)}),h.classList.toggle("held",w),p&&j(h,{"aria-valuenow":M(u).replace("−","-"),"aria-valuetext":M(u)});let x=w&&f!==void 0&&Math.abs(f-u)>.005;j(d,{d:x?`M${s-4} ${pt(t,e,f)}h${a+8}`:""})}}}function Br(e,{tank:{top:t,height:o}}){let r=e-11;return r>t+15?Math.min(r,t+o-9):Math.min(e+27,t+o-9)}function jr(e,t){let{top:o,width:r}=t.tank,n=t===le;return T("text",{class:"name",x:t.x[e]-(n?12:8),y:o-9,"text-anchor":"end","data-width":r},T("tspan",{class:"v"},e),T("tspan",{class:"sub",dy:"0.28em"},"t"))}function Ur(e,t){let{top:o}=e.tank,r=e.x.f-e.tank.width/2,n=e===le,a=n?{x:r-14,y:o+40,anchor:"end"}:{x:4,y:o-58,anchor:"start"};return T("g",{class:"invite"},T("text",{x:a.x,y:a.y,"text-anchor":a.anchor},t),n&&T("path",{d:`M${r-26} ${a.y+10}v34m-5 -7l5 7l5 -7`}))}function Kr(e,t,o,{onGate:r,onRelease:n}){let a=s=>{let l=e.ownerSVGElement.getScreenCTM(),d=(s.clientY-l.f)/l.d;return Math.round(100*fo(o,t,d))/100};e.addEventListener("pointerdown",s=>{e.setPointerCapture(s.pointerId),e.focus({preventScroll:!0}),r(t,a(s)),s.preventDefault()}),e.addEventListener("pointermove",s=>{e.hasPointerCapture(s.pointerId)&&r(t,a(s))}),e.addEventListener("touchmove",s=>s.preventDefault(),{passive:!1}),e.addEventListener("dblclick",()=>n?.(t)),e.addEventListener("keydown",s=>{(s.key==="Delete"||s.key==="Backspace")&&n?.(t);let l=Yr(s,Number(e.getAttribute("aria-valuenow")),t);l!==null&&(r(t,l),s.preventDefault(),s.stopPropagation())})}function Yr({key:e,shiftKey:t},o,r){let n=r==="g"?-1:0,a=t?.1:.01,s={ArrowUp:o+a,ArrowRight:o+a,ArrowDown:o-a,ArrowLeft:o-a,PageUp:o+.1,PageDown:o-.1,Home:n,End:1};return e in s?Math.round(100*Math.min(Math.max(s[e],n),1))/100:null}function Xr(e){let{x:t,belt:o,bus:r,multiply:n,left:a,right:s,out:l,tank:d,inputX:c}=e,m=d.top+d.height,p="forget input candidate output",h=(u,w)=>({value:null,part:u,path:`M${w} ${r}V${m}`});return[{value:"h_prev",part:p,path:`M${a} ${r}H${c}`},{value:null,part:p,path:`M${c} ${e.height-4}V${r}`},{value:null,part:p,path:`M${c} ${r}H${t.o}`},h("forget",t.f),h("input",t.i),h("candidate",t.g),h("output",t.o),{value:"c_prev",part:"forget cell",path:`M${a} ${o}H${t.f}`},{value:"kept",part:"forget cell",path:`M${t.f} ${o}H${t.g}`},{value:"c",part:"cell output",path:`M${t.g} ${o}H${s-8}`},{value:"f",part:"forget",path:`M${t.f} ${d.top}V${o}`},{value:"i",part:"input",path:`M${t.i} ${d.top}V${n}H${t.g}`},{value:"g",part:"candidate",path:`M${t.g} ${d.top}V${n}`},{value:"written",part:"input candidate cell",path:`M${t.g} ${n}V${o}`},{value:"tanh",part:"output",path:`M${l} ${o}V${n}`},{value:"o",part:"output",path:`M${t.o} ${d.top}V${n}H${l}`},{value:"h",part:"output",path:`M${l} ${n}V${r}H${s-8}`}]}function bo(e){let t=T("g",{class:"wires"}),o=Xr(e).map(r=>{let n=T("path",{d:r.path,class:"wire","data-part":r.part});return t.append(n),{wire:r,path:n}});return t.append(wo(e,e.belt,"cell output"),wo(e,e.bus,"output")),{element:t,show(r){for(let{wire:n,path:a}of o){let s=n.value===null?NaN:r[n.value];a.style.strokeWidth=String(go(s)),j(a,{"data-sign":Number.isNaN(s)?"none":s<0?"minus":"plus"})}}}}var wo=({right:e},t,o)=>T("path",{class:"arrow","data-part":o,d:`M${e-10} ${t-7}l10 7l-10 7z`});function yo(e){let{x:t,belt:o,multiply:r,out:n}=e,a=(d,c,m,p)=>T("g",{"data-part":p,class:"operator"},T("circle",{cx:d,cy:c,r:13}),T("text",{x:d,y:c,dy:"0.34em","text-anchor":"middle"},m)),s=e===le?24:20,l=(o+r)/2+(e===le?10:2);return T("g",{},a(t.f,o,"×","forget cell"),a(t.g,o,"+","cell"),a(t.g,r,"×","input candidate cell"),a(n,r,"×","output"),T("g",{"data-part":"output",class:"operator"},T("rect",{x:n-s,y:l-11,width:2*s,height:22,rx:11}),T("text",{x:n,y:l,dy:"0.34em","text-anchor":"middle",class:"word"},"tanh")))}function Ee(e){let t=e.narrow?uo:le,o=T("svg",{class:"diagram",viewBox:`0 0 ${t.width} ${t.height}`,role:"group","aria-label":e.label}),r=bo(t),n=yo(t),a=Object.fromEntries(["f","i","g","o"].map(d=>[d,xo(d,t,e)])),s=Qr(t);o.append(r.element,n,...Object.values(a).map(({element:d})=>d),s.element);let l=[];return{element:o,hide(d){l=d},show(d,c={},m={}){let p=Jr(d);for(let h of l)p[h]=NaN;r.show(p),s.show(d,l);for(let h of["f","i","g","o"])a[h].show(l.includes(h)?NaN:d[h],!!c[h],m[h])},light(d){for(let c of o.querySelectorAll("[data-part]")){let m=c.getAttribute("data-part").split(" ");c.classList.toggle("dim",d.length>0&&!m.some(p=>d.includes(p)))}}}}function Jr(e){let{f:t,i:o,g:r,o:n,c_prev:a,c:s,h:l,h_prev:d}=e;return{c_prev:a,kept:t*a,written:o*r,c:s,tanh:Math.tanh(s),h:l,h_prev:d,f:t,i:o,g:r,o:n}}function Qr(e){let{x:t,belt:o,bus:r,multiply:n,left:a,right:s,out:l,inputX:d}=e,c=e===le,m=T("g",{class:"wire-labels"}),p=[],h=(f,$,A,g,x,S)=>{let v=T("tspan",{class:"n","data-key":f}),b=T("text",{x:g[0],y:g[1],"text-anchor":g[2],"data-part":x,class:"wire-label"},T("tspan",{class:"v"},$),A&&T("tspan",{class:"sub",dy:"0.28em"},A),T("tspan",{dy:A?"-0.28em":0}," "),v);m.append(b),p.push([f,S])},u=f=>$=>Number.isNaN(f($))?"?":V(f($));h("c_prev","c","t−1",[a,o-16,"start"],"forget cell",u(f=>f.c_prev));let w=(t.f+t.g)/2;return h("kept","f·c","",[w,o-16,"middle"],"forget cell",u(f=>f.f*f.c_prev)),h("written","i·g","",[t.g+12,(o+n)/2+8,"start"],"input candidate cell",u(f=>f.i*f.g)),h("c","c","t",[s,o-16,"end"],"cell output",u(f=>f.c)),c&&h("tanh","tanh c","",[l+30,105,"start"],"output",u(f=>Math.tanh(f.c))),h("h","h","t",[s,r+26,"end"],"output",u(f=>f.h)),h("h_prev","h","t−1",c?[a,r-14,"start"]:[d+8,r+21,"start"],"forget input candidate output",u(f=>f.h_prev)),h("x","x","t",[d+12,e.height-8,"start"],"forget input candidate output",f=>f.x),{element:m,show(f,$){for(let[A,g]of p)m.querySelector(`[data-key="${A}"]`).textContent=$.includes(A)?"?":g(f)}}}function vo(e,{sample:t,trace:o,reads:r,go:n,pick:a,hold:s}){let{t:l,explore:d}=e,c=0,m=Ee({t:l,narrow:!0,label:l.diagram,onGate:s&&((v,b)=>s(v,b,c))}),p=i("h3",{class:"unit-name","data-key":"unit"}),h=i("div",{class:"equation"}),u=i("div",{class:"facts"}),w=i("span",{class:"note",role:"status"}),f=i("input",{type:"search",size:9,"data-do":"search","aria-label":l.explore.searchFor,title:l.explore.searchFor,placeholder:l.explore.search,onchange:()=>{let v=f.value?$(f.value):{says:""};v.place!==void 0&&a(v.place),w.textContent=v.says}});function $(v){if(/^\s*\d+\s*$/.test(v)){let y=o.units.indexOf(Number(v));return y<0?{says:l.explore.noUnit(v)}:{place:y,says:""}}let b=Xt(o,d.field,Yt(t.tokens??[],v));if(!b)return{says:l.explore.noText(v)};let{place:L,by:k}=b;return{place:L,says:l.explore.follows(o.units[L],l.field[d.field],v,V(Math.abs(k)),k>0)}}let A=(v,b,L)=>me({label:v,yLabel:v,xLabel:l.axes.step,low:b,high:L,height:150,steps:o.steps,legend:!0,onStep:n,xTick:k=>String(ie(t,k))}),g=A(l.axes.gates(["f","i","o"].join(l.comma)),0,1),x=A(l.axes.states(["c","g","h"].join(l.comma)),-1,1);function S(v,b,L,k){c=v.units[b];let y=D=>Bt(t,v,D,b,k.layer,k.direction,L),E={...Object.fromEntries(ee.map(D=>[D,$o(v,D,b,L)])),c_prev:y("c"),h_prev:y("h"),x:r(L)},z=Object.fromEntries(["i","f","g","o"].map(D=>[D,k.edits.some(P=>P.layer===k.layer&&P.direction===k.direction&&P.gate===D&&(P.unit===null||P.unit===c)&&st(P,L))])),H=Object.fromEntries(["i","f","g","o"].map(D=>[D,$o(o,D,b,L)]));m.show(E,z,H),p.textContent=l.explore.unitName(c);let I=Number.isNaN(E.c_prev)&&!Number.isNaN(E.c);_(h,I?i("p",{class:"note"},l.explore.gap):J(`c_t = \`${M(E.f)}\` × \`${X(E.c_prev)}\` + \`${M(E.i)}\` × \`${X(E.g)}\` = \`${V(E.c)}\``,{"data-key":"equation-c"}));let te=D=>D.map(P=>({values:q(v,P,b),colour:`var(--${P})`,label:`${P} ${l.field[P]}`})),Y=Math.max(re("c",q(v,"c",b)),re("c",q(o,"c",b)));x.limits(-Y,Y),g.show(te(["f","i","o"]),L),x.show(te(["c","g","h"]),L),_(u,...Zr(e,v,b))}return{element:i("div",{},i("div",{class:"unit-head"},p,f),w,m.element,h,s&&i("p",{class:"hint"},l.explore.dragHint)),charts:i("div",{},i("h3",{},l.explore.overTime),g.element,x.element,u),show:S,destroy(){g.stop(),x.stop()}}}function $o(e,t,o,r){let n=e.values[t],a=n.length/e.steps;return o<a?n[r*a+o]:NaN}function Zr(e,t,o){let{t:r}=e,n=s=>q(t,s,o),a=s=>{let{left:l,right:d}=ce(n(s));return i("li",{"data-key":`saturation-${s}`},r.explore.saturationRow(r.field[s],B(l),B(d)))};return[i("p",{},i("b",{},r.explore.timeScale),r.colon,i("span",{"data-key":"time-scale"},r.explore.timeScaleValue(Se(Ge(n("f")))))),i("ul",{},a("f"),a("i"),a("o"),...Ze(t,o).map(s=>i("li",{class:"condition"},r.explore.conditions[s])))]}function ko(e,t,o,r){let{t:n,data:a,explore:s,language:l}=e,d=a.models.find(({id:G})=>G===t.model),c=d.samples.find(({id:G})=>G===t.sample),m=Te(d,c),p=m.traces[t.layer][t.direction];p.units.includes(t.unit)||(t.unit=p.units[Ut(p)],t.opened={unit:t.unit});let h=Qe(d,c),{whole:u}=s,w=e.narrow||s.panes.length===2,f=m,$=[],A=()=>Math.min(s.step,p.steps-1),g=G=>{r.stop(),r.go(G)},x=(G,oe)=>{u||(t.unit=p.units[G]),oe!==void 0&&g(oe),P()},S=(G,oe,ot)=>{t.edits=Xe(t.edits,{layer:t.layer,direction:t.direction,gate:G,unit:ot,from:A(),hold:oe}),D()},v=G=>u?jt(G,s.field):q(G,s.field,p.units.indexOf(t.unit)),b=()=>re(s.field,v(p)),L=i("span",{}),k=et(e,{sample:c,get field(){return s.field},get limit(){return b()},go:g}),y=ao(e,c,p,x),N=u?null:vo(e,{sample:c,trace:p,go:g,reads:G=>ho(c,G),pick:x,hold:h?S:void 0}),E=u?no(e):null,z=i("p",{class:"note","data-key":"opened"}),H=lo(e,d,c),I=ro(e,{model:d,pane:t,editable:h,whole:u,now:A,hold:S,change:D}),te=so(e,d,c,m);function Y(){return f.traces[t.layer][t.direction]}function D(){f=t.edits.length&&h?Fe(d,c,t.edits):m,fe()}function P(){let G=p.units.indexOf(t.unit);k.show(v(Y()),A()),_(L,...k.coloured?[u&&n.explore.mean,Re(e,s.field,b())]:[]),y.cursor($,u?null:G,A()),N?.show(Y(),G,A(),t),z.textContent=t.unit===t.opened?.unit?en(n,t.opened,p):"",I.show()}function ke(){P(),H.show(f.outlook,m.outlook,A(),t.edits.length>0)}function fe(){$=Kt(p,s.order),y.draw(Y(),$),E?.show(Y()),ke()}let de=G=>G&&i("section",{class:"card"},G),ge=(...G)=>i("div",{class:"column"},...G);function qe(){let[G,oe]=[de(H.element),de(I.element)];if(E)return[i("section",{class:"card"},y.element),i("div",{class:"pane-grid"},ge(de(E.element),oe),ge(G))];let ot=i("section",{class:"card unit-card"},z,N.element);return[i("div",{class:"pane-grid"},ge(de(y.element),de(N.charts)),ge(G,ot,oe))]}let kt=i("section",{class:`pane${w?" slim":""}`,"data-pane":o},mo(e,t,r.rebuild),i("p",{class:"note"},[C(d.note,l),C(c.note,l)].filter(Boolean).join(n.space)),k.empty?null:i("section",{class:"card"},i("h3",{class:"with-scale"},n.explore.input,L),k.element),...qe(),te);return t.edits.length&&h&&(f=Fe(d,c,t.edits)),{element:kt,step:ke,all:fe,steps:()=>p.steps,real:G=>ie(c,Math.min(G,p.steps-1)),unit(G){if(u)return;let oe=$.indexOf(p.units.indexOf(t.unit))+G;$[oe]!==void 0&&x($[oe])},destroy(){k.destroy(),y.destroy(),N?.destroy(),_(kt)}}}function en(e,{unit:t,step:o},r){if(o!==void 0)return e.explore.opened.story(t,o);let{low:n,high:a}=it(q(r,"c",r.units.indexOf(t)));return e.explore.opened.widest(t,V(n),V(a))}var tn=["number","memory","activity","saturation"];function So(e){let{t,data:o,explore:r}=e;if(!o?.models.length||!r.panes.length)return{element:i("div",{},i("h1",{},t.explore.title),i("p",{class:"lead"},t.explore.empty))};let n=[],a=i("div",{class:"panes"}),s=()=>Math.max(...n.map(f=>f.steps())),l=f=>{r.step=f,n.forEach($=>$.step()),d.update()},d=Ae({t,steps:s,get:()=>r.step,go:l,speeds:!0,words:f=>t.step(n[0].real(f),n[0].real(s()-1))}),c=F("",()=>{r.panes=r.panes.length===2?[r.panes[0]]:[r.panes[0],on(e)],u()},{"data-do":"compare"}),m=F("",()=>{r.whole=!r.whole,u()},{"data-do":"whole"}),p=i("p",{class:"note"}),h=i("div",{class:"card bar-controls"},d.element,Q(t.explore.sort,tn.map(f=>({value:f,label:t.explore.orders[f]})),r.order,f=>{r.order=f,n.forEach($=>$.all())},{"data-do":"sort"}),Q(t.explore.colouredBy,ee.map(f=>({value:f,label:`${t.field[f]} ${f}`})),r.field,f=>{r.field=f,n.forEach($=>$.all())},{"data-do":"field"}),m,c);function u(){n.forEach(f=>f.destroy()),n=r.panes.map((f,$)=>ko(e,f,$,{go:l,stop:d.stop,rebuild:u})),r.step=Math.min(r.step,s()-1),a.classList.toggle("pair",n.length===2),_(a,...n.map(f=>f.element)),p.textContent=t.explore.keys(r.whole),m.textContent=r.whole?t.explore.one:t.explore.whole,c.textContent=n.length===2?t.explore.single:t.explore.compare,c.setAttribute("aria-pressed",String(n.length===2)),n.forEach(f=>f.all()),d.update()}let w=i("div",{class:"explore"},i("h1",{},t.explore.title),i("p",{class:"lead"},t.explore.lead),h,a,p);return w.addEventListener("keydown",f=>rn(f,{play:d,panes:n,go:l,steps:s})),u(),{element:w,destroy:()=>{d.stop(),n.forEach(f=>f.destroy())}}}function on({data:e,explore:t}){let o=t.panes[0],r=e.models.find(({id:a})=>a===o.model),n=r.samples.find(({id:a})=>a!==o.sample)??r.samples[0];return{...o,sample:n.id,opened:void 0,edits:[]}}function rn(e,{play:t,panes:o,go:r,steps:n}){let a=e.target;if(a.closest("input, select, textarea, [role=slider]")||e.ctrlKey||e.metaKey||e.altKey||e.key===" "&&a.closest("button"))return;let s=o.find(d=>d.element.contains(a))??o[0],l={ArrowLeft:()=>t.move(-1),ArrowRight:()=>t.move(1),ArrowUp:()=>s.unit(-1),ArrowDown:()=>s.unit(1)," ":()=>t.toggle(),Home:()=>r(0),End:()=>r(n()-1)};e.key in l&&(l[e.key](),e.preventDefault())}var K={about:"One LSTM unit and one unit of a plain RNN, weights set by hand so that the numbers are easy to read.",symbols:["A","B","▲","●","■"],weight_ih:[[4.25,4.25,0,.1,-.1],[0,0,.18,-.1,.05],[1.47,-1.47,.21,-.35,.15],[.2,.2,-.2,.1,.3]],weight_hh:[[.1],[.2],[.3],[.4]],bias:[-2.05,3.2,0,1],rnn:{weight_ih:[1.13,-1.13,.14,-.16,.06],weight_hh:.75,bias:0},read:6,distractors:[2,3,4,3,2,4,2,3,4]};var Z=K.symbols,mt=K.rnn.weight_hh,an={inputs:Z.length,hidden:1,outputs:1,ih:Float64Array.from(K.weight_ih.flat()),hh:Float64Array.from(K.weight_hh.flat()),bias:Float64Array.from(K.bias)},_e=e=>[e,...K.distractors];function sn(e){let t=new Float64Array(e.length*Z.length);return e.forEach((o,r)=>t[r*Z.length+o]=1),t}var $e=(e,t)=>Ke(an,sn(e),void 0,!1,t);function Mo(e,t=mt){let o=0;return Float64Array.from(e,r=>o=Math.tanh(K.rnn.weight_ih[r]+t*o+K.rnn.bias))}var he=e=>se(K.read*e);function Pe(e,t,o,r,n){let a=o.map((l,d)=>i("button",{type:"button",onclick:()=>n(d),"data-choice":`${t}-${d}`},...R(l))),s=()=>a.forEach((l,d)=>l.setAttribute("aria-pressed",String(d===r())));return s(),{element:i("div",{class:"choice",role:"group","aria-label":e},i("span",{class:"label"},e),i("span",{class:"segments"},...a)),update:s}}function Ao(e,t,o){let r=i("div",{class:"equation"}),n=i("output",{class:"n"}),a=i("input",{type:"range",min:0,max:2,step:.05,value:t.weight,"aria-label":e.hold.plainSays+e.colon+e.hold.weight,"data-do":"weight",oninput:()=>{t.weight=Number(a.value),o()}});return{element:i("div",{class:"plain-panel"},i("h3",{},e.hold.plainSays),i("p",{},e.hold.plainFormula),r,i("label",{class:"slider"},i("span",{},e.hold.weight),a,n),U(e.hold.plainNote,{class:"note"})),update({ids:l,plain:d}){let c=t.step,m=c>0?d[c-1]:0,p=K.rnn.weight_ih[l[c]],h=p<0?"−":"+";n.textContent=M(t.weight),_(r,J(`h_t = tanh(u h_{t−1} + w x_t) = tanh(\`${M(t.weight)}\` × \`${X(m)}\` ${h} \`${M(Math.abs(p))}\`) = \`${M(d[c])}\``,{"data-key":"equation-plain"}))}}}var Lo=["half","wipe","other"],ln=.1,Eo=(e,t)=>[dn(e,t),cn(e,t),pn(e,t)].filter(o=>o!==null);function dn({edits:e},{run:t}){let o=e.find(({gate:n,once:a,from:s,hold:l})=>n==="f"&&!a&&s>0&&To(l,.5));if(!o)return null;let r=1;for(let n=o.from;n<t.f.length&&To(t.f[n],.5);n++){if(r*=t.f[n],r>=ln)continue;let a=n-o.from+1;return{task:"half",f:t.f[n],n:a,share:r,old:t.c[o.from-1],at:n,c:t.c[n]}}return null}function cn({edits:e},{run:t,own:o}){let r=e.find(({gate:s,once:l,from:d,hold:c})=>s==="f"&&l&&d>0&&c===0),n=t.c.length-1;if(!r||Math.abs(t.c[n])>.7*Math.abs(o.c[n]))return null;let a=r.from;return{task:"wipe",at:a,old:t.c[a-1],c:t.c[a],end:t.c[n],chanceA:he(t.h[n])}}function pn({first:e,edits:t},{run:o}){let r=o.c.length-1,n=he(o.h[r]),a=e===0?1-n:n;if(a<=.8)return null;let s=["f","i","g","o"].filter(l=>t.some(d=>d.gate===l));return{task:"other",c:o.c[r],h:o.h[r],claims:Z[1-e],chance:a,held:s}}var To=(e,t)=>Math.abs(Number(e)-t)<.015;var _o=()=>({first:0,step:1,edits:[],once:!1,weight:mt,touched:!1,done:new Map});function ht(e){let t=_e(e.first);return{ids:t,own:$e(t),run:$e(t,Ye(e.edits,0,0)),plain:Mo(t,e.weight)}}function No(e,t,o){let r={layer:0,direction:0,gate:t,unit:null,from:e.step,once:e.once,hold:o};e.edits=Xe(e.edits,r),e.touched=!0}function Oo(e,t){e.edits=e.edits.filter(o=>o.gate!==t||(o.once?o.from!==e.step:o.from>e.step))}function Ne(e,t,o){let r=n=>t>0?n[t-1]:0;return{x:o,h_prev:r(e.h),c_prev:r(e.c),f:e.f[t],i:e.i[t],g:e.g[t],o:e.o[t],c:e.c[t],h:e.h[t]}}function Fo(e,t,o){let r=m=>Array.from({length:t},(p,h)=>m(h)),n=r(m=>F("",()=>o(m),{class:"tile","data-step":m})),a=r(m=>zo("c",m,o)),s=r(m=>zo("plain",m,o)),l={lstm:Co(e.hold.lstmSays,"lstm",e),plain:Co(e.hold.plainSays,"plain",e)},d=i("div",{class:"strip",style:`--steps:${t}`},i("span",{class:"row-name of-steps"},e.stepLabel," ",i("i",{class:"math"},"t")),...r(m=>i("span",{class:"count"},m)),i("span",{class:"row-name of-symbols"},e.hold.symbols),...n,i("span",{class:"row-name lstm"},e.hold.lstm," ",i("i",{class:"math"},"c")),...a.map(m=>m.element),i("span",{class:"row-name plain"},e.hold.plain," ",i("i",{class:"math"},"h")),...s.map(m=>m.element));return{element:i("div",{class:"strip-and-answers"},d,i("div",{class:"answers","aria-live":"polite"},i("h3",{},e.hold.says),l.lstm.element,l.plain.element)),show({ids:m,run:p,plain:h},u){m.forEach((w,f)=>{n[f].textContent=Z[w],j(n[f],{"aria-pressed":f===u.step,"aria-label":`${e.step(f,t-1)}: ${Z[w]}`}),n[f].classList.toggle("to-keep",f===0),a[f].show(p.c[f],f,u),s[f].show(h[f],f,u)}),l.lstm.show(he(p.h[t-1]),u.first),l.plain.show(he(h[t-1]),u.first)}}}function zo(e,t,o){let r=i("span",{class:"bar-fill"}),n=i("span",{class:"n","data-key":e,"data-step":t}),a=i("div",{class:`bar ${e}`,onclick:()=>o(t)},i("span",{class:"bar-room"},r),n);return{element:a,show(s,l,d){let c=Math.min(Math.abs(s),1.25)*40;r.style.height=`${c}%`,r.style.bottom=s<0?`${50-c}%`:"50%",r.dataset.sign=s<0?"minus":"plus",n.textContent=M(s),a.classList.toggle("now",l===d.step),a.classList.toggle("future",l>d.step)}}}function Co(e,t,o){let r=i("span",{class:"share"}),n=i("span",{class:"n","data-key":`says-${t}`}),a=i("span",{class:"verdict"}),s=i("div",{class:`answer ${t}`},i("span",{class:"who"},e),i("span",{class:"split","aria-hidden":"true"},r),n,a);return{element:s,show(l,d){let c=d===0?l:1-l;r.style.width=`${100*l}%`,n.textContent=l>=.5?o.hold.chance("A",B(l)):o.hold.chance("B",B(1-l));let m=c>.8?"right":c<.2?"wrong":"unsure";a.textContent=o.hold[m],s.dataset.state=m}}}function Go(e){let{t,hold:o}=e,r=ht(o),n=r.ids.length,a=x=>{o.step=x,$()},s=Ee({t,narrow:e.narrow,label:t.diagram,invite:o.touched?void 0:t.hold.invite,onGate(x,S){No(o,x,S),s.element.querySelector(".invite")?.remove(),d.stop(),$()},onRelease(x){Oo(o,x),$()}}),l=Fo(t,n,x=>{d.stop(),a(x)}),d=Ae({t,steps:()=>n,get:()=>o.step,go:a,words:x=>t.step(x,n-1)}),c=i("div",{class:"equation","aria-live":"polite"}),m=i("p",{class:"lead"}),p=F(t.hold.reset,()=>{o.edits=[],$()},{class:"quiet","data-do":"reset"}),h=Pe(t.hold.first,"first",["A","B"],()=>o.first,x=>{o.first=x,$()}),u=Pe(t.hold.scope,"scope",[t.hold.scopes.on,t.hold.scopes.once],()=>Number(o.once),x=>{o.once=x===1,$()}),w=Ao(t,o,()=>$()),f=Lo.map(x=>({key:x,mark:i("span",{class:"mark"}),said:i("p",{class:"said",role:"status"}),item:i("li",{"data-task":x})}));f.forEach(({key:x,mark:S,said:v,item:b})=>_(b,S,i("div",{},t.hold.tasks[x],v)));function $(){r=ht(o);let{run:x,own:S,ids:v}=r,b=o.step;_(m,...R(t.hold.lead(Z[o.first])));let L=Object.fromEntries(["i","f","g","o"].map(k=>[k,o.edits.some(y=>y.gate===k&&(y.once?y.from===b:b>=y.from))]));s.show(Ne(x,b,Z[v[b]]),L,{i:S.i[b],f:S.f[b],g:S.g[b],o:S.o[b]}),l.show(r,o),_(c,...A()),d.update(),h.update(),u.update(),w.update(r),p.disabled=!o.edits.length,Eo(o,r).forEach(k=>o.done.set(k.task,k)),f.forEach(({key:k,mark:y,said:N,item:E})=>{let z=o.done.get(k);E.classList.toggle("done",!!z),y.textContent=z?"✓":"",y.title=z?t.hold.done:"",_(N,...z?R(mn(t,z)):[])})}function A(){let x=Ne(r.run,o.step,""),S=J(`c_t = f_t c_{t−1} + i_t g_t = \`${M(x.f)}\` × \`${M(x.c_prev)}\` + \`${M(x.i)}\` × \`${X(x.g)}\` = \`${M(x.c)}\``,{"data-key":"equation-c"}),v=J(`h_t = o_t tanh(c_t) = \`${M(x.o)}\` × \`${X(Math.tanh(x.c))}\` = \`${M(x.h)}\``,{"data-key":"equation-h"});return[i("div",{},i("span",{class:"label"},t.hold.equation),S),i("div",{},i("span",{class:"label"},t.hold.shown),v),i("p",{class:"readout"},...R(t.hold.readout(M(x.c),M(x.h),B(he(x.h)))))]}let g=i("div",{class:"hold"},i("div",{class:"intro"},i("h1",{},t.hold.title),m),l.element,U(t.hold.counted,{class:"note counted"}),i("div",{class:"bench"},i("div",{class:"column"},i("section",{class:"card cell-card"},d.element,s.element,i("p",{class:"hint"},t.hold.hint)),i("section",{class:"card tries"},i("h3",{},t.hold.tries),i("ol",{},...f.map(({item:x})=>x)))),i("aside",{},i("section",{class:"card"},c),i("section",{class:"card controls"},h.element,u.element,p),i("section",{class:"card"},w.element))),i("div",{class:"onward"},F(t.hold.next,()=>e.go("tour"),{class:"primary","data-do":"tour"})),U(t.hold.source,{class:"note source"}));return $(),{element:g,destroy:()=>d.stop()}}function mn({hold:{happened:e},gate:t},o){if(o.task==="half"){let{n:d,f:c,share:m,old:p,at:h,c:u}=o,w=`${Array(d).fill(M(c)).join(" × ")} = ${M(m)}`;return e.half(d,w,M(p),M(m*p),h,M(u))}if(o.task==="wipe"){let{at:d,old:c,c:m,end:p,chanceA:h}=o;return e.wipe(d,M(c),M(m),M(p),B(h))}let{c:r,h:n,claims:a,chance:s,held:l}=o;return e.other(M(r),M(n),a,B(s),l.map(d=>t[d]).join(e.and))}function ut(e,t,o=1,r=1){let n=0,a=0;for(let s=0;s<o;s++){let l=s===0?e:t*r;n+=r*4*t*(l+t+2),a+=r*4*t*(l+t)}return{parameters:n,multiplyAdds:a}}function ue(e,t,o){let{t:r}=e,n=i("section",{class:"card quiz","aria-live":"polite","data-quiz":t.key}),a=d=>{e.tour.answered.set(t.key,d),l(),o()};function s(d){let c=d===t.right;return[d>=0&&i("strong",{},c?r.tour.right:r.tour.wrong),r.space,i("span",{"data-key":"why"},...R(t.options[d]?.why??"")),r.space,...R(t.reveal)]}function l(){let d=e.tour.answered.get(t.key),c=d===void 0;_(n,i("h3",{},r.tour.question),i("p",{},...R(t.ask)),i("div",{class:"options"},...t.options.map(({words:m},p)=>F(m,()=>a(p),{disabled:!c,"data-option":p,class:c?null:p===t.right?"is-right":p===d?"is-wrong":null})),c&&F(r.tour.show,()=>a(-1),{class:"quiet","data-option":"show"})),!c&&i("p",{class:"reveal"},...s(d)))}return l(),n}function Ro(e,t,o){let r=new Set([e]),n=t.filter(({words:s})=>!r.has(s)&&r.add(s)).slice(0,2),a=o%(n.length+1);return{options:[...n.slice(0,a),{words:e},...n.slice(a)],right:a}}function Ho(e,t,o,r){let{t:n,language:a}=e,s=r.units.indexOf(t.unit),l=t.fields.map(g=>({field:g,values:q(r,g,s)})),d=l[0],c=re(d.field,d.values),m=0,p=!1,h=g=>{m=g,A()},u=et(e,{sample:o,field:d.field,limit:c,go:h}),w=[l.filter(({field:g})=>we(g)),l.filter(({field:g})=>!we(g))].filter(g=>g.length).map(g=>({group:g,plot:hn(e,g,r.steps,h)})),f=i("p",{class:"readout","aria-live":"polite"}),$=i("p",{class:"note with-scale"});function A(){u.show(p?d.values:null,m),_($,...p&&u.coloured?[n.explore.colouredBy+n.colon,n.field[d.field]," ",Re(e,d.field,c)]:[]);for(let{group:x,plot:S}of w){let v=x.map(({field:b,values:L})=>({values:L,colour:`var(--${b})`,label:`$${b}$ ${n.field[b]}`}));S.element.hidden=!p,S.show(v,m)}let g=t.marks?.find(x=>x.step===m);_(f,...p?[n.explore.predictionAt(m)+un(n,o,m)+n.colon,...l.flatMap(({field:x,values:S},v)=>[v?n.comma:"",i("i",{class:"math"},x)," = ",i("b",{class:"n","data-key":`story-${x}`,"data-step":m},V(S[m]))]),g&&i("span",{class:"mark-words"},n.dash,C(g.words,a))]:R(n.tour.storyHidden))}return A(),{reads:i("div",{},u.element,$),charts:i("div",{},...w.map(({plot:g})=>g.element),f),step:()=>p?m:t.focus,reveal(){p=!0,h(t.focus)},destroy(){w.forEach(({plot:g})=>g.stop()),u.destroy()}}}function hn({t:e},t,o,r){let n=we(t[0].field),a=t.map(({field:c})=>c).join(e.comma),s=Math.max(...t.map(({field:c,values:m})=>re(c,m))),l=t.some(({values:c})=>c.some(m=>m<0)),d=n?e.axes.gates(a):e.axes.states(a);return me({label:d,yLabel:d,xLabel:e.axes.step,height:150,low:!n&&l?-s:0,high:n?1:s,steps:o,legend:!0,onStep:r})}function un(e,{tokens:t},o){let r=t?.[o]??"";return r&&r!==String(o)?e.quoted(r):""}function tt(e,t){let r=(e.data?.stories??[]).filter(n=>n.chapter===t).map(n=>fn(e,n));return{element:i("div",{class:"stories"},...r.length?r.map(({element:n})=>n):[i("p",{class:"note"},e.t.tour.noStory)]),destroy:()=>r.forEach(n=>n.destroy?.())}}function fn(e,t){let{t:o,language:r,data:n}=e,a=n.models.find(({id:$})=>$===t.model),s=a.samples.find(({id:$})=>$===t.sample),l=Te(a,s),d=l.traces[t.layer][t.direction],c=Ho(e,t,s,d),m=$=>wn(C($,r),t,a,s,l),p=$=>$.map(A=>i("p",{},...R(m(A)))),h=i("div",{class:"words told"}),u=()=>{_(h,...p(t.text)),c.reveal()},w=t.question&&ue(e,{key:`story-${t.id}`,ask:C(t.question.words,r),reveal:"",right:t.question.right,options:t.question.options.map(({words:$,why:A})=>({words:m($),why:m(A)}))},u);return(!t.question||e.tour.answered.has(`story-${t.id}`))&&u(),{element:i("section",{class:"card story","data-story":t.id},i("p",{class:"label"},o.tour.story),i("h2",{},C(t.title,r)),i("div",{class:"story-body"},i("div",{class:"words setting"},...p(t.setting)),i("div",{class:"reads"},c.reads),i("div",{class:"asks"},w,h),i("div",{class:"draws"},c.charts,i("p",{class:"note"},gn(e,t,a.layers[t.layer])),i("p",{class:"note"},[C(a.name,r),C(a.note,r)].filter(Boolean).join(o.colon)),F(o.tour.open,()=>xn(e,t,c.step()),{"data-do":"open"})))),destroy:c.destroy}}function gn({t:e},{unit:t,layer:o,direction:r},{hidden_size:n,directions:a}){let{forward:s,reverse:l}=e.explore,d=a.length>1?[s,l][r]:"";return e.tour.storyUnit(t,n,o,d)}function xn(e,t,o){e.explore.panes[0]=He(t),e.explore.step=o,e.go("explore")}function wn(e,t,o,r,n){let a=n.traces[t.layer][t.direction];return e.replace(/\{([ifgoch])@(\d+)(?:u(\d+))?\}/g,(s,l,d,c)=>V(q(a,l,a.units.indexOf(c===void 0?t.unit:Number(c)))[Number(d)])).replace(/\{p@(\d+|last):(\d+)\}/g,(s,l,d)=>{if(!n.outlook)return s;let c=xe(n.outlook,l==="last"?r.steps-1:Number(l))[Number(d)];return o.head?.kind==="linear"?V(c):B(c)})}var bn=["我","爱","中","国"];function Po(e){let{t,data:o}=e,r=t.tour.both,n=o?.stories?.find(({chapter:S})=>S==="both"),a=o?.models.find(({id:S})=>S===n?.model),s=a?.samples.find(({id:S})=>S===n?.sample),l=a&&s&&Te(a,s),d=s?.tokens??bn,c=n?.layer??0,m=i("div",{class:"chain",style:`--steps:${d.length}`}),p=d.length-1;function h(){let[S,v]=l?.traces[c]??[],b=(k,y)=>{let N=k?v:S,E=k?d.slice(y):d.slice(0,y+1);return i("div",{class:`half ${k?"reverse":"forward"}${y===p?" now":""}${(k?y>=p:y<=p)?" read":""}`},N&&ft(N.values.h.subarray(y*N.width,(y+1)*N.width),e),y===p&&i("span",{class:"has"},r.has(k?[...E].reverse().join(""):E.join(""))))},L=d.map((k,y)=>y);_(m,i("span",{class:"row-name"},r.forward," →"),...L.map(k=>b(0,k)),i("span",{class:"row-name"}),...L.map(k=>i("button",{type:"button",class:"character",lang:"zh-CN","data-step":k,"aria-pressed":k===p,onclick:()=>{p=k,h()}},d[k])),i("span",{class:"row-name"},r.reverse," ←"),...L.map(k=>b(1,k))),_(u,...w())}let u=i("div",{class:"joined","aria-live":"polite"});function w(){if(!l||!a)return[];let[S,v]=l.traces[c],b=k=>k.values.h.subarray(p*k.width,(p+1)*k.width),L=l.outlook&&a.head&&a.head.kind!=="linear"&&xe(l.outlook,p);return[i("span",{class:"label"},`${r.joined}${t.colon}[h→ ; h←] ${d[p]}`),i("div",{class:"pair"},ft(b(S),e),ft(b(v),e)),L&&i("p",{class:"readout"},(C(a.head.name,e.language)||t.explore.prediction)+t.colon,...Me(L).slice(0,3).flatMap((k,y)=>[y?t.comma:"",i("b",{},C(a.head.labels[k],e.language))," ",i("span",{class:"n","data-key":`both-${k}`,"data-step":p},B(L[k],1))]))]}let f=ue(e,{key:"both",ask:r.ask,options:r.options,right:1,reveal:r.reveal},()=>{}),$=tt(e,"both");h();let A=a?.layers[0].input_size??16,g=a?.layers[0].hidden_size??16;return{element:i("div",{},i("div",{class:"two asking"},i("div",{class:"words"},...r.text.map(S=>U(S))),i("section",{class:"card"},m,u),i("div",{},f)),i("section",{class:"card beside"},i("h3",{},r.cost),yn(e,A,g),i("div",{class:"words"},i("p",{},r.wait),i("p",{},r.stacked),i("p",{class:"note"},r.costNote(A,g)))),$.element),destroy:$.destroy}}function ft(e,t){return i("span",{class:"vector",role:"img","aria-label":Array.from(e,o=>M(o)).join(" ")},...Array.from(e,o=>i("i",{style:`background:${Le(be("h",o,1,t.theme))}`,title:M(o)})))}function yn(e,t,o){let r=e.t.tour.both.costRows,n=ut(t,o),a=ut(t,o,1,2),s=(d,c)=>i("td",{class:"n","data-key":c},d),l=(d,c,m,p)=>i("tr",{},i("th",{scope:"row"},d),s(c,`one-${p}`),s(m,`two-${p}`));return i("table",{},i("thead",{},i("tr",{},i("td",{}),i("th",{scope:"col"},r.one),i("th",{scope:"col"},r.two))),i("tbody",{},l(r.parameters,O(n.parameters),O(a.parameters),"parameters"),l(r.adds,O(n.multiplyAdds),O(a.multiplyAdds),"adds"),l(r.width,String(o),String(2*o),"width"),l(r.knows,e.t.tour.both.left,e.t.tour.both.all,"knows")))}var Ve=300,We=132,ve=6;function gt(e,t,o,r,n){let a=t==="sigmoid"?se:Math.tanh,s=t==="sigmoid"?0:-1,l=w=>34+(Math.min(Math.max(w,-ve),ve)+ve)/(2*ve)*(Ve-48),d=w=>10+(1-w)/(1-s)*(We-34),m=Array.from({length:97},(w,f)=>(f/48-1)*ve).map((w,f)=>`${f?"L":"M"}${l(w).toFixed(1)} ${d(a(w)).toFixed(1)}`).join(""),p=a(o),u=(p-s)/(1-s)<.35?{x:Math.max(l(o)-10,118),y:d(r?p:s)-9,anchor:"end"}:{x:Math.min(l(o)+92,Ve-14),y:d(r?p:1)+21,anchor:"end"};return i("figure",{class:`curve ${t}`},i("figcaption",{},J(n)," ",e.tour.curve[t]),T("svg",{class:"chart",viewBox:`0 0 ${Ve} ${We}`,role:"img","aria-label":`${t}(${M(o)}) = ${r?M(p):"?"}`},T("path",{class:"axis",d:`M34 ${d(s)}H${Ve-14}M34 ${d(1)}H${Ve-14}M${l(0)} 10V${We-24}`}),...[s,1].map(w=>T("text",{x:28,y:d(w),dy:"0.34em","text-anchor":"end"},M(w,0))),...[-ve,0,ve].map(w=>T("text",{x:l(w),y:We-8,"text-anchor":"middle"},M(w,0))),T("path",{class:"line",d:m,style:"stroke:var(--soft)"}),T("path",{class:"cursor",d:`M${l(o)} ${We-24}V${r?d(p):10}`+(r?`M34 ${d(p)}H${l(o)}`:"")}),r&&T("circle",{class:"dot",cx:l(o),cy:d(p),r:5.5,style:"fill:var(--glow)"}),T("text",{class:"end",x:u.x,y:u.y,"text-anchor":u.anchor},`${M(o)} → `,T("tspan",{class:"n","data-key":`curve-${n}`},r?M(p):"?"))))}var Vo={forget:["forget"],input:["input","candidate"],cell:["cell"],output:["output"]},xt={forget:["f","kept","c","tanh","h"],input:["written","c","tanh","h"],cell:["c","tanh","h"],output:["h"]},Wo={forget:["f"],input:["i","g"],cell:[],output:["o"]};function wt(e,t,o){let r=Pt.indexOf(e),[n,a,s]=[K.weight_hh[r][0],K.weight_ih[r][t],K.bias[r]];return{gate:e,hidden:n,input:a,bias:s,pre:n*o+a+s}}function Do(e,t,o){let{gate:r,hidden:n,input:a,bias:s,pre:l}=e,d=r==="g"?"tanh":"σ",c=h=>`\`${M(h)}\``,m=h=>`\`${X(h)}\``,p=`${d}(${c(l)}) = \`${o===null?"?":M(o)}\``;return{textbook:`${r}_t = ${d}(W_${r} · [h_{t−1}, x_t] + b_${r}) = ${d}([${c(n)}, ${c(a)}] · [${c(t)}, \`1\`] + ${m(s)}) = ${p}`,pytorch:`${r}_t = ${d}(W_{h${r}} h_{t−1} + W_{i${r}} x_t + b_${r}) = ${d}(${c(n)} × ${m(t)} + ${m(a)} × \`1\` + ${m(s)}) = ${p}`}}function Io(e,t,o){let r=s=>`\`${M(s)}\``,n=s=>`\`${X(s)}\``,a=s=>`\`${o?M(s):"?"}\``;switch(e){case"forget":return[`f_t c_{t−1} = ${a(t.f)} × ${n(t.c_prev)} = ${a(t.f*t.c_prev)}`];case"input":return[`i_t g_t = ${r(t.i)} × ${n(t.g)} = ${a(t.i*t.g)}`];case"cell":return[`c_t = f_t c_{t−1} + i_t g_t = ${r(t.f)} × ${n(t.c_prev)} + ${r(t.i)} × ${n(t.g)} = ${a(t.c)}`];case"output":return[`h_t = o_t tanh(c_t) = ${r(t.o)} × tanh(${r(t.c)}) = ${r(t.o)} × ${n(Math.tanh(t.c))} = ${a(t.h)}`]}}function qo(e,t,o,r,n){let a=t.tour,s=M,l=(d,c,m,p)=>({key:e,ask:d,reveal:p,...Ro(s(c),m.map(([h,u])=>({words:s(h),why:u})),n)});switch(e){case"forget":{let{ask:d,why:c,reveal:m}=a.forget,p=[[1-o.f,c.rest(s(1-o.f))],[.5,c.half]];return l(d(s(r)),o.f,p,m(s(o.f),s(o.c_prev),s(o.f*o.c_prev)))}case"input":{let{ask:d,why:c,reveal:m}=a.input,p=[[o.i+o.g,c.sum],[o.g,c.whole]];return l(d(s(o.i),s(o.g)),o.i*o.g,p,m(s(o.i),X(o.g),s(o.i*o.g)))}case"cell":{let{ask:d,why:c,reveal:m}=a.cell,p=[[o.c_prev+o.g,c.ungated],[o.f*o.g,c.crossed],[o.i*o.g,c.written]],h=`${s(o.f)} × ${X(o.c_prev)} + ${s(o.i)} × ${X(o.g)} = ${s(o.c)}`;return l(d(s(o.f),s(o.c_prev),s(o.i),s(o.g)),o.c,p,m(h))}case"output":{let{ask:d,why:c,reveal:m}=a.output,p=[[o.o+o.c,c.sum],[Math.tanh(o.c),c.whole]];return l(d(s(o.o),s(o.c)),o.h,p,m(s(o.o),X(Math.tanh(o.c)),s(o.h)))}}}function jo(e,t){let{t:o,tour:r}=e,n=_e(r.first),a=$e(n),s=o.tour[t],l=Ee({t:o,narrow:e.narrow,label:o.diagram});l.light(Vo[t]);let d=i("div",{}),c=i("section",{class:"card formulas"}),m=i("div",{class:"curves"}),p=i("b",{class:"n"}),h=Ae({t:o,steps:()=>n.length,get:()=>r.step,words:A=>o.step(A,n.length-1),go:A=>{r.step=A,w()}}),u=tt(e,t);function w(){let A=Ne(a,r.step,Z[n[r.step]]),g=wt("f",n[r.step],A.h_prev).pre;_(d,ue(e,qo(t,o,A,g,r.step),f)),f()}function f(){let A=r.answered.has(t),g=Ne(a,r.step,Z[n[r.step]]);p.textContent=g.x,l.hide(A?[]:xt[t]),l.show(g),h.update();let x=Wo[t].map(v=>wt(v,n[r.step],g.h_prev)),S=v=>A||!xt[t].includes(v);_(c,x.length>0&&i("h3",{},o.tour.spelling),...x.flatMap(v=>{let b=Do(v,g.h_prev,S(v.gate)?g[v.gate]:null);return[Bo(o.tour.textbook,b.textbook,v.gate),Bo(o.tour.pytorch,b.pytorch,v.gate)]}),x.length>0&&U(o.tour.spellingNote,{class:"note"}),...Io(t,g,A).map(v=>i("div",{class:"equation main"},J(v,{"data-key":"product"}))),t==="cell"&&U(o.tour.cell.noDense,{class:"note"})),_(m,...x.map(({gate:v,pre:b})=>gt(o,v==="g"?"tanh":"sigmoid",b,S(v),`${v}_t`)),t==="output"&&gt(o,"tanh",g.c,!0,"tanh(c_t)"))}return w(),{element:i("div",{},i("div",{class:"two asking"},i("div",{class:"words"},...s.text.map(A=>U(A))),i("section",{class:"card cell-card"},i("p",{class:"note here"},o.tour.here," ",p),h.element,l.element),d),i("div",{class:"two lower"},c,i("section",{class:"card",hidden:t==="cell"},m)),u.element),destroy:()=>{h.stop(),u.destroy?.()}}}var Bo=(e,t,o)=>i("div",{class:`equation gate-${o}`},i("span",{class:"label"},e),J(t,{"data-key":`${e}-${o}`}));var Uo=["var(--minus)","var(--g)","var(--o)","var(--f)","var(--i)","var(--h)"];function Ko(e){return[...new Set(e.map(({name:o})=>C(o,"en")))].flatMap((o,r)=>{let n=e.filter(({name:s})=>C(s,"en")===o),a=n.find($n);return a?[{key:o,cell:a.cell,whole:a,curves:n,colour:Uo[r%Uo.length]}]:[]})}var $n=({cell:e,quantity:t})=>t===(e==="lstm"?"dc":"dh"),De=(e,t)=>e.filter(({cell:o})=>o==="lstm").sort((o,r)=>o.whole.mean[t]-r.whole.mean[t]),Oe=(e,{name:t})=>C(t,e.language).replace(/\bb_f\b/g,"$b_f$"),bt=(e,t)=>`${Oe(e,t)}${e.t.comma}${e.t.tour.gradient.quantities[t.quantity]}`;function Yo(e,{colour:t,curves:o,whole:r},n){return o.filter(s=>s===r||s.quantity===n).map(s=>({values:s.mean,low:s===r?s.low:void 0,high:s===r?s.high:void 0,colour:t,dash:s===r?void 0:"5 4",label:bt(e,s)}))}function Xo(e,t,o,r){let n=t.map(({key:s,whole:l,colour:d})=>{let c=()=>{o.delete(s)||o.add(s),m.setAttribute("aria-pressed",String(o.has(s))),r()},m=i("button",{type:"button",class:"network","data-network":l.id,"aria-pressed":o.has(s),onclick:c},i("i",{class:"swatch",style:`border-color:${d}`}),...R(Oe(e,l)));return m}),a=e.t.tour.gradient.networks;return i("div",{class:"choice",role:"group","aria-label":a},i("span",{class:"label"},a),i("span",{class:"segments"},...n))}var vn=[1,10,50,99];function Jo(e,t){let o=e.t.tour.gradient,r=vn.filter(l=>t.every(({mean:d})=>l<d.length)),n=l=>r.map(d=>i("td",{class:"n","data-key":`gradient-${l.id}`,"data-step":d},l.mean[d]===0?o.none:ne(l.mean[d]))),a=l=>{let d=R(bt(e,l));return e.narrow?[i("tr",{class:"name"},i("th",{scope:"rowgroup",colspan:r.length},...d)),i("tr",{},...n(l))]:[i("tr",{},i("th",{scope:"row"},...d),...n(l))]},s=r.map(l=>i("th",{scope:"col"},o.at(l)));return i("table",{class:"gradients"},i("thead",{},i("tr",{},e.narrow?null:i("td",{}),...s)),...t.map(l=>i("tbody",{},...a(l))))}function Qo(e,t,o){let r=e.t.tour.gradient,n=.97,a=50,s=i("output",{class:"n","data-key":"own-left"}),l=()=>s.textContent=r.ownLeft(M(n),a,ne(n**a)),d=(c,m,p,h,u,w,f)=>{let $=i("input",{type:"range",min:w,max:h,step:u,value:p,"data-do":m,oninput:()=>{f(Number($.value)),l(),o()}});return i("label",{class:"slider"},i("span",{},c),$)};return l(),{element:i("section",{class:"card own-gate"},i("h3",{},r.own),d(r.ownGate,"own-gate",n,1,.01,0,c=>n=c),d(r.ownSteps,"own-lag",a,t-1,1,0,c=>a=c),s),line:()=>({values:Array.from({length:t},(c,m)=>n**m),colour:"var(--ink)",dash:"4 4",label:`${r.ownGate} = ${M(n)}`}),lag:()=>a}}function Zo(e){let{t,data:o}=e,r=t.tour.gradient,n=o?.gradient?.curves??[],a=Ko(n),s=e.tour,l=s.networks??=kn(a),d=Math.max(100,...n.map(({mean:f})=>f.length)),c=Qo(e,d,()=>h()),m=Pe(r.dashed,"dashed",Be.map(f=>r.quantities[f]),()=>Be.indexOf(s.dashed),f=>{s.dashed=Be[f],h()}),p=me({label:r.chart,height:e.narrow?260:330,low:1e-20,high:10,log:!0,steps:d,legend:!0,ticks:[1,1e-5,1e-10,1e-15,1e-20],xLabel:r.axis,yLabel:r.left});function h(){m.update();let f=a.filter(({key:$})=>l.has($));p.show([...f.flatMap($=>Yo(e,$,s.dashed)),c.line()],c.lag())}h();let u=ue(e,{key:"gradient",ask:r.ask,options:r.options,right:2,reveal:r.reveal},()=>{});return{element:i("div",{},i("div",{class:"two"},i("div",{class:"words"},...r.text.map(f=>U(f)),Mn(e,a),u),i("div",{class:"column"},i("section",{class:"card"},i("h3",{},r.chart),Sn(e,a),p.element,Xo(e,a,l,h),m.element,U(r.terms,{class:"note"})),c.element)),o?.gradient?i("section",{class:"card beside"},i("h3",{},r.table),Jo(e,n),i("p",{class:"note"},r.seeds(o.gradient.seeds,o.gradient.hidden_size),t.space,C(o.gradient.note,e.language),o.gradient.command&&" ",o.gradient.command&&i("code",{},o.gradient.command))):i("p",{class:"note"},r.missing)),destroy:()=>p.stop()}}var Ie=99,yt=50;function kn(e){let t=[e.find(({cell:o})=>o==="rnn"),De(e,Ie).at(-1)];return new Set(t.flatMap(o=>o?[o.key]:[]))}function Sn(e,t){let o=t.find(({cell:d})=>d==="rnn"),r=De(t,yt),[n,a]=[De(t,Ie).at(-1),r[0]];if(!o||!n||n===a)return null;let s=({whole:d})=>ne(d.mean[yt]),l=e.t.tour.gradient.look;return U(l(yt,s(o),Oe(e,n.whole),s(n),Oe(e,a.whole),s(a)),{"data-key":"look"})}function Mn(e,t){let o=De(t,Ie).at(-1),r=o?.curves.find(({quantity:s})=>s==="direct");if(!o||!r)return null;let[n,a]=[r,o.whole].map(({mean:s})=>ne(s[Ie]));return U(e.t.tour.gradient.paths(Oe(e,o.whole),Ie,n,a),{"data-key":"paths"})}function er(e){let{t,tour:o}=e,r=i("nav",{class:"chapters","aria-label":t.tour.chapters}),n=i("article",{class:"chapter"}),a=i("div",{class:"tour"},r,n),s;function l(m){o.chapter=m,c(),e.moved(),a.getBoundingClientRect().top<0&&a.scrollIntoView({block:"start"}),n.querySelector("h1")?.focus({preventScroll:!0})}function d(){let m=r.querySelector("[aria-current]");r.scrollLeft=m.offsetLeft-(r.clientWidth-m.offsetWidth)/2}function c(){s?.destroy?.();let m=ae.indexOf(o.chapter);_(r,...ae.map((u,w)=>F(`${w+1}  ${t.tour[u].name}`,()=>l(u),{"data-chapter":u,"aria-current":u===o.chapter?"step":null}))),d(),requestAnimationFrame(d),s=An(e,o.chapter);let p=ae[m-1],h=ae[m+1];_(n,i("h1",{tabindex:-1},t.tour[o.chapter].title),s.element,i("div",{class:"onward"},p&&F(`‹ ${t.tour.previous}`,()=>l(p),{"data-do":"previous"})," ",h?F(t.tour.next+t.colon+t.tour[h].name,()=>l(h),{class:"primary","data-do":"next"}):F(t.tour.toExplorer,()=>e.go("explore"),{class:"primary","data-do":"next"})))}return c(),{element:a,destroy:()=>s?.destroy?.()}}function An(e,t){return t==="both"?Po(e):t==="gradient"?Zo(e):jo(e,t)}var Tn={hold:Go,tour:er,explore:So},tr=640;function $t(e,t,o={}){let r=o.views??at,n=matchMedia("(prefers-color-scheme: dark)"),a=o.view??t?.start??r[0],s=()=>o.address?Ct(location.hash):{},l=s(),d=l.view??a,c=o.theme??l.theme??"auto",m=o.language??l.language,p,h,u={root:e,data:t,language:m??Ot(),t:ze.en,theme:"light",narrow:e.clientWidth>0&&e.clientWidth<tr,hold:_o(),tour:zt(),explore:co(t),go(k){w(k),u.moved()},moved:()=>f(k=>location.hash=k)};u.tour.chapter=l.chapter??u.tour.chapter;function w(k){d=k,A(),e.scrollIntoView({block:"start"}),e.querySelector(`[data-view=${k}]`)?.focus({preventScroll:!0})}function f(k){let y=c==="auto"?void 0:c,N=Ft({view:d,chapter:u.tour.chapter,language:m,theme:y});o.address&&N!==location.hash&&k(N)}let $=()=>f(k=>location.replace(location.href.split("#")[0]+k));function A(){p?.destroy?.(),u.t=ze[u.language],u.theme=c==="auto"?Ln(n.matches):c,e.classList.add("olx"),e.dataset.theme=u.theme,e.classList.toggle("narrow",u.narrow),e.lang=u.language==="zh"?"zh-CN":"en",(e===document.body||e.id==="openlstm")&&(document.documentElement.lang=e.lang),p=Tn[d](u);let k=h?.element.open??!1;h=Ht(u.t),h.element.open=k,_(e,g(),i("main",{class:"view",id:`olx-${d}`},p.element,h.element),x())}function g(){let k=r.length>1&&i("nav",{"aria-label":u.t.sections},...r.map((I,te)=>F(`${te+1}  ${u.t.views[I]}`,()=>u.go(I),{class:"tab","data-view":I,"aria-current":I===d?"page":null}))),y=["auto","light","dark"],N=F({auto:"◐",light:"○",dark:"●"}[c],()=>{c=y[(y.indexOf(c)+1)%3],A(),$(),e.querySelector("[data-switch=theme]")?.focus()},{class:"switch","data-switch":"theme","aria-label":u.t.theme[c],title:u.t.theme[c]}),E=F(u.t.words,()=>h?.visit(),{class:"switch","data-switch":"words","aria-label":u.t.wordsLabel}),z=F(u.t.language,()=>{u.language=m=u.language==="en"?"zh":"en",A(),$(),e.querySelector("[data-switch=language]")?.focus()},{class:"switch","data-switch":"language","aria-label":u.t.languageLabel}),H=C(t?.title,u.language)||u.t.title;return i("header",{},r.length>1&&i("div",{class:"brand"},i("b",{},"openlstm"),i("span",{},H)),k,i("div",{class:"switches"},E,z,N))}let x=()=>i("footer",{},u.t.footer,t&&`${u.t.space}openlstm ${t.version}`),S=new ResizeObserver(()=>{if(!e.clientWidth)return;let k=e.clientWidth<tr;k!==u.narrow&&(u.narrow=k,A())}),v=()=>{c==="auto"&&A()},b=()=>{let{view:k=a,chapter:y=ae[0]}=s();k===d&&(k!=="tour"||y===u.tour.chapter)||(k==="tour"&&(u.tour.chapter=y),w(k),$())},L=new MutationObserver(v);return L.observe(document.documentElement,{attributeFilter:["data-theme"]}),S.observe(e),n.addEventListener("change",v),o.address&&addEventListener("hashchange",b),A(),{destroy(){S.disconnect(),L.disconnect(),n.removeEventListener("change",v),removeEventListener("hashchange",b),p?.destroy?.(),_(e)}}}function Ln(e){let t=document.documentElement.dataset.theme;return t==="dark"||t==="light"?t:e?"dark":"light"}var or=`/* SPDX-License-Identifier: Apache-2.0 */
.olx {
  --ground: #faf9f6;
  --card: #ffffff;
  --ink: #1b222b;
  --soft: #56606c;
  --faint: #8a939d;
  --line: #e1dfd9;
  --press: #1b222b;
  --on-press: #ffffff;
  --glow: #0b6fa4;
  --plus: #2a85b8;
  --minus: #dd7a29;
  --wire: #aab0b6;
  --f: #0b6fa4;
  --i: #178064;
  --g: #a84e90;
  --o: #8a6d1d;
  --c: #1b222b;
  --h: #7a4a21;
  --good: #1a7a5e;
  --bad: #b4480c;
  --shadow: 0 1px 2px rgb(27 34 43 / 5%), 0 6px 20px rgb(27 34 43 / 4%);
  --serif:
    "STIX Two Text", "Cambria", "Times New Roman", "Noto Serif", "DejaVu Serif", "Noto Serif CJK SC", "Songti SC", serif;
  background: var(--ground);
  color: var(--ink);
  min-height: 100%;
  box-sizing: border-box;
  font:
    16px/1.55 system-ui,
    -apple-system,
    "Segoe UI",
    "Noto Sans",
    "DejaVu Sans",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    sans-serif;
  font-variant-numeric: tabular-nums;
  -webkit-text-size-adjust: 100%;
}
.olx[data-theme="dark"] {
  --ground: #14181d;
  --card: #1b2027;
  --ink: #e8eaec;
  --soft: #a9b2bc;
  --faint: #7b858f;
  --line: #303842;
  --press: #e8eaec;
  --on-press: #14181d;
  --glow: #5db4e6;
  --plus: #4aa3d6;
  --minus: #ee9a52;
  --wire: #5a646f;
  --f: #5db4e6;
  --i: #4cc3a1;
  --g: #dd8fc8;
  --o: #d2b458;
  --c: #e8eaec;
  --h: #e0aa78;
  --good: #57c9a5;
  --bad: #f0a165;
  --shadow: none;
  color-scheme: dark;
}
.olx *,
.olx *::before {
  box-sizing: border-box;
}
.olx > header,
.olx > main,
.olx > footer {
  max-width: 1240px;
  margin: 0 auto;
  padding: 0 24px;
}
.olx > header {
  display: flex;
  align-items: center;
  gap: 20px;
  padding-top: 14px;
  padding-bottom: 12px;
  flex-wrap: wrap;
}
.olx .brand {
  display: flex;
  gap: 10px;
  align-items: baseline;
  margin-right: auto;
}
.olx .brand b {
  font-weight: 650;
  letter-spacing: -0.01em;
}
.olx .brand span {
  color: var(--soft);
  font-size: 14px;
}
.olx nav {
  display: flex;
  gap: 2px;
}
.olx > footer {
  color: var(--soft);
  font-size: 13px;
  padding-top: 28px;
  padding-bottom: 28px;
}
.olx h1 {
  font-size: 30px;
  line-height: 1.2;
  letter-spacing: -0.018em;
  font-weight: 640;
  margin: 10px 0 6px;
  text-wrap: balance;
}
.olx h2 {
  font-size: 23px;
  line-height: 1.25;
  letter-spacing: -0.012em;
  font-weight: 630;
  margin: 0 0 8px;
  text-wrap: balance;
}
.olx h3 {
  font-size: 15px;
  font-weight: 640;
  margin: 0 0 6px;
}
.olx p {
  margin: 0 0 10px;
  text-wrap: pretty;
}
.olx .lead {
  font-size: 18px;
  color: var(--soft);
  max-width: 82ch;
}
.olx .lead strong {
  color: var(--ink);
}
.olx .note,
.olx .hint {
  font-size: 13px;
  color: var(--soft);
  line-height: 1.5;
}
.olx .hint {
  margin: 4px 0 0;
}
.olx .card {
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 12px;
  padding: 16px 18px;
  box-shadow: var(--shadow);
  min-width: 0;
}
.olx .label {
  color: var(--soft);
  font-size: 13px;
  display: block;
  margin-bottom: 3px;
}
.olx .math {
  font-family: var(--serif);
  font-size: 1.06em;
  line-height: 1.8;
}
.olx .math sub,
.olx .math sup {
  font-size: 0.72em;
  line-height: 0;
}
/* a full stop right behind an index reads as another index */
.olx:lang(zh) .math > sub:last-child {
  margin-right: 0.15em;
}
.olx .math b.n {
  font-family: inherit;
  font-weight: 600;
  background: color-mix(in srgb, var(--glow) 12%, transparent);
  border-radius: 4px;
  padding: 1px 4px;
}
.olx .equation .math {
  white-space: normal;
}
.olx button {
  font: inherit;
  font-size: 14px;
  color: inherit;
  background: none;
  border: 1px solid var(--line);
  border-radius: 8px;
  padding: 5px 12px;
  min-height: 34px;
  cursor: pointer;
}
.olx button:hover:not(:disabled) {
  border-color: var(--soft);
}
.olx button:disabled {
  color: var(--soft);
  border-style: dashed;
  cursor: default;
}
.olx button[aria-pressed="true"],
.olx button.primary,
.olx .tab[aria-current="page"] {
  background: var(--press);
  color: var(--on-press);
  border-color: var(--press);
}
.olx button.primary {
  padding: 9px 18px;
  font-size: 15px;
}
.olx .tab {
  border-color: transparent;
  white-space: pre;
}
.olx .switch {
  border-color: transparent;
  color: var(--soft);
  padding: 5px 9px;
}
.olx .switches {
  display: flex;
}
.olx .switches:first-child {
  margin-left: auto;
}
.olx button.quiet {
  color: var(--soft);
}
.olx button.round {
  border-radius: 50%;
  width: 36px;
  height: 36px;
  padding: 0;
  flex: none;
  line-height: 1;
}
.olx :focus-visible {
  outline: 2px solid var(--glow);
  outline-offset: 2px;
}
.olx select,
.olx input[type="search"],
.olx input[type="number"] {
  font: inherit;
  font-size: 14px;
  color: inherit;
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 8px;
  padding: 5px 8px;
  min-height: 34px;
  max-width: 100%;
}
.olx input[type="range"] {
  accent-color: var(--glow);
  min-width: 60px;
  flex: 1;
}
.olx .pick {
  display: inline-flex;
  flex-direction: column;
  font-size: 13px;
  color: var(--soft);
  min-width: 0;
}
.olx .pick select,
.olx .pick input {
  color: var(--ink);
}
.olx .choice {
  margin-bottom: 8px;
}
.olx .segments {
  display: inline-flex;
  flex-wrap: wrap;
  gap: 4px;
}
.olx .player {
  display: flex;
  gap: 8px;
  align-items: center;
  flex-wrap: wrap;
}
.olx .player .step-words {
  min-width: 8.5em;
  color: var(--soft);
  font-size: 14px;
}
.olx .player .pick {
  flex-direction: row;
  align-items: center;
  gap: 6px;
}
.olx .slider {
  display: flex;
  gap: 10px;
  align-items: center;
  font-size: 14px;
  color: var(--soft);
}
.olx .glossary {
  margin-top: 24px;
  border-top: 1px solid var(--line);
  padding-top: 10px;
  font-size: 14px;
}
.olx .glossary summary {
  cursor: pointer;
  font-weight: 640;
  width: fit-content;
}
.olx .glossary dl {
  display: grid;
  grid-template-columns: minmax(9em, auto) minmax(0, 1fr);
  gap: 6px 20px;
  max-width: 92ch;
  margin: 10px 0 0;
}
.olx .glossary dt {
  font-weight: 600;
}
.olx .glossary dd {
  margin: 0;
}
.olx .glossary .math {
  line-height: 1;
}
.olx.narrow .glossary dl {
  grid-template-columns: minmax(0, 1fr);
  gap: 0;
}
.olx.narrow .glossary dd {
  margin-bottom: 8px;
}
.olx .onward {
  margin: 22px 0 10px;
}
.olx svg text {
  fill: var(--ink);
}
.olx .visually-hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.olx.narrow > header,
.olx.narrow > main,
.olx.narrow > footer {
  padding-left: 12px;
  padding-right: 12px;
}
.olx.narrow > header {
  gap: 6px 10px;
  padding-top: 8px;
  padding-bottom: 6px;
}
.olx.narrow .brand span {
  display: none;
}
.olx.narrow nav {
  order: 3;
  width: 100%;
  justify-content: space-between;
}
.olx.narrow .tab {
  padding: 5px 8px;
  font-size: 13px;
}
.olx.narrow h1 {
  font-size: 21px;
  margin-top: 4px;
}
.olx.narrow h2 {
  font-size: 20px;
}
.olx.narrow .lead {
  font-size: 14px;
  line-height: 1.4;
}
.olx.narrow .card {
  padding: 12px;
  border-radius: 10px;
}
.olx.narrow .player .step-words {
  min-width: 0;
}
@media (prefers-reduced-motion: no-preference) {
  .olx .bar-fill,
  .olx .split .share {
    transition:
      height 0.12s,
      bottom 0.12s,
      width 0.12s;
  }
  .olx .dim,
  .olx [data-part] {
    transition: opacity 0.25s;
  }
  .olx .invite {
    animation: olx-nudge 1.8s ease-in-out infinite;
  }
}
@keyframes olx-nudge {
  50% {
    transform: translateY(5px);
  }
}
`;var rr=`/* SPDX-License-Identifier: Apache-2.0 */
.olx .diagram {
  width: 100%;
  height: auto;
  display: block;
  user-select: none;
  -webkit-user-select: none;
  font-size: 15px;
}
.olx .wire {
  fill: none;
  stroke: var(--wire);
  stroke-linejoin: round;
  stroke-linecap: round;
}
.olx .wire[data-sign="plus"] {
  stroke: var(--plus);
}
.olx .wire[data-sign="minus"] {
  stroke: var(--minus);
}
.olx .arrow {
  fill: var(--soft);
}
.olx .operator circle,
.olx .operator rect {
  fill: var(--card);
  stroke: var(--ink);
  stroke-width: 1.5;
}
.olx .operator text {
  font-size: 18px;
}
.olx .operator .word {
  font-size: 13px;
  font-family: var(--serif);
}
.olx .wire-label {
  font-size: 15px;
  paint-order: stroke;
  stroke: var(--card);
  stroke-width: 5px;
  stroke-linejoin: round;
}
.olx .wire-label .v,
.olx .tank .name .v {
  font-family: var(--serif);
  font-style: italic;
  font-size: 17px;
}
.olx .wire-label .sub,
.olx .tank .name .sub {
  font-family: var(--serif);
  font-size: 11px;
}
.olx .wire-label .n {
  font-weight: 620;
}
.olx .tank {
  --hue: var(--f);
  outline: none;
}
.olx .tank.gate-i {
  --hue: var(--i);
}
.olx .tank.gate-g {
  --hue: var(--g);
}
.olx .tank.gate-o {
  --hue: var(--o);
}
.olx .tank[tabindex] {
  cursor: ns-resize;
  touch-action: none;
}
.olx .tank .glass {
  fill: var(--card);
}
.olx .tank .fill {
  fill: var(--hue);
  opacity: 0.26;
}
.olx .tank .rim {
  fill: none;
  stroke: var(--hue);
  stroke-width: 1.6;
}
.olx .tank .zero {
  stroke: var(--hue);
  stroke-width: 1;
  stroke-dasharray: 2 3;
  opacity: 0.7;
}
.olx .tank .handle rect {
  fill: var(--hue);
}
.olx .tank .handle path {
  stroke: var(--card);
  stroke-width: 1;
  opacity: 0.8;
}
.olx .tank .value {
  font-size: 18px;
  font-weight: 640;
}
.olx .tank .kind {
  font-size: 12.5px;
  font-family: var(--serif);
  fill: var(--soft);
}
.olx .tank .name {
  paint-order: stroke;
  stroke: var(--card);
  stroke-width: 5px;
}
.olx .tank .name .v {
  font-size: 19px;
}
.olx .tank .ghost {
  stroke: var(--ink);
  stroke-width: 1.5;
  stroke-dasharray: 3 3;
}
.olx .tank.held .rim {
  stroke-width: 3.2;
}
.olx .tank.held .fill {
  opacity: 0.42;
}
.olx .tank:focus-visible .rim {
  stroke: var(--glow);
  stroke-width: 4;
}
.olx .invite text {
  fill: var(--f);
  font-weight: 640;
  font-size: 15px;
}
.olx .invite path {
  fill: none;
  stroke: var(--f);
  stroke-width: 2;
}
.olx .diagram .dim:not(g, text),
.olx .diagram .dim :not(g, text, tspan) {
  opacity: 0.16;
}
.olx .diagram text.dim,
.olx .diagram .dim text {
  fill: var(--soft);
  font-weight: 400;
}
.olx .chart {
  display: block;
  width: 100%;
  touch-action: pan-y;
  font-size: 12px;
}
.olx .chart text {
  fill: var(--soft);
}
.olx .chart .axis {
  stroke: var(--line);
  fill: none;
}
.olx .chart .zero {
  stroke: var(--faint);
  fill: none;
}
.olx .chart .cursor {
  stroke: var(--ink);
  stroke-width: 1;
  stroke-dasharray: 3 3;
}
.olx .chart .line {
  fill: none;
  stroke-width: 2;
  stroke-linejoin: round;
}
.olx .chart .band {
  stroke: none;
  opacity: 0.14;
}
.olx .chart .end {
  font-weight: 620;
}
.olx .chart .dot {
  stroke: var(--card);
  stroke-width: 1.5;
}
.olx .legend {
  display: flex;
  gap: 4px 14px;
  flex-wrap: wrap;
  font-size: 13px;
  color: var(--soft);
}
.olx .legend .swatch {
  display: inline-block;
  width: 18px;
  height: 0;
  border-top: 3px solid;
  vertical-align: middle;
  margin-right: 5px;
}
.olx .diagram[viewBox^="0 0 372"] .tank .value {
  font-size: 16px;
}
.olx .tank .gate-name {
  font-size: 13px;
  fill: var(--hue);
  font-weight: 560;
  paint-order: stroke;
  stroke: var(--card);
  stroke-width: 5px;
}
.olx .diagram[viewBox^="0 0 372"] .gate-name {
  font-size: 12px;
}
`;var nr=`/* SPDX-License-Identifier: Apache-2.0 */
.olx .bar-controls {
  display: flex;
  gap: 12px 18px;
  align-items: flex-end;
  flex-wrap: wrap;
  position: sticky;
  top: 0;
  z-index: 3;
  padding-top: 10px;
  padding-bottom: 10px;
}
.olx .bar-controls .player {
  flex: 1 1 420px;
}
.olx .panes {
  margin-top: 14px;
}
.olx .panes.pair {
  display: grid;
  grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
  gap: 22px;
}
.olx .pane > .card,
.olx .pane-grid {
  margin-bottom: 14px;
}
.olx .pane > .note {
  margin-bottom: 8px;
}
.olx .selectors,
.olx .edit-form {
  display: flex;
  flex-wrap: wrap;
  gap: 8px 12px;
  align-items: flex-end;
  margin-bottom: 8px;
}
.olx .pane-grid {
  display: grid;
  grid-template-columns: minmax(0, 1.35fr) minmax(0, 1fr);
  gap: 14px;
  align-items: start;
}
.olx .pane.slim .pane-grid {
  grid-template-columns: minmax(0, 1fr);
}
.olx .column {
  display: grid;
  gap: 14px;
  min-width: 0;
}
.olx .maps {
  display: grid;
  grid-template-columns: repeat(2, minmax(0, 1fr));
  gap: 12px 16px;
}
.olx .maps.whole {
  grid-template-columns: repeat(3, minmax(0, 1fr));
}
.olx.narrow .maps.whole,
.olx .pane.slim .maps.whole {
  grid-template-columns: minmax(0, 1fr);
}
.olx .pane.slim .maps {
  gap: 10px;
}
.olx .pane.slim .map-name {
  display: none;
}
.olx .map {
  margin: 0;
  min-width: 0;
}
.olx .map figcaption {
  display: flex;
  gap: 6px;
  align-items: baseline;
  font-size: 13px;
  margin-bottom: 3px;
  white-space: nowrap;
}
.olx .map figcaption .math {
  font-size: 16px;
  line-height: 1.2;
}
.olx .map canvas {
  display: block;
  width: 100%;
  cursor: crosshair;
  border-radius: 3px;
  touch-action: pan-y;
}
.olx .scale {
  margin-left: auto;
  color: var(--soft);
  font-size: 11.5px;
  display: inline-flex;
  gap: 4px;
  align-items: center;
}
.olx .scale i {
  width: 46px;
  height: 8px;
  border-radius: 2px;
  display: inline-block;
}
.olx .map-readout {
  margin: 8px 0 0;
  color: var(--soft);
  min-height: 1.5em;
}
.olx .unit-head {
  display: flex;
  gap: 10px;
  align-items: center;
  flex-wrap: wrap;
  margin-bottom: 6px;
}
.olx .unit-head h3 {
  margin: 0 auto 0 0;
  font-size: 18px;
}
.olx .unit-head input {
  width: 9em;
}
.olx .facts {
  font-size: 14px;
  margin-top: 8px;
}
.olx .facts p {
  margin: 0 0 4px;
}
.olx .facts ul,
.olx .edits {
  margin: 0;
  padding-left: 18px;
  color: var(--soft);
  font-size: 13.5px;
}
.olx .facts .condition {
  color: var(--ink);
  font-weight: 600;
}
.olx .odds {
  list-style: none;
  margin: 0;
  padding: 0;
  font-size: 14px;
  display: grid;
  grid-template-columns: minmax(3em, max-content) minmax(40px, 1fr) auto 7em;
  gap: 4px 10px;
  align-items: center;
}
.olx .odds li {
  display: contents;
}
.olx .odds li .was.note {
  white-space: nowrap;
}
.olx .odd-name {
  font-weight: 560;
  overflow-wrap: anywhere;
}
.olx .odds .target .odd-name::after {
  content: " ✓";
  color: var(--good);
}
.olx .odd-bar {
  position: relative;
  height: 12px;
  background: color-mix(in srgb, var(--ink) 6%, transparent);
  border-radius: 3px;
  overflow: hidden;
  display: block;
}
.olx .odd-bar i {
  position: absolute;
  left: 0;
  top: 0;
  bottom: 0;
  background: var(--glow);
  border-radius: 3px;
}
.olx .odd-bar i.was {
  background: var(--faint);
  bottom: auto;
  height: 4px;
  z-index: 1;
}
.olx .odds .n {
  font-weight: 620;
  min-width: 4em;
  text-align: right;
}
.olx button.small {
  min-height: 28px;
  padding: 2px 9px;
  font-size: 13px;
}
.olx .edit-form button.small {
  min-height: 34px;
  padding: 5px 14px;
}
.olx .edits {
  margin: 6px 0;
}
.olx .edits li.note {
  list-style: none;
  margin-left: -18px;
}
.olx .warning {
  color: var(--bad);
  font-weight: 600;
}
.olx.narrow .panes.pair,
.olx.narrow .pane-grid {
  grid-template-columns: minmax(0, 1fr);
}
.olx.narrow .bar-controls {
  position: static;
}
.olx.narrow .bar-controls .player {
  flex-basis: 100%;
}
.olx.narrow .selectors .pick {
  max-width: 100%;
}
@media (max-width: 1000px) {
  .olx .pane-grid {
    grid-template-columns: minmax(0, 1fr);
  }
}
.olx .unit-card .diagram {
  max-width: 440px;
  margin: 0 auto;
}
.olx .bar-controls select {
  max-width: 11em;
}
.olx .with-scale {
  display: flex;
  gap: 12px;
  align-items: baseline;
}
.olx .with-scale .scale {
  margin: 0;
  font-weight: 400;
}
.olx .map-readout + .note:empty {
  display: none;
}
.olx .maps ~ .note {
  margin: 4px 0 0;
}
`;var ar=`/* SPDX-License-Identifier: Apache-2.0 */
.olx .strip-and-answers {
  display: grid;
  grid-template-columns: minmax(0, 1fr) 250px;
  gap: 22px;
  align-items: stretch;
  margin: 6px 0 16px;
}
.olx .strip {
  display: grid;
  grid-template-columns: auto repeat(var(--steps), minmax(0, 1fr));
  gap: 4px 5px;
  align-items: center;
}
.olx .row-name {
  font-size: 13px;
  color: var(--soft);
  padding-right: 8px;
  max-width: 8.5em;
  line-height: 1.3;
}
.olx .strip .count {
  font-size: 12px;
  color: var(--soft);
  text-align: center;
  line-height: 1.2;
}
.olx button.tile {
  padding: 0;
  min-height: 38px;
  font-size: 17px;
  background: var(--card);
  border-color: var(--line);
}
.olx button.tile.to-keep {
  font-weight: 700;
  border-color: var(--ink);
  border-width: 2px;
}
.olx button.tile[aria-pressed="true"] {
  background: var(--press);
  color: var(--on-press);
  border-color: var(--press);
}
.olx .bar {
  text-align: center;
  cursor: pointer;
  border-radius: 6px;
  padding: 2px 0;
}
.olx .bar-room {
  display: block;
  position: relative;
  height: 40px;
  background: linear-gradient(var(--line), var(--line)) center / 100% 1px no-repeat;
}
.olx .bar-fill {
  position: absolute;
  left: 18%;
  right: 18%;
  background: var(--plus);
  border-radius: 2px;
  min-height: 1px;
}
.olx .bar-fill[data-sign="minus"] {
  background: var(--minus);
}
.olx .bar .n {
  font-size: 12.5px;
  color: var(--soft);
}
.olx .bar.now {
  background: color-mix(in srgb, var(--glow) 11%, transparent);
}
.olx .bar.now .n {
  color: var(--ink);
  font-weight: 650;
}
.olx .bar.plain .bar-fill {
  opacity: 0.75;
}
.olx .answers {
  border-left: 1px solid var(--line);
  padding-left: 20px;
  display: flex;
  flex-direction: column;
  justify-content: center;
  gap: 8px;
}
.olx .answers h3 {
  margin: 0;
  color: var(--soft);
  font-weight: 500;
  font-size: 13px;
}
.olx .answer {
  display: grid;
  grid-template-columns: 1fr auto;
  gap: 1px 8px;
  font-size: 14px;
  align-items: baseline;
}
.olx .answer .who {
  font-weight: 620;
}
.olx .answer .n {
  font-weight: 640;
}
.olx .answer .verdict {
  color: var(--soft);
  text-align: right;
  grid-column: 2;
  grid-row: 1;
}
.olx .answer .n {
  grid-column: 1;
  grid-row: 3;
}
.olx .answer[data-state="right"] .verdict {
  color: var(--good);
  font-weight: 620;
}
.olx .answer[data-state="wrong"] .verdict {
  color: var(--bad);
  font-weight: 620;
}
.olx .split {
  grid-column: 1 / -1;
  grid-row: 2;
  height: 9px;
  border-radius: 5px;
  background: var(--minus);
  overflow: hidden;
  display: block;
}
.olx .split .share {
  display: block;
  height: 100%;
  background: var(--plus);
  border-right: 2px solid var(--card);
}
.olx .bench {
  display: grid;
  grid-template-columns: minmax(0, 1.72fr) minmax(280px, 1fr);
  gap: 16px;
  align-items: start;
}
.olx .bench aside,
.olx .bench .column {
  display: grid;
  gap: 12px;
}
.olx .cell-card .diagram {
  margin-top: 12px;
}
.olx .equation > div + div {
  margin-top: 8px;
}
.olx .equation .readout {
  color: var(--soft);
  font-size: 14px;
  margin: 8px 0 0;
}
.olx .controls {
  display: flex;
  flex-direction: column;
  align-items: flex-start;
  gap: 4px;
}
.olx .tries ol {
  margin: 0;
  padding: 0;
  list-style: none;
  font-size: 14px;
}
.olx .tries li {
  display: grid;
  grid-template-columns: 22px 1fr;
  margin-bottom: 7px;
  line-height: 1.45;
  position: relative;
}
.olx .tries .mark {
  width: 15px;
  height: 15px;
  border: 1.5px solid var(--faint);
  border-radius: 4px;
  margin-top: 3px;
  font-size: 12px;
  line-height: 12px;
  text-align: center;
  color: var(--on-press);
}
.olx .tries li.done .mark {
  background: var(--good);
  border-color: var(--good);
}
.olx .tries li.done {
  color: var(--soft);
}
.olx .tries .said {
  color: var(--ink);
  margin: 4px 0 0;
}
.olx .tries .said:empty {
  display: none;
}
.olx .plain-panel p {
  font-size: 14px;
  margin-bottom: 4px;
}
.olx .plain-panel .note {
  font-size: 13px;
  margin: 6px 0 0;
}
.olx.narrow .strip-and-answers {
  grid-template-columns: minmax(0, 1fr);
  gap: 8px;
  margin-bottom: 8px;
}
.olx.narrow .strip {
  grid-template-columns: repeat(var(--steps), minmax(0, 1fr));
  gap: 2px;
}
.olx.narrow .row-name {
  grid-column: 1 / -1;
  max-width: none;
  font-size: 12px;
  margin-top: 2px;
}
.olx.narrow .strip .of-symbols,
.olx.narrow .strip .of-steps {
  display: none;
}
.olx.narrow button.tile {
  min-height: 32px;
  border-radius: 6px;
}
.olx.narrow .bar-room {
  height: 22px;
}
.olx.narrow .bar .n {
  font-size: 10.5px;
  letter-spacing: -0.02em;
}
.olx.narrow .answers {
  border: 0;
  padding: 8px 0;
  display: grid;
  grid-template-columns: 1fr 1fr;
  gap: 4px 18px;
  position: sticky;
  top: 0;
  background: var(--ground);
  z-index: 2;
}
.olx.narrow .answers h3 {
  display: none;
}
.olx.narrow .strip-and-answers {
  display: contents;
}
.olx.narrow .hold,
.olx.narrow .hold .cell-card {
  display: flex;
  flex-direction: column;
}
/* what is dragged and what follows from it fit one screen: the rest comes below */
.olx.narrow .hold > .counted,
.olx.narrow .hold .cell-card .player,
.olx.narrow .hold .cell-card .hint {
  order: 1;
}
.olx.narrow .hold > .onward,
.olx.narrow .hold > .source {
  order: 2;
}
.olx.narrow .hold .cell-card .diagram {
  margin-top: 0;
}
.olx.narrow .bench {
  grid-template-columns: minmax(0, 1fr);
}
`;var sr=`/* SPDX-License-Identifier: Apache-2.0 */
.olx .chapters {
  flex-wrap: wrap;
  gap: 4px;
  border-bottom: 1px solid var(--line);
  padding: 4px 0 10px;
  margin-bottom: 14px;
}
.olx .chapters button {
  border-color: transparent;
  white-space: pre;
  color: var(--soft);
  padding: 4px 11px;
}
.olx .chapters button[aria-current] {
  color: var(--ink);
  border-color: var(--ink);
  font-weight: 600;
}
.olx .chapter h1 {
  outline: none;
}
.olx .two {
  display: grid;
  grid-template-columns: minmax(0, 1fr) minmax(0, 1.25fr);
  gap: 16px 28px;
  align-items: start;
  margin-top: 10px;
}
.olx .two.asking {
  grid-template-rows: auto 1fr;
}
.olx .two.asking > .card {
  grid-column: 2;
  grid-row: 1 / 3;
}
.olx .two.lower {
  grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr);
  gap: 16px;
  margin-top: 16px;
}
.olx .two.lower:has(> [hidden]) {
  grid-template-columns: minmax(0, 1fr);
}
.olx .words p {
  max-width: 62ch;
}
.olx .quiz {
  border-left: 4px solid var(--glow);
  margin: 14px 0;
}
.olx .quiz p {
  margin-bottom: 8px;
}
.olx .quiz .options {
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
}
.olx .quiz .options button {
  min-width: 60px;
}
.olx .quiz .is-right {
  background: var(--good);
  border-color: var(--good);
  border-style: solid;
  color: var(--card);
}
.olx .quiz .is-wrong {
  border-color: var(--bad);
  border-style: solid;
  color: var(--bad);
  text-decoration: line-through;
}
.olx .quiz .reveal {
  margin: 10px 0 0;
}
.olx .here {
  margin: 0 0 6px;
}
.olx .formulas .equation {
  margin-bottom: 8px;
}
.olx .formulas .main {
  margin-top: 6px;
  font-size: 1.12em;
}
.olx .curves {
  display: grid;
  gap: 14px;
}
.olx .curve {
  margin: 0;
}
.olx .curve figcaption {
  font-size: 13px;
  color: var(--soft);
}
.olx .curve svg {
  max-width: 380px;
}
.olx .curve .end {
  fill: var(--ink);
  font-size: 13px;
  paint-order: stroke;
  stroke: var(--card);
  stroke-width: 5px;
}
.olx .stories {
  margin-top: 20px;
  display: grid;
  gap: 16px;
}
.olx .story .label {
  margin: 0;
  text-transform: none;
}
.olx .story h2 {
  margin-bottom: 2px;
}
.olx .story .words {
  margin-top: 6px;
}
.olx .story-body {
  display: grid;
  grid-template-columns: minmax(0, 1.45fr) minmax(0, 1fr);
  grid-template-rows: auto auto 1fr;
  gap: 8px 28px;
  align-items: start;
}
.olx .story-body > * {
  grid-column: 1;
}
.olx .story-body > .asks {
  grid-column: 2;
  grid-row: 1 / 4;
}
.olx .story-body .quiz {
  box-shadow: none;
  margin-top: 4px;
}
.olx .story-body .words p {
  font-size: 15px;
}
.olx .tokens {
  font-size: 16px;
  line-height: 1.75;
  margin: 8px 0;
  max-height: 168px;
  overflow: auto;
  padding: 3px;
}
.olx .token {
  padding: 2px 1px;
  cursor: pointer;
  border-radius: 2px;
  position: relative;
}
.olx .tokens.long .token {
  padding: 2px 5px;
  margin: 0 3px 4px 0;
  display: inline-block;
  border-radius: 4px;
  line-height: 1.4;
}
.olx .token.now {
  outline: 2px solid var(--ink);
  outline-offset: 0;
  z-index: 1;
}
.olx .mark-words {
  color: var(--soft);
}
.olx .readout {
  font-size: 14px;
}
.olx .chain {
  display: grid;
  grid-template-columns: auto repeat(var(--steps), minmax(0, 1fr));
  gap: 8px 10px;
  align-items: center;
}
.olx .character {
  font-size: 26px;
  line-height: 1.2;
  padding: 6px 0;
  width: 100%;
  font-family: "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif;
}
.olx .half {
  border: 1px solid var(--line);
  border-radius: 8px;
  min-height: 58px;
  padding: 8px 6px;
  display: flex;
  flex-direction: column;
  justify-content: center;
  gap: 5px;
  text-align: center;
  opacity: 0.4;
  position: relative;
}
.olx .half.read {
  opacity: 1;
  border-color: var(--f);
}
.olx .half.reverse.read {
  border-color: var(--minus);
}
.olx .half.now {
  border-width: 2px;
}
.olx .half.forward:not(:nth-child(2))::before,
.olx .half.reverse::before {
  content: "→";
  position: absolute;
  left: -13px;
  top: 50%;
  transform: translateY(-50%);
  color: var(--soft);
  font-size: 14px;
}
.olx .half.reverse::before {
  content: "←";
}
.olx .half.reverse:nth-last-child(n + 1)::before {
  left: auto;
  right: -13px;
}
.olx .half.reverse:last-child::before {
  content: none;
}
.olx .half .has {
  font-size: 12px;
  color: var(--soft);
}
.olx .vector {
  display: flex;
  height: 16px;
  border-radius: 3px;
  overflow: hidden;
  border: 1px solid var(--line);
}
.olx .vector i {
  flex: 1;
  min-width: 1px;
}
.olx .joined {
  margin-top: 14px;
}
.olx .joined .pair {
  display: grid;
  grid-template-columns: 1fr 1fr;
  gap: 3px;
}
.olx .joined .vector {
  height: 22px;
}
.olx .chapter .two + .card {
  margin-top: 16px;
}
.olx table {
  border-collapse: collapse;
  font-size: 14px;
  margin: 4px 0 8px;
}
.olx th,
.olx td {
  padding: 5px 14px 5px 0;
  border-bottom: 1px solid var(--line);
  text-align: left;
  font-weight: 400;
}
.olx .gradients th[scope="row"] {
  min-width: 10.5em;
}
.olx .gradients tr.name th {
  border-bottom: 0;
  padding: 8px 0 0;
}
.olx.narrow table {
  width: 100%;
}
.olx.narrow th,
.olx.narrow td {
  padding-right: 8px;
}
.olx .network .swatch {
  display: inline-block;
  width: 14px;
  border-top: 3px solid;
  vertical-align: middle;
  margin-right: 6px;
}
.olx .network[aria-pressed="true"] {
  background: none;
  color: inherit;
}
.olx .network[aria-pressed="true"]::after {
  content: " ✓";
}
.olx .network[aria-pressed="false"]::after {
  content: " +";
  color: var(--soft);
}
.olx thead th {
  color: var(--soft);
}
.olx td.n {
  font-weight: 600;
  white-space: nowrap;
}
.olx.narrow table:not(.gradients) td.n {
  white-space: normal;
}
.olx code {
  font-size: 12px;
  background: color-mix(in srgb, var(--ink) 6%, transparent);
  padding: 1px 5px;
  border-radius: 4px;
}
.olx .own-gate {
  margin-top: 12px;
}
.olx .own-gate .slider span {
  min-width: 8em;
}
.olx .own-gate output {
  font-weight: 620;
}
.olx.narrow .two,
.olx.narrow .two.lower,
.olx.narrow .story-body {
  grid-template-columns: minmax(0, 1fr);
  gap: 12px;
}
.olx.narrow .two.asking > .card,
.olx.narrow .story-body > .asks {
  grid-area: auto;
}
.olx.narrow .chapters {
  overflow-x: auto;
  flex-wrap: nowrap;
  justify-content: flex-start;
  scrollbar-width: none;
}
.olx.narrow .chapters button {
  flex: none;
}
.olx.narrow .chain {
  gap: 6px 8px;
  grid-template-columns: repeat(var(--steps), minmax(0, 1fr));
}
.olx.narrow .chain .row-name {
  grid-column: 1 / -1;
  max-width: none;
}
.olx.narrow .half .has {
  font-size: 10.5px;
}
@media (max-width: 900px) {
  .olx .two,
  .olx .two.lower,
  .olx .story-body {
    grid-template-columns: minmax(0, 1fr);
  }
  .olx .two.asking > .card,
  .olx .story-body > .asks {
    grid-area: auto;
  }
  .olx .bench,
  .olx .strip-and-answers {
    grid-template-columns: minmax(0, 1fr);
  }
}
.olx .beside {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr);
  gap: 0 36px;
}
.olx .beside h3 {
  grid-column: 1 / -1;
}
.olx .beside > p.note {
  max-width: 62ch;
}
.olx.narrow .beside {
  grid-template-columns: minmax(0, 1fr);
}
@media (max-width: 900px) {
  .olx .beside {
    grid-template-columns: minmax(0, 1fr);
  }
}
@media (max-width: 900px) {
  .olx .answers {
    border: 0;
    padding: 0;
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 4px 24px;
  }
  .olx .answers h3 {
    grid-column: 1 / -1;
  }
}
`;var vt=or+rr+ar+sr+nr;function Cn(e,t,o){let r=e.shadowRoot??e.attachShadow({mode:"open"}),n=document.createElement("style");n.textContent=vt;let a=document.createElement("div");r.replaceChildren(n,a);let s=$t(a,t,o);return{destroy(){s.destroy(),r.replaceChildren()}}}function Fn(e){let{pre:t,...o}=$e(_e(e));return Object.fromEntries(Object.entries(o).map(([r,n])=>[r,Array.from(n)]))}var ir=document.getElementById("openlstm");if(ir){let e=document.createElement("style");e.textContent=vt,document.head.append(e);let t=document.getElementById("openlstm-data")?.textContent;$t(ir,t?JSON.parse(t):null,{address:!0})}return hr(Gn);})();
