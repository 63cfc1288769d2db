/** The style of the page: light and dark, narrow and wide, and paper. */
export const STYLE = `
:root{--bg:#fff;--panel:#f6f7f9;--line:#d8dce2;--soft:#eceef2;--text:#1a1f27;--dim:#57606c;--link:#0b57b0;--ok:#1b6b3a;--bad:#a3161f;--bad-bg:#fbe6e7;--warn:#7a4b00;--warn-bg:#fcefd3;--hit:#fff4c2;--c1:#e4eefa;--c2:#fbe7bf;--c3:#f6cfb4;--c4:#eda9a4;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--bg:#12161c;--panel:#1a2029;--line:#333c49;--soft:#232b36;--text:#e4e8ee;--dim:#9ea9b7;--link:#7db7ff;--ok:#74c794;--bad:#ff9a9a;--bad-bg:#421d21;--warn:#f0c277;--warn-bg:#3b2d12;--hit:#423a10;--c1:#1d3450;--c2:#4d3c12;--c3:#5c341b;--c4:#6d2a2a}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
a{color:var(--link);text-decoration:none}
a:hover{text-decoration:underline}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
code,pre{font-family:var(--mono);font-size:.86em}
pre{white-space:pre-wrap;margin:.3rem 0 0;padding:.35rem .5rem;background:var(--soft);border-radius:4px}
h1{font-size:1.65rem;line-height:1.25;margin:0 0 .3rem;letter-spacing:-.01em}
h2{font-size:1.25rem;margin:0 0 .6rem;padding-bottom:.35rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:0 0 .4rem}
h4{font-size:.95rem;margin:0 0 .2rem}
p{margin:0 0 .6rem;max-width:80ch}
.skip{position:absolute;left:-9999px}
.skip:focus{left:.5rem;top:.5rem;background:var(--bg);padding:.4rem .6rem;z-index:9}
.page{max-width:1380px;margin:0 auto;padding:1.5rem 1.25rem 4rem}
header{margin-bottom:1.2rem}
header p{color:var(--dim);margin:0}
.alert{border:1px solid var(--bad);background:var(--bad-bg);color:var(--text);padding:.6rem .8rem;border-radius:6px;margin:.8rem 0 0;max-width:none}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(118px,1fr));gap:.6rem;margin:1rem 0 0}
.tiles div{display:flex;flex-direction:column;justify-content:space-between;border:1px solid var(--line);border-radius:6px;padding:.5rem .7rem;background:var(--panel)}
.tiles dt{color:var(--dim);font-size:.8rem}
.tiles dd{margin:0;font-size:1.35rem;font-weight:600;font-variant-numeric:tabular-nums}
.tiles .bad dd{color:var(--bad)}.tiles .warn dd{color:var(--warn)}
.ask{margin:1rem 0 0;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 2.2rem}
.layout{display:grid;grid-template-columns:190px minmax(0,1fr);gap:2rem;align-items:start}
nav{position:sticky;top:1rem;max-height:calc(100vh - 2rem);overflow-y:auto}
nav ul{list-style:none;margin:0;padding:0;border-left:1px solid var(--line)}
nav a{display:flex;justify-content:space-between;gap:.6rem;padding:.22rem .7rem;color:var(--text)}
nav a span{color:var(--dim);font-variant-numeric:tabular-nums}
main>section{margin:0 0 2.6rem}
.filters{border:1px solid var(--line);border-radius:6px;background:var(--panel);padding:.7rem .9rem;margin:0 0 1.6rem}
.fields{display:grid;grid-template-columns:repeat(6,minmax(0,1fr));gap:.5rem .8rem}
.filters label{font-size:.8rem;color:var(--dim);display:block;min-width:0}
.filters input,.filters select{display:block;width:100%;min-width:0;font:inherit;font-size:.92rem;padding:.28rem .45rem;color:var(--text);background:var(--bg);border:1px solid var(--line);border-radius:4px}
.filters .end{display:flex;flex-wrap:wrap;gap:.8rem;align-items:center;margin-top:.6rem}
.filters button{font:inherit;font-size:.9rem;padding:.25rem .8rem;color:var(--text);background:var(--bg);border:1px solid var(--line);border-radius:4px;cursor:pointer}
.filters output{color:var(--dim);font-size:.9rem}
.card{border:1px solid var(--line);border-radius:6px;padding:.75rem .9rem;margin:0 0 .7rem;content-visibility:auto;contain-intrinsic-size:auto 180px}
.card:target{border-color:var(--link);box-shadow:0 0 0 1px var(--link)}
.card h3{display:flex;flex-wrap:wrap;gap:.15rem .5rem;align-items:baseline}
.card h3>small:first-child{margin-right:-.5rem}
.as+.as{border-top:1px solid var(--soft);margin-top:.5rem;padding-top:.5rem}
.how{margin:0 0 .35rem}
.arn{color:var(--dim);margin:0 0 .45rem;max-width:none;font-size:.92rem}
.who{margin:0 0 .4rem;max-width:none}
.dim,small,.place,dl.words i{color:var(--dim)}
small{font-size:inherit;font-weight:400}
.place{font-size:.82rem}
dl.words i{font:normal .76rem var(--mono);margin-left:.35rem}
.tag{display:inline-block;font-size:.74rem;font-weight:500;line-height:1.35;padding:.08rem .45rem;border-radius:9px;background:var(--soft);color:var(--dim);white-space:normal;max-width:100%}
.tag.bad{background:var(--bad-bg);color:var(--bad)}
.tag.warn{background:var(--warn-bg);color:var(--warn)}
ul.plain,ul.facts{list-style:none;margin:0;padding:0}
ul.facts{margin:0 0 .45rem}
ul.facts li{padding:.16rem 0 .16rem .7rem;border-left:2px solid var(--soft);margin:.15rem 0}
.ok{color:var(--ok)}.no{color:var(--bad)}.odd{color:var(--warn)}
.if{color:var(--dim);font-size:.9em}
.never{color:var(--bad)}
dl.words{display:grid;grid-template-columns:minmax(96px,148px) minmax(0,1fr);gap:.15rem .9rem;margin:0 0 .4rem}
dl.words dt{color:var(--dim);font-size:.9rem}
dl.words dd{margin:0}
.note{font-size:.9rem;color:var(--dim);margin:.2rem 0;max-width:100ch}
.note b{color:var(--text);font-weight:600}
.none{color:var(--dim)}
details{margin:.3rem 0}
summary{cursor:pointer;width:fit-content;max-width:100%}
.scroll{overflow-x:auto;margin:0 0 .6rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.34rem .7rem .34rem 0;border-bottom:1px solid var(--soft)}
thead th{color:var(--dim);font-weight:500;border-bottom-color:var(--line);white-space:nowrap}
td{overflow-wrap:break-word}
td a,td code,td .place{overflow-wrap:anywhere}
td .tag{white-space:nowrap}
td.n{font-variant-numeric:tabular-nums}
.card table th,.card table td{min-width:90px}
.matrix{max-height:80vh;overflow:auto;border:1px solid var(--line);border-radius:6px}
.matrix table{width:auto;border-collapse:separate;border-spacing:0}
.matrix th[scope=row]{position:sticky;left:0;background:var(--bg);font-weight:400;padding-left:.6rem;white-space:nowrap;max-width:340px;overflow:hidden;text-overflow:ellipsis;z-index:1;border-right:1px solid var(--line)}
.matrix thead th{position:sticky;top:0;background:var(--bg);vertical-align:bottom;z-index:2;padding:.5rem .35rem .35rem}
.matrix thead th:first-child{left:0;z-index:3;padding-left:.6rem;border-right:1px solid var(--line)}
.matrix thead th span{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap}
.matrix td{padding:.2rem .25rem;text-align:center;vertical-align:middle;border-right:1px solid var(--soft)}
.cell{display:inline-block;min-width:2.3rem;padding:.05rem .3rem;border-radius:3px;font:500 .8rem/1.5 var(--mono);white-space:nowrap;text-align:center}
.cell.named{background:var(--c1)}.cell.pattern{background:var(--c2)}.cell.any{background:var(--c3)}.cell.wide{background:var(--c4);font-weight:700}
.cell.cond{border:1px dashed var(--dim);padding:0 .25rem}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;font-size:.86rem;color:var(--dim);max-width:none}
.legend b{color:var(--text)}
.reach tr.head th{padding:.6rem .7rem .3rem 0;border-bottom:1px solid var(--line);font-weight:600}
.reach tr.head code{font-weight:400;color:var(--dim);margin-left:.4rem}
.reach,.wild{table-layout:fixed}
.reach td,.wild td{overflow-wrap:anywhere}
.reach thead th:first-child{width:26%}.reach thead th:nth-child(2){width:17%}.reach thead th:last-child{width:20%}
.wild thead th:first-child{width:11rem}.wild thead th:nth-child(2){width:20%}.wild thead th:nth-child(3){width:23%}.wild thead th:nth-child(4){width:15%}
.reach tbody:target th{background:var(--hit)}
.svc{margin:0 0 1.6rem;content-visibility:auto;contain-intrinsic-size:auto 300px}
ul.inline{list-style:none;margin:0;padding:0;display:inline}
ul.inline li{display:inline-block;margin:0 .1rem 0 .8rem}
.rule{border-top:1px solid var(--soft);padding:.5rem 0}
.rule p{margin:0 0 .2rem}
svg{display:block;margin:.2rem 0;font:12px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
svg rect{fill:var(--panel);stroke:var(--line)}
svg rect.account{fill:var(--c1)}svg rect.role{fill:var(--soft)}svg rect.rest{stroke-dasharray:3 3}
svg text{fill:var(--text)}svg a text{fill:var(--link)}
svg path{fill:none;stroke:var(--dim);stroke-width:1.2}
.hit{background:var(--hit);border-radius:3px;box-shadow:0 0 0 3px var(--hit)}
.filtered .l:not(.hit){opacity:.55}
[hidden]{display:none!important}
@media (max-width:1100px){.fields{grid-template-columns:repeat(3,minmax(0,1fr))}}
@media (max-width:860px){.fields{grid-template-columns:repeat(2,minmax(0,1fr))}.layout{grid-template-columns:minmax(0,1fr);gap:1rem}nav{position:static;max-height:none}nav ul{display:flex;flex-wrap:wrap;border:0;gap:.1rem .2rem}nav a{padding:.15rem .5rem;border:1px solid var(--line);border-radius:4px;font-size:.9rem}.page{padding:1rem .8rem 3rem}dl.words{grid-template-columns:minmax(0,1fr);gap:0}dl.words dt{margin-top:.25rem}.tiles{grid-template-columns:repeat(2,minmax(0,1fr))}.scroll:not(.matrix)>table,.scroll:not(.matrix)>table>tbody,.scroll:not(.matrix) tr,.scroll:not(.matrix) td,.scroll:not(.matrix) th{display:block;width:auto!important;border:0}.scroll:not(.matrix) thead{display:none}.scroll:not(.matrix) tr{border-bottom:1px solid var(--soft);padding:.35rem 0}.scroll:not(.matrix) td{padding:0}.reach tr.head th{padding:.5rem 0 0}.reach tr.head{border:0!important;padding:0!important}.scroll:not(.matrix) td{overflow-wrap:anywhere}td .tag{white-space:normal}.reach tr:not(.head)>td:not([colspan]){display:inline!important;margin-right:.4rem}.reach td:last-child:not([colspan]):not(:empty)::before{content:"as role ";color:var(--dim)}.matrix th[scope=row]{max-width:150px}}
@media print{:root{--bg:#fff;--panel:#fff;--line:#bbb;--soft:#ddd;--text:#000;--dim:#444;--link:#000;--ok:#000;--bad:#8a0f17;--bad-bg:#fff;--warn:#5c3900;--warn-bg:#fff;--c1:#eef3fa;--c2:#f7e9c8;--c3:#f2d5bf;--c4:#e9b7b3}body{font-size:9.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}nav,.filters,.skip{display:none}.layout{display:block}.page{max-width:none;padding:0}.card{content-visibility:visible;break-inside:auto;border-color:#bbb}h2,h3,summary{break-after:avoid}tr,svg{break-inside:avoid}.scroll,.matrix{overflow:visible;max-height:none}.svc{content-visibility:visible}.matrix th{position:static!important}details::details-content{content-visibility:visible;display:block;height:auto}.tag{border:1px solid #999}main>section{break-before:auto}thead{display:table-header-group}}
`.trim();
