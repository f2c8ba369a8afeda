import{createRequire as __bannerRequire}from'node:module';const require=__bannerRequire(import.meta.url);
import{rules}from"./chunk-346KXWDK.js";import"./chunk-HEJCXB25.js";import"./chunk-GM542ZVD.js";import{notARule}from"./chunk-D4SQEC7E.js";import{UserError}from"./chunk-P6FZHW3K.js";import"./chunk-5KSQ2GRI.js";function ruleList(){let width=Math.max(...rules.map(rule=>rule.id.length));return rules.map(rule=>`${rule.id.padEnd(width)}  ${rule.severity.padEnd(7)}  ${rule.title}
`).join("")}function rulePage(id){let rule=rules.find(each=>each.id===id);if(!rule){let ids=rules.map(each=>each.id);throw new UserError(`${notARule(id,ids)}.`,"`cfn-auth-audit rules` lists the rules.")}let parts=sections(rule).map(([title,text])=>`${title}
${wrapped(text)}`);return`${rule.id} (${rule.severity})
${rule.title}.

${parts.join(`
`)}`}function sections(rule){let exceptions=rule.exceptions===void 0?[]:[["What it leaves alone",rule.exceptions]],references=rule.references.length===0?[]:[["References",rule.references.join(`
`)]];return[["Why it matters",rule.why],["How to mend it",rule.fix],...exceptions,...references]}var lineLength=100;function wrapped(text){return text.split(`
`).flatMap(paragraph=>{let wrappedLines=[""];for(let word of paragraph.split(" ")){let last=wrappedLines.at(-1)??"";last!==""&&last.length+word.length>=lineLength?wrappedLines.push(word):wrappedLines[wrappedLines.length-1]=last===""?word:`${last} ${word}`}return wrappedLines}).map(line=>`  ${line}
`).join("")}export{ruleList,rulePage,sections};
