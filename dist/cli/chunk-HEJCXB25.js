import{createRequire as __bannerRequire}from'node:module';const require=__bannerRequire(import.meta.url);
var builtInScopes=new Set(["openid","email","phone","profile","aws.cognito.signin.user.admin"]);export{builtInScopes};
