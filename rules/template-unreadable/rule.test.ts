import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': ['4:16 The text is not valid YAML: bad indentation of a mapping entry.'],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [
      '11:26 `!Rain::Constant` (warning) The tag !Rain::Constant is not a function of CloudFormation; its value is unknown.',
    ],
    unknowns: ['11:26 `!Rain::Constant Guard` Who may call GET /orders is decided when it is deployed.'],
  },
  'unclosed-list.yaml': ['5:3 `OrdersTable` The text is not valid YAML: missed comma between flow collection entries.'],
  'two-tags.yaml': ['6:45 `!Ref` The text is not valid YAML: duplication of a tag property.'],
  'tab.yaml': ['3:1 The text is not valid YAML: tab characters must not be used in indentation.'],
  'cyclic.yaml': ['4:23 `*queue` An alias stands inside the value that it stands for.'],
  'billion-laughs.yaml': ['7:10 `*e` The aliases expand to more than 200000 values, more than a template can hold.'],
  'broken.template': ['5:7 `"Properties"` The text is not valid YAML: missed comma between flow collection entries.'],
  'definition-files': {
    findings: [
      'invoices.template:2:1 The text is not valid YAML: unexpected end of the stream within a flow collection.',
      'orders.yaml:5:26 The text is not valid YAML: missed comma between flow collection entries.',
      'refunds.yaml:2:12 The text is not valid YAML: bad indentation of a mapping entry.',
    ],
    unknowns: [
      'template.yaml:7:22 `orders.yaml` The definition of OrdersApi, orders.yaml, cannot be read, so its endpoints are not known.',
      'template.yaml:11:22 `payments.yaml` The definition of PaymentsApi, payments.yaml, names neither an openapi nor a swagger version, so its endpoints are not known.',
      'template.yaml:15:23 `refunds.yaml` The definition of RefundsApi, refunds.yaml, cannot be read, so its endpoints are not known.',
      'template.yaml:20:22 `reports.yaml` The definition of ReportsApi, reports.yaml, has to be filled in by another program first, so its endpoints are not known.',
      'template.yaml:24:20 `invoices.template` The template of the nested stack Invoices, invoices.template, cannot be read, so its endpoints are not known.',
      'template.yaml:28:23 `tickets.yaml` The definition of TicketsApi, tickets.yaml, names neither an openapi nor a swagger version, so its endpoints are not known.',
      'template.yaml:32:22 `hosted.yaml` The definition of HostedApi, hosted.yaml, has to be filled in by another program first, so its endpoints are not known.',
      'template.yaml:36:22 `draft.yaml` The definition of DraftApi, draft.yaml, cannot be read, so its endpoints are not known.',
      'template.yaml:40:22 `notes.md` The definition of NotesApi, notes.md, cannot be read, so its endpoints are not known.',
      'template.yaml:44:23 `orders.yaml` The definition of InlineApi is not in the audited files, so its endpoints are not known.',
    ],
  },
  'dynamic-reference': {
    findings: [
      'clients.template:3:1 The text is not valid YAML: unexpected end of the stream within a flow collection.',
    ],
    unknowns: [
      'template.yaml:5:20 `clients.template` The template of the nested stack Clients, clients.template, cannot be read, so its endpoints are not known.',
    ],
  },
  'among-others': ['orders.yaml:4:16 The text is not valid YAML: bad indentation of a mapping entry.'],
});
