import{createRequire as __bannerRequire}from'node:module';const require=__bannerRequire(import.meta.url);
function sourceLines(sourceText){let cache=new Map;return file=>(cache.has(file)||cache.set(file,split(sourceText(file))),cache.get(file))}function split(text){return text?.replace(/^\uFEFF/,"").split(/\r?\n/)}function textAt(lines,place){return(lines(place.file)?.slice(place.line-1,place.endLine)??[]).map((line,index)=>{let start=index===0?place.column-1:0;return line.slice(start,place.line+index===place.endLine?place.endColumn-1:void 0)}).join(`
`)}export{sourceLines,textAt};
