import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { schema } from 'yaml-cfn';
import { rules } from '../rules/index.ts';
import type { AccountReading } from '../src/account/declared.ts';
import type { Finding } from '../src/model/finding.ts';
import { type Place, placeText } from '../src/model/place.ts';
import { emptyPolicy } from '../src/policy/policy.ts';
import { auditReading } from '../src/scan/audit-reading.ts';
import { readComparedTemplates } from '../src/scan/compared-templates.ts';

/** A finding as its severity, where it is not the rule's own, and message, with the places that have to do with it. */
interface ExpectedFinding {
  readonly finding: string;
  /** The ARN and the setting. */
  readonly place: string;
  readonly related?: readonly string[];
}

/**
 * Audits each case of a rule that is about accounts: a folder of `accounts/` with what was read of one, `account.yaml`,
 * and the template that it is compared with, if any, and compares the whole list of this rule's findings.
 */
export function accountCases(
  testUrl: string,
  expectations: Readonly<Record<string, readonly ExpectedFinding[]>>,
): void {
  const folder = fileURLToPath(new URL('.', testUrl));
  const ruleId = basename(folder);
  const cases = join(folder, 'accounts');
  describe(ruleId, () => {
    test('has a bad, a good and an unknown case, and an expectation for each', () => {
      expect(Object.keys(expectations).sort()).toEqual(readdirSync(cases).sort());
      expect(Object.keys(expectations)).toEqual(expect.arrayContaining(['bad', 'good', 'unknown']));
    });
    test.each(Object.entries(expectations))('%s', async (name, expected) => {
      const findings = await auditCase(join(cases, name));
      expect(findings.filter(finding => finding.ruleId === ruleId).map(described)).toEqual(expected);
    });
  });
}

async function auditCase(folder: string): Promise<readonly Finding[]> {
  const reading = load(readFileSync(join(folder, 'account.yaml'), 'utf8'), { schema }) as Partial<AccountReading>;
  const compared = existsSync(join(folder, 'template.yaml'))
    ? await readComparedTemplates(
        { workingFolder: folder, paths: ['template.yaml'], parameters: {} },
        emptyPolicy,
        () => undefined,
      )
    : undefined;
  const whole: AccountReading = {
    account: '123456789012',
    region: 'eu-west-1',
    partition: 'aws',
    resources: [],
    unread: [],
    snapshots: [],
    stackResources: [],
    calls: {},
    ...reading,
  };
  const options = { policy: emptyPolicy, ruleSeverities: {}, used: new Set<object>() };
  return auditReading(whole, { ...options, ...(compared && { compared }) }).findings;
}

function described({ ruleId, severity, message, place, related = [] }: Finding): ExpectedFinding {
  const isOwn = severity === rules.find(rule => rule.id === ruleId)?.severity;
  const text = (each: Place, said: string) => `${placeText(each)}: ${said}`;
  return {
    finding: isOwn ? message : `(${severity}) ${message}`,
    place: placeText(place),
    ...(related.length > 0 && { related: related.map(each => text(each.place, each.message)) }),
  };
}
