import{createRequire as __bannerRequire}from'node:module';const require=__bannerRequire(import.meta.url);
var UserError=class extends Error{constructor(message,hint){super(message);this.hint=hint}hint;name="UserError"};export{UserError};
