// The styles of <triage-chat>, adopted as a constructed sheet: no inline style, so a strict policy needs no exception.

const DARK = `
  --bg:#0f181c;--surface:#182429;--ink:#e8eff0;--soft:#a9bbc0;--line:#31444b;--mine:#1b565c;--mine-ink:#f2fbfb;
  --accent:var(--triage-accent-dark,#5cc6c2);--on-accent:var(--triage-on-accent-dark,#062426);
  --urgent-bg:#351a1c;--urgent-ink:#ffd9d6;--tint:13%;--shade:0 1px 2px #0006;
  --EMERGENCY:#ff9c95;--SAME_DAY:#ffb765;--SUPPORT:#d6b6ff;--SPECIALIST:#94c6ff;--INJECTOR:#6fd3cc;--WATCH:#93d699;--INFO:#b6c5ca;`;

export const STYLES = `
:host{all:initial;--bg:#f3f7f7;--surface:#fff;--ink:#16262c;--soft:#4b5f66;--line:#d5dfe1;--mine:#d4ebeb;--mine-ink:#0d3034;
  --accent:var(--triage-accent,#0b6670);--on-accent:var(--triage-on-accent,#fff);
  --urgent-bg:#fdeeec;--urgent-ink:#7c1712;--tint:7%;--shade:0 1px 2px #0c2a3014;
  --EMERGENCY:#b3170f;--SAME_DAY:#8f4700;--SUPPORT:#6a35a0;--SPECIALIST:#1c558f;--INJECTOR:#0b6670;--WATCH:#26692f;--INFO:#4b5f66;
  --radius:var(--triage-radius,14px);--small:calc(var(--radius)*.7);color-scheme:light;
  font:var(--triage-font,16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif);color:var(--ink);text-align:start}
@media(prefers-color-scheme:dark){:host(:not([theme=light])){color-scheme:dark;${DARK}}}
:host([theme=dark]){color-scheme:dark;${DARK}}
:host([inline]){display:block;block-size:min(720px,100dvh);min-inline-size:0}
:host([hidden]),[hidden]{display:none!important}
*,*::before,*::after{box-sizing:border-box}
p,ul,ol,dl,h2,h3,figure{margin:0}
button,textarea,summary,label.tick,.link{font:inherit;min-block-size:44px}
button,.link{display:inline-flex;align-items:center;justify-content:center;gap:.5em;cursor:pointer;color:var(--accent);
  background:var(--surface);border:1px solid color-mix(in srgb,var(--accent) 55%,var(--surface));border-radius:var(--small);padding:.4em 1em;font-weight:550;
  text-decoration:none;text-align:start;overflow-wrap:anywhere}
button:hover:not(:disabled),.link:hover{background:color-mix(in srgb,var(--accent) 9%,var(--surface))}
button:disabled{opacity:.6;cursor:default}
.full{background:var(--accent);color:var(--on-accent);border-color:transparent}
.full:hover:not(:disabled){background:color-mix(in srgb,var(--accent) 88%,var(--ink))}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
svg.icon{inline-size:1.4em;block-size:1.4em;flex:none;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.away{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.launcher{position:fixed;inset-block-end:max(20px,env(safe-area-inset-bottom));inset-inline-end:20px;z-index:var(--triage-z,2147483000);
  min-block-size:56px;padding:.6em 1.4em;border-radius:99px;box-shadow:0 6px 24px #0c2a3055;max-inline-size:calc(100vw - 40px)}
.panel{display:flex;flex-direction:column;background:var(--bg);overflow:hidden;font-size:calc(1em*var(--fs,1));position:relative;
  border:1px solid var(--line);border-radius:var(--triage-corner,var(--radius));block-size:100%}
:host([inline]) .panel{border-width:var(--triage-edge,1px)}
:host(:not([inline])) .panel{position:fixed;inset-block-end:max(20px,env(safe-area-inset-bottom));inset-inline-end:20px;
  inline-size:420px;block-size:min(720px,calc(100dvh - 40px));z-index:var(--triage-z,2147483000);box-shadow:0 14px 50px #0c2a3040}
@media(max-width:520px),(max-height:460px){
  :host(:not([inline])) .panel{inset:0;inline-size:auto;block-size:100dvh;border:0;border-radius:0}}
header{display:flex;align-items:center;gap:.75em;padding-block:.6em;padding-inline:1em .5em;background:var(--surface);border-block-end:1px solid var(--line)}
header>div{flex:1;min-inline-size:0}
.mark{display:grid;place-items:center;flex:none;inline-size:40px;block-size:40px;border-radius:50%;background:var(--accent);color:var(--on-accent)}
h2{font-size:1.05em;line-height:1.25;font-weight:650;overflow-wrap:anywhere}
header p{color:var(--soft);font-size:.84em;line-height:1.35;display:flex;flex-wrap:wrap;column-gap:.8em}
header a{color:var(--accent);white-space:nowrap}
header button{border-color:transparent;padding:0;inline-size:44px;flex:none;color:var(--ink)}
.urgent{padding:.55em 1em;font-size:.84em;line-height:1.4;background:var(--urgent-bg);color:var(--urgent-ink);
  border-block-end:1px solid color-mix(in srgb,var(--urgent-ink) 22%,transparent)}
.urgent a{color:inherit;font-weight:700;white-space:nowrap}
.menu{position:absolute;inset-block-start:3.9em;inset-inline-end:.5em;z-index:3;background:var(--surface);border:1px solid var(--line);
  border-radius:calc(var(--radius)*.8);padding:.4em;display:grid;gap:.15em;box-shadow:0 10px 34px #0c2a3038;inline-size:min(17em,calc(100% - 1em))}
.menu button{border-color:transparent;justify-content:flex-start;color:var(--ink);font-weight:450}
.menu .row{display:flex;align-items:center;gap:.3em;padding-block:.15em;padding-inline-start:1em;border-block:1px solid var(--line)}
.menu .row span{flex:1}.menu .row button{inline-size:44px;justify-content:center;padding:0;font-weight:650}
.log{flex:1;overflow-y:auto;overflow-x:hidden;position:relative;padding:1.1em 1em;overscroll-behavior:contain;min-block-size:6em;scroll-behavior:smooth}
.log:focus-visible{outline-offset:-3px}
.edge{position:relative;block-size:0}
.down{position:absolute;inset-block-end:.7em;inset-inline-end:1em;z-index:1;inline-size:44px;padding:0;border-radius:50%;
  border-color:var(--line);color:var(--ink);box-shadow:0 3px 14px #0c2a3045}
ol.turns{list-style:none;padding:0;display:flex;flex-direction:column;gap:.8em}
.turns>li{max-inline-size:92%;min-inline-size:0}
.bubble{padding:.7em 1em;border-radius:var(--radius);overflow-wrap:anywhere;background:var(--surface);border:1px solid var(--line);box-shadow:var(--shade)}
.bubble>*+*,figure>p+p{margin-block-start:.65em}
.bubble ul,.body ul,details ul,figure ul{list-style:disc;padding-inline-start:1.25em}
.bubble li+li,.body li+li,figure li+li{margin-block-start:.3em}
.body li::marker,details li::marker{color:var(--soft)}
.bot{align-self:flex-start}.bot.wide{inline-size:100%;max-inline-size:100%}.bot .bubble{border-start-start-radius:4px;inline-size:fit-content;max-inline-size:100%}
.bot .bubble+.card{margin-block-start:.8em}
.me{align-self:flex-end}.me .bubble{background:var(--mine);color:var(--mine-ink);border-color:transparent;border-end-end-radius:4px;white-space:pre-wrap;box-shadow:none}
.bubble a,.body a:not(.link){color:inherit;font-weight:600}
b{font-weight:650}
.step{color:var(--soft);font-size:.84em;font-weight:600}.bubble>.step+*{margin-block-start:.2em}
.why{color:var(--soft);font-size:.92em}
.note{align-self:center;max-inline-size:100%!important;color:var(--soft);font-size:.9em;text-align:center}
.choices{display:flex;flex-wrap:wrap;gap:.5em;margin:.7em 0 0;padding:0;border:0;min-inline-size:0}
.choices button{border-radius:22px}
.choices.ticks{display:block}
legend{padding:0;margin-block-end:.5em;color:var(--soft);font-size:.9em}
.rows{background:var(--surface);border:1px solid var(--line);border-radius:var(--radius);overflow:hidden;box-shadow:var(--shade);
  display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19em),1fr));gap:1px;background:var(--line)}
label.tick{display:flex;align-items:center;gap:.8em;padding:.5em 1em;background:var(--surface);cursor:pointer}
label.tick:last-child{grid-column:1/-1}
label.tick:hover{background:color-mix(in srgb,var(--accent) 5%,var(--surface))}label.tick:has(:checked){background:color-mix(in srgb,var(--accent) 12%,var(--surface))}
label.tick input{inline-size:1.35em;block-size:1.35em;margin:0;flex:none;accent-color:var(--accent)}
label.tick:focus-within{position:relative}
.go{position:sticky;inset-block-end:-1.1em;padding-block:.7em 1.1em;margin-block-end:-1.1em;background:linear-gradient(transparent,var(--bg) .6em)}
.go .full{inline-size:100%;border-radius:22px;box-shadow:0 2px 10px #0c2a3030}
.go .full:disabled{background:var(--line);color:var(--soft);opacity:1;box-shadow:none}
details{margin-block-start:.35em;font-size:.9em}
summary{display:flex;align-items:center;cursor:pointer;color:var(--soft);inline-size:fit-content;padding-inline:.3em .6em;gap:.4em;border-radius:6px}
summary::before{content:"";border:solid currentColor;border-width:0 2px 2px 0;inline-size:.45em;block-size:.45em;transform:rotate(45deg) translateY(-.1em);margin-inline:.2em}
details[open]>summary::before{transform:rotate(-135deg)}
.sources[open]{background:var(--surface);border:1px solid var(--line);border-radius:var(--radius);padding:0 .7em .8em}
small{font-size:.85em;color:var(--soft)}.call small{color:inherit}
.sources li+li{margin-block-start:.45em}
.card{--c:var(--INFO);background:var(--surface);border:1px solid color-mix(in srgb,var(--c) 40%,var(--line));border-radius:var(--radius);overflow:hidden;overflow-wrap:anywhere;box-shadow:var(--shade)}
.card .head{display:flex;align-items:center;gap:.6em;padding:.7em 1em;font-size:1em;font-weight:700;line-height:1.3;color:var(--c);
  background:color-mix(in srgb,var(--c) var(--tint),var(--surface));border-block-end:1px solid color-mix(in srgb,var(--c) 25%,var(--surface))}
[data-level=EMERGENCY] .head{background:var(--c);color:var(--surface)}
.body{padding:1em}.body>*+*{margin-block-start:.75em}.body>strong+ul{margin-block-start:.35em}
.act{font-size:1.18em;line-height:1.35;font-weight:650;text-wrap:pretty}
.calls{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,9.5em),1fr));gap:.5em}
.call{background:var(--c);border-color:var(--c);color:var(--surface);min-block-size:54px;font-weight:650;justify-content:flex-start}
.call:only-child{justify-content:center;font-size:1.1em}
.call:hover{background:color-mix(in srgb,var(--c) 88%,var(--ink))}
.call small{display:block;font-size:.78em;font-weight:500;line-height:1.25}
.body>dl{display:grid;grid-template-columns:1fr auto;gap:.2em 1em;padding:.7em .9em;border-radius:10px;background:var(--bg)}
dt{color:var(--soft)}dd{margin:0;font-weight:650;text-align:end}
.page{white-space:pre-wrap;overflow-wrap:anywhere}.page p{min-block-size:.7em}.page .h{font-weight:650}.page .i{padding-inline-start:.9em;text-indent:-.7em}
figure{padding:1em;background:var(--surface);border:1px solid var(--line);border-radius:var(--radius);box-shadow:var(--shade)}
figcaption{font-weight:650;line-height:1.35;margin-block-end:.7em;text-wrap:pretty}
figure svg{display:block;inline-size:100%;max-inline-size:34em;block-size:auto;direction:ltr;font-size:11.5px;margin-block-end:.6em}
figure svg text{fill:var(--soft)}figure svg .name,figure svg .month{fill:var(--ink)}figure svg .date{font-size:9.5px}
figure svg .bar{fill:var(--accent)}figure svg .faint{opacity:.45}figure svg .rule{stroke:var(--line)}
figure svg .now{stroke:var(--EMERGENCY);stroke-width:2;stroke-dasharray:4 3}figure svg .nowtext{fill:var(--EMERGENCY);font-weight:700}
.scroll{overflow-x:auto}
table{border-collapse:collapse;inline-size:100%}th,td{text-align:start;vertical-align:top;padding:.4em .8em .4em 0;border-block-end:1px solid var(--line);font-weight:400}
thead th{font-weight:650}tbody th,tbody td:nth-child(2){white-space:nowrap}
.tools{display:flex;flex-wrap:wrap;gap:.5em;margin-block-start:1em}
.status{color:var(--soft);font-size:.9em;padding-inline:1em}
.status:not(:empty){padding-block:.4em}.status.bad{color:var(--urgent-ink);background:var(--urgent-bg)}
.status button{margin-inline-start:.6em}
.dots{display:inline-flex;gap:.25em;margin-inline-end:.6em}.dots i{inline-size:.42em;block-size:.42em;border-radius:50%;background:var(--accent);animation:dot 1.2s infinite}
.dots i:nth-child(2){animation-delay:.2s}.dots i:nth-child(3){animation-delay:.4s}
@keyframes dot{50%{opacity:.25}}
form{display:flex;align-items:flex-end;gap:.5em;padding:.6em .7em max(.6em,env(safe-area-inset-bottom));background:var(--surface);border-block-start:1px solid var(--line)}
textarea{flex:1;min-inline-size:0;resize:none;min-block-size:48px;max-block-size:8em;padding:.68em 1.1em;color:var(--ink);background:var(--bg);
  border:1px solid var(--soft);border-radius:24px;line-height:1.4;font-size:max(16px,1em)}
textarea::placeholder{color:var(--soft);opacity:1}
textarea:focus-visible{outline-width:2px;outline-offset:0;border-color:var(--accent)}
form button{inline-size:48px;block-size:48px;padding:0;flex:none;border-radius:50%}
dialog{inline-size:min(36em,calc(100% - 2em));max-block-size:calc(100dvh - 3em);border:1px solid var(--line);border-radius:var(--radius);padding:1.3em;color:var(--ink);background:var(--surface);font-size:calc(1em*var(--fs,1))}
dialog::backdrop{background:#06181c99}
dialog h3{margin:0 0 .6em;font-size:1.15em}
dialog .page{max-block-size:50dvh;overflow:auto;padding:.9em 1em;background:var(--bg);border-radius:10px;font-size:.94em}
@media(max-width:360px){dl{grid-template-columns:1fr}dd{text-align:start;margin-block-end:.3em}.mark{display:none}.log{padding-inline:.7em}.turns>li{max-inline-size:100%}}
@media(max-height:560px){.log{min-block-size:9em}.panel{overflow-y:auto}header,.urgent,form,.status{flex:none}}
@media(prefers-reduced-motion:no-preference){.turns>li.new{animation:in .22s ease-out}@keyframes in{from{opacity:0;transform:translateY(6px)}}}
@media(prefers-reduced-motion:reduce){*{animation:none!important;scroll-behavior:auto!important}}
@media(forced-colors:active){.me .bubble,.urgent,.card,.status.bad{border:1px solid CanvasText}.card{border-inline-start:5px solid Highlight}
  .mark,.down,.full,.call{border:1px solid ButtonText}
  figure svg .bar{fill:Highlight;opacity:1}figure svg text,figure svg .nowtext{fill:CanvasText}figure svg .now,figure svg .rule{stroke:CanvasText}.dots i{background:CanvasText}}
`;
