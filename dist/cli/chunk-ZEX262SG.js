import{createRequire as __bannerRequire}from'node:module';const require=__bannerRequire(import.meta.url);
function remedies(report){let adviceByRule=new Map(report.rules.map(({rule})=>[rule.id,rule.fix]));return finding=>finding.fix?.description??finding.remedy??adviceByRule.get(finding.ruleId)?.replace(/\s+/g," ").trim()}export{remedies};
