import type { InvokePermission } from '../model/model.ts';
import { asRef, asString, at, isNoValue, type Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import { resourcesOf, type Template } from '../template/template.ts';
import { readText, type Scope, textKey } from '../template/text.ts';

/** The permissions that a template gives API Gateway to invoke functions, and how far each one reaches. */
export function readInvokePermissions(template: Template, scope: Scope): InvokePermission[] {
  return resourcesOf(template, 'AWS::Lambda::Permission').flatMap(({ name, node, properties }) => {
    if (!isApiGateway(at(properties, 'Principal'))) return [];
    // A permission for function URLs is no concern of an API.
    if (at(properties, 'FunctionUrlAuthType')) return [];
    const setting = at(properties, 'SourceArn');
    const sourceArn = isNoValue(setting) ? undefined : setting;
    return [
      {
        id: name,
        functionName: functionNameOf(at(properties, 'FunctionName')),
        source: sourceArn
          ? reachOf(textKey(readText(sourceArn, scope)))
          : at(properties, 'SourceAccount')
            ? 'any-api-of-account'
            : 'any-api',
        place: sourceArn ? placeOf(sourceArn) : placeOfKey(node),
      },
    ];
  });
}

function isApiGateway(principal: Node | undefined): boolean {
  const text = asString(principal) ?? asString(at(principal, 'Fn::Sub')) ?? '';
  return /^apigateway\.(?:amazonaws\.com(?:\.cn)?|\$\{AWS::URLSuffix\})$/.test(text);
}

function functionNameOf(node: Node | undefined): string {
  const attribute = at(node, 'Fn::GetAtt', 0);
  return asRef(node) ?? asString(attribute) ?? asString(node) ?? 'a function';
}

/** How much of an API an execute-api ARN names: `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH`. */
function reachOf(arn: string): InvokePermission['source'] {
  if (/^\$\{[^}]*\}$/.test(arn) || arn.startsWith('${{')) return 'unknown';
  const pattern = /^arn:(?:\$\{[^}]*\}|[^:$])*:execute-api:(?:\$\{[^}]*\}|[^:$])*:(\$\{[^}]*\}|[^:]*):(.*)$/.exec(arn);
  if (!pattern) return /^(?:\*|arn:(?:\$\{[^}]*\}|[^:$])*:execute-api:\*)$/.test(arn) ? 'any-api' : 'narrow';
  const [, account = '', resource = ''] = pattern;
  const [api, ...rest] = resource.split('/');
  if (api === '*') return account === '*' || account === '' ? 'any-api' : 'any-api-of-account';
  return rest.every(part => part === '*') ? 'whole-api' : 'narrow';
}
