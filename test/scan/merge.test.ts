/* Reports of shards, put together: as if one scan had read it all. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AccountReading } from '../../src/account/declared.ts';
import { readAccountRegion } from '../../src/account/read.ts';
import { createThrottle } from '../../src/account/throttle.ts';
import { emptyPolicy } from '../../src/policy/policy.ts';
import { json } from '../../src/report/json.ts';
import { markdown } from '../../src/report/markdown.ts';
import type { Report } from '../../src/report/report.ts';
import { sarif } from '../../src/report/sarif.ts';
import { text } from '../../src/report/text.ts';
import { auditReading } from '../../src/scan/audit-reading.ts';
import { merge } from '../../src/scan/merge.ts';
import type { ReportFile } from '../../src/scan/report-file.ts';
import { keptAudit, scanReport } from '../../src/scan/scan-report.ts';
import { UserError } from '../../src/user-error.ts';
import { shop } from '../account/shop.ts';
import { startAwsStandIn } from '../account/stand-in/server.ts';
import { printed } from '../report/sample.ts';

const accounts = ['111122223333', '222233334444', '333344445555'];
const regions = ['eu-west-1', 'us-east-1'];

/** The shop in each account and Region, of which one may not read a part. */
async function readings(): Promise<readonly AccountReading[]> {
  const contents = shop.regions['eu-west-1'] ?? {};
  const aws = await startAwsStandIn({
    accounts: accounts.map(id => ({ id, regions: Object.fromEntries(regions.map(region => [region, contents])) })),
  });
  aws.fail({ fault: 'denied', operation: 'GetRoutes', when: ({ account }) => account.id === '222233334444' });
  const before = process.env.AWS_ENDPOINT_URL;
  process.env.AWS_ENDPOINT_URL = aws.url;
  try {
    return await Promise.all(
      accounts.flatMap(account =>
        regions.map(region => {
          const credentials = async () => aws.client(account, region).credentials;
          return readAccountRegion({ account, region, partition: 'aws', credentials, throttle: createThrottle() });
        }),
      ),
    );
  } finally {
    if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
    else process.env.AWS_ENDPOINT_URL = before;
    await aws.close();
  }
}

const read = await readings();

function reportOf(chosen: readonly AccountReading[]): Report {
  const used = new Set<object>();
  const options = { policy: emptyPolicy, ruleSeverities: {}, used };
  const audits = chosen.map(reading => keptAudit(auditReading(reading, options)));
  return scanReport({
    audits,
    unread: [],
    policy: emptyPolicy,
    ruleSeverities: {},
    used,
    compared: undefined,
    shard: undefined,
    include: [],
  });
}

function file(name: string, content: string): ReportFile {
  return { name, read: () => content };
}

const plain = { color: false, quiet: false };

/** All that is printed of a report. */
function allFormats(report: Report): readonly string[] {
  return [json(report), text(report, plain), markdown(report), sarif(report)].map(printed);
}

const whole = allFormats(reportOf(read));

describe('reports of shards', () => {
  test('give together what one scan of all gives, however they are split', () => {
    const shards = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: read.length, maxLength: read.length });
    fc.assert(
      fc.property(shards, numbers => {
        const files = [...new Set(numbers)].map(shard => ({
          name: `${shard}.json`,
          read: () => printed(json(reportOf(read.filter((_, index) => numbers[index] === shard)))),
        }));
        expect(allFormats(merge(files))).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });

  const [first] = read;
  const one = file('one.json', first ? printed(json(reportOf([first]))) : '');

  test.each([
    [
      [one, { ...one, name: 'again.json' }],
      'one.json and again.json both have eu-west-1 of the account 111122223333.',
      'Merge the reports of one scan, each shard once.',
    ],
    [
      [file('notes.txt', 'Findings')],
      'notes.txt is not JSON: Unexpected token \'F\', "Findings" is not valid JSON.',
      'Write it with: cfn-auth-audit scan --format json --output FILE.',
    ],
    [
      [file('audit.json', '{"version": 1, "findings": [], "unknowns": []}')],
      'audit.json is no report of a scan: scanned is not as it should be.',
      'Write it with: cfn-auth-audit scan --format json --output FILE.',
    ],
    [
      [file('later.json', one.read().replace('"version": 1', '"version": 2'))],
      'later.json is no report of a scan: version is not as it should be.',
      'Write it with: cfn-auth-audit scan --format json --output FILE.',
    ],
  ])('that do not fit are refused', (files, message, hint) => {
    const refused = () => merge(files);
    expect(refused).toThrow(UserError);
    expect(refused).toThrow(expect.objectContaining({ message, hint }));
  });
});
