import type { AccountPlace } from '../model/place.ts';

/** The console's host in each partition. */
const hosts: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The page of a resource in the AWS console, told from its ARN; undefined for what has none. */
export function consoleUri({ arn, region }: AccountPlace): string | undefined {
  const [, partition = '', service = '', , , ...rest] = arn.split(':');
  const host = Object.hasOwn(hosts, partition) ? hosts[partition] : undefined;
  const page = pageOf(service, rest.join(':'), encodeURIComponent(region));
  return host === undefined || page === undefined ? undefined : `https://${encodeURIComponent(region)}.${host}/${page}`;
}

/** Parentheses too, which would end the address of a link in Markdown. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('(', '%28').replaceAll(')', '%29');
}

function pageOf(service: string, resource: string, region: string): string | undefined {
  const [kind, id = '', part] = resource.replace(/^\//, '').split(/[/:]/).map(encoded);
  switch (`${service} ${kind}`) {
    case 'apigateway restapis': {
      const tab = part === 'authorizers' || part === 'stages' ? part : 'resources';
      return `apigateway/main/apis/${id}/${tab}?api=${id}&region=${region}`;
    }
    case 'apigateway apis':
      return `apigateway/main/develop/${part === 'authorizers' ? 'auth/attach' : 'routes'}?api=${id}&region=${region}`;
    case 'apigateway domainnames':
      return `apigateway/main/publish/domain-names?domain=${id}&region=${region}`;
    case 'cognito-idp userpool':
      return `cognito/v2/idp/user-pools/${id}?region=${region}`;
    case 'lambda function':
      return `lambda/home?region=${region}#/functions/${id}`;
    case 'appsync apis':
      return `appsync/home?region=${region}#/${id}/v1/home`;
    default:
      return undefined;
  }
}
