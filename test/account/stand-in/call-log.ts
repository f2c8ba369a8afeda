/* What was asked, in the order in which it arrived, and how much of it at a time. */
import { type Call, pageOf, type Service } from './call.ts';
import type { Fault } from './faults.ts';

export interface LoggedCall {
  readonly service: Service;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  /** The API, user pool, function, stack or domain that it is about; '' for lists of these. */
  readonly subject: string;
  /** Of a list, from 1 on; 1 for what is no list. */
  readonly page: number;
  /** `refused`: a wrong call, or one about what is not there. `over-quota`: throttled by a quota. Else a rule's fault. */
  readonly outcome: 'answered' | 'refused' | 'over-quota' | Fault;
}

/** Restricts what is counted; what is absent restricts nothing. */
export type CallFilter = Partial<LoggedCall>;

export class CallLog {
  readonly calls: LoggedCall[] = [];
  private readonly running = new Map<string, number>();
  private readonly most = new Map<string, number>();

  add(call: Call, outcome: LoggedCall['outcome']): void {
    const { service, operation, account, region, subject, parameter } = call;
    const token = ['position', 'nextToken', 'NextToken', 'Marker'].map(parameter).find(text => text !== undefined);
    this.calls.push({ service, operation, account: account.id, region, subject, page: pageOf(token), outcome });
  }

  /** Calls by `service:Operation`, sorted. */
  counts(filter: CallFilter = {}): Record<string, number> {
    const counts = new Map<string, number>();
    for (const { service, operation } of this.matching(filter)) {
      const name = `${service}:${operation}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  count(filter: CallFilter = {}): number {
    return this.matching(filter).length;
  }

  private matching(filter: CallFilter): LoggedCall[] {
    return this.calls.filter(
      call =>
        (filter.service ?? call.service) === call.service &&
        (filter.operation ?? call.operation) === call.operation &&
        (filter.account ?? call.account) === call.account &&
        (filter.region ?? call.region) === call.region &&
        (filter.subject ?? call.subject) === call.subject &&
        (filter.page ?? call.page) === call.page &&
        (filter.outcome ?? call.outcome) === call.outcome,
    );
  }

  /** A call begins; gives what ends it. */
  begin({ account, region, service }: Call): () => void {
    const keys = ['', account.id, `${account.id} ${region}`, `${account.id} ${region} ${service}`];
    for (const key of keys) {
      const running = (this.running.get(key) ?? 0) + 1;
      this.running.set(key, running);
      this.most.set(key, Math.max(running, this.most.get(key) ?? 0));
    }
    return () => {
      for (const key of keys) this.running.set(key, (this.running.get(key) ?? 1) - 1);
    };
  }

  /** Calls that have begun and have not ended. */
  underWay(): number {
    return this.running.get('') ?? 0;
  }

  /** The most calls at a time: of all, of an account, of one of its Regions, of a service in that. */
  highWater(account?: string, region?: string, service?: Service): number {
    const key = [account, region, service].filter(part => part !== undefined).join(' ');
    return this.most.get(key) ?? 0;
  }
}
