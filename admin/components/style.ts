/** How our own pages look, in AdminJS's frame. */
export const STYLE = `
[data-css$=table-wrapper]{overflow-x:auto}
[data-css$=-table] td{padding-left:10px;padding-right:10px}
[data-css=rules-effects-table-cell]{min-width:190px}
[data-css$=-benefitName-table-cell]{min-width:150px}[data-css$=-member-table-cell]{min-width:110px}
[data-css$=-table-cell] .lrl{word-break:keep-all}[data-css$=-table-cell]  time{white-space:nowrap}
.lrl{word-break:normal;overflow-wrap:break-word;font-family:system-ui,"PingFang SC","PingFang TC","Microsoft YaHei","Microsoft JhengHei","Noto Sans CJK SC",sans-serif;font-size:14px;line-height:1.6;color:#1d2a22}
.lrl *{box-sizing:border-box}
.lrl .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:16px;margin-top:16px}
.lrl h1{font-size:22px;font-weight:600;line-height:1.35}
.lrl h2{font-size:15px;font-weight:600;margin-bottom:12px}
.lrl h3{font-size:14px;font-weight:600;margin:16px 0 6px}
.lrl .grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(320px,1fr));gap:16px;margin-top:16px}
.lrl .panel{background:#fff;border:1px solid #dde4de;border-radius:10px;padding:18px 20px;min-width:0}
.lrl .panel.wide{grid-column:1/-1}
.lrl .head{display:flex;flex-wrap:wrap;gap:8px 14px;align-items:center}
.lrl .head .sub{flex-basis:100%;color:#5d6b62}
.lrl .chip{display:inline-block;padding:1px 10px;border-radius:999px;font-size:12.5px;background:#eef1ee;color:#3a473f;white-space:nowrap}
.lrl .chip.good{background:#dff0e4;color:#1f5c37}.lrl .chip.bad{background:#fbe5e1;color:#8d2a1d}.lrl .chip.wait{background:#fdf2d8;color:#7a5410}
.lrl .tabs{display:flex;gap:4px;margin-top:18px;border-bottom:1px solid #dde4de}
.lrl .tabs button{padding:8px 16px;font:inherit;color:#5d6b62;background:none;border:0;border-bottom:2px solid transparent;cursor:pointer}
.lrl .tabs [aria-selected=true]{color:#2f6b45;border-color:#2f6b45;font-weight:600}
.lrl table{width:100%;border-collapse:collapse}
.lrl th{text-align:left;font-weight:500;color:#5d6b62;font-size:13px}
.lrl th,.lrl td{padding:8px 10px 8px 0;border-bottom:1px solid #eaeeea;vertical-align:top}
.lrl tr:last-child td{border-bottom:0}
.lrl th.num,.lrl td.num{text-align:right;font-variant-numeric:tabular-nums;padding-right:18px}
.lrl code,.lrl .code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:12.5px}
.lrl .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(130px,1fr));gap:12px}
.lrl .facts dt{color:#5d6b62;font-size:12.5px}.lrl .facts dd{font-size:15px;font-variant-numeric:tabular-nums}
.lrl .amount{font-variant-numeric:tabular-nums}.lrl .minus{color:#8d2a1d}
.lrl .empty,.lrl .soft{color:#6b786f}
.lrl .big{font-size:26px;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.2}
.lrl a{color:#2f6b45;text-decoration:none}.lrl a:hover{text-decoration:underline}
.lrl .act{white-space:nowrap;padding:7px 16px;font:inherit;color:#1d2a22;background:#fff;border:1px solid #b9c6bd;border-radius:8px;cursor:pointer}
.lrl .act:hover{background:#eef4ef}.lrl .act.main{color:#fff;background:#2f6b45;border-color:#2f6b45}.lrl .act.main:hover{background:#255537}
.lrl .act.grave{color:#fff;background:#a4392a;border-color:#a4392a}.lrl .act[disabled]{opacity:.55;cursor:default}
.lrl .link{padding:0;font:inherit;color:#2f6b45;background:none;border:0;cursor:pointer}
.lrl .row{display:flex;flex-wrap:wrap;gap:10px;align-items:center}
.lrl input,.lrl textarea,.lrl select{width:100%;padding:8px 11px;font:inherit;color:inherit;background:#fff;border:1px solid #b9c6bd;border-radius:8px}
.lrl input[type=checkbox]{width:auto}
.lrl .asking{align-items:flex-end;margin-bottom:14px}.lrl .asking label{margin:0}.lrl .asking :is(input,select,button){height:40px}
.lrl :is(input,textarea,select,button):focus-visible{outline:2px solid #2f6b45;outline-offset:1px}
.lrl label{display:block;margin-bottom:14px}.lrl label>span{display:block;margin-bottom:4px;color:#44534a}
.lrl .search{display:flex;gap:8px;max-width:560px}
.lrl .problem{color:#8d2a1d;background:#fdf0ee;padding:9px 13px;border-radius:8px;margin-bottom:14px}
.lrl .field-problem{color:#8d2a1d;font-size:13px}
.lrl .tree{margin:6px 0 0;padding-left:18px;border-left:2px solid #eaeeea}
.lrl .meter{height:8px;background:#eaeeea;border-radius:4px;overflow:hidden;margin-top:5px}
.lrl .meter div{height:100%;background:#2f6b45}.lrl .meter.short div{background:#c9a14a}
.lrl .step{display:grid;grid-template-columns:minmax(80px,auto) 1fr auto;gap:4px 14px;align-items:center;padding:8px 0;border-bottom:1px solid #eaeeea}
.lrl .step:last-child{border-bottom:0}.lrl .step.here{font-weight:600}
.lrl .checks{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:4px 12px}.lrl .checks label{margin:0;display:flex;gap:7px;align-items:center}
.lrl .secret{padding:12px 14px;background:#f4f6f3;border:1px dashed #8ba394;border-radius:8px;margin:10px 0;user-select:all}
.lrl pre{white-space:pre-wrap;overflow-wrap:anywhere;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:12.5px;background:#f4f6f3;padding:12px 14px;border-radius:8px}
.lrl th.num{white-space:nowrap}
.lrl .writing{display:grid;grid-template-columns:minmax(0,3fr) minmax(300px,2fr);gap:16px;align-items:start}
@media(max-width:900px){.lrl .writing{grid-template-columns:minmax(0,1fr)}}
.lrl .beside{display:grid;gap:16px;min-width:0}
.lrl .act.small{padding:2px 10px;margin-left:8px;font-size:13px}
.lrl a.act{display:inline-block;text-decoration:none}
.lrl .blanks{display:grid;grid-template-columns:repeat(auto-fit,minmax(220px,1fr));gap:0 14px;align-items:end}
.lrl details{margin-bottom:14px}.lrl summary{cursor:pointer;color:#2f6b45;margin-bottom:8px}
.lrl fieldset{border:0;padding:0;margin:0 0 14px;min-width:0}.lrl legend{margin-bottom:10px;color:#44534a}
.lrl .layer{border:1px solid #dde4de;border-radius:8px;padding:12px 14px 2px;margin-bottom:10px}
.lrl .wrong pre{background:#fdf0ee;margin-bottom:6px}.lrl .wrong p{color:#8d2a1d;margin-bottom:4px}
.lrl mark{background:none;color:#8d2a1d;text-decoration:underline wavy #a4392a;text-underline-offset:3px}
.lrl input[readonly]{background:#f4f6f3;color:#5d6b62}
.lrl .words ul{list-style:none;margin:10px 0 0;padding:0;max-height:380px;overflow-y:auto}
.lrl .words li button{display:block;width:100%;text-align:left;padding:6px 8px;font:inherit;background:none;border:0;border-radius:6px;cursor:pointer}
.lrl .words li button:hover{background:#eef4ef}.lrl .words li code{display:block;color:#2f6b45}
.lrl .layers{display:flex;height:26px;border-radius:6px;overflow:hidden;background:#eaeeea}.lrl .layers div{min-width:0}
.lrl .legend{display:grid;grid-template-columns:repeat(auto-fill,minmax(230px,1fr));gap:4px 22px;margin-top:12px}
.lrl .legend>div{display:grid;grid-template-columns:12px 1fr auto 54px;gap:8px;align-items:center}.lrl .legend>div :last-child{text-align:right}
.lrl .dot{width:11px;height:11px;border-radius:3px}
.lrl table.heat{border-collapse:separate;border-spacing:3px}
.lrl .heat th,.lrl .heat td{border:0;padding:9px 10px;vertical-align:middle}
.lrl .heat td{text-align:center;border-radius:6px;min-width:88px;font-variant-numeric:tabular-nums;line-height:1.35;box-shadow:inset 0 0 0 1px #eaeeea}
.lrl .heat thead th+th{text-align:center}.lrl .heat tbody th{min-width:110px}.lrl .small{font-size:12.5px}
.lrl .heat.rfm td{width:17%}
.lrl .stages{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:16px;margin-top:16px;align-items:start}
.lrl .stages .panel{padding:16px 14px}
.lrl .warning{color:#7a5410;background:#fdf2d8;padding:9px 13px;border-radius:8px;margin-bottom:12px}
.lrl :is(.pain,.layer,.heat,.score) b{font-weight:600}
.lrl .pain{border:1px solid #dde4de;border-left:4px solid #c6cec8;border-radius:8px;padding:11px 13px;margin-bottom:10px;overflow-wrap:anywhere}.lrl .pain.covered{border-left-color:#2f6b45}
.lrl .pain p{margin:3px 0 5px}.lrl .pain code{color:#5d6b62}.lrl .pain .act.small{margin-left:0}
.lrl .score{padding:2px 11px;background:#eef4ef;border-radius:8px;color:#2f6b45}
.lrl .time{display:flex;flex-wrap:wrap;gap:8px 14px;align-items:center;padding:8px 0;border-bottom:1px solid #eaeeea;margin-bottom:8px}
.lrl .time .row{gap:6px}.lrl .time input{width:78px;text-align:center}
.lrl .days button{min-width:42px;padding:5px 8px;font:inherit;font-size:13px;color:#5d6b62;background:#fff;border:1px solid #b9c6bd;border-radius:8px;cursor:pointer}
.lrl .days [aria-pressed=true]{color:#fff;background:#2f6b45;border-color:#2f6b45}
.lrl .pictures figure{margin:0 0 10px;width:160px;border:1px solid #dde4de;border-radius:8px;overflow:hidden;align-self:stretch}
.lrl .pictures img{display:block;width:100%;height:110px;object-fit:cover;background:#f4f6f3}.lrl .pictures code{display:block;padding:12px;overflow-wrap:anywhere}
.lrl .pictures figcaption{padding:8px 10px;font-size:13px}.lrl .pictures figcaption .row{gap:6px;margin-top:6px}.lrl .pictures .act.small{margin-left:0}
.lrl .times .act.small{margin-left:0}
.lrl svg[role=img]{overflow:visible}
.lrl svg text{font-size:15px;fill:#5d6b62}
.lrl .signed-in{padding:0 24px;gap:16px;margin-left:auto}
@media(max-width:640px){.lrl .signed-in{padding:0 8px;gap:8px;flex-wrap:nowrap;font-size:13px;white-space:nowrap}.lrl .signed-in form{gap:6px}.lrl .signed-in .act{padding:6px 10px}.lrl .signed-in .who{display:none}
.lrl table.stacks thead{display:none}.lrl .stacks :is(tbody,tr,td){display:block;width:100%}.lrl .stacks tr{padding:10px 0;border-bottom:1px solid #dde4de}
.lrl .stacks td{display:flex;flex-wrap:wrap;gap:4px 8px;align-items:center;padding:4px 0;border:0}.lrl .stacks td[data-label]::before{content:attr(data-label);flex:0 0 88px;color:#5d6b62;font-size:13px}.lrl .stacks td input{flex:1;min-width:100px}}
`;
