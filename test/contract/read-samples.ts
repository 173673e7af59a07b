/** Requests for the tests of reading: written by hand, and made from the specs. */
import fc from 'fast-check';
import { learnerServiceSpecs } from '../../src/contract/generated/learner-service-specs.js';
import type { FieldSpec, OperationSpec, TypeSpec } from '../../src/contract/spec.js';

export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
export const NAMESPACE = 'http://api.lrs.miap.gov.uk/';

export const operations: readonly OperationSpec[] = Object.values(learnerServiceSpecs);

/** A SOAP message with prefix m for the request's namespace; `header` is the whole Header element. */
export function envelope(namespace: string, body: string, header = ''): string {
  return `<soapenv:Envelope xmlns:soapenv="${SOAP}" xmlns:xsi="${XSI}" xmlns:m="${namespace}">${header}<soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
}

const BY_ULN: Readonly<Record<string, string>> = {
  FindType: 'FUL',
  OrganisationRef: 'LRTEST',
  UKPRN: '10000001',
  OrgPassword: '0123456789abcdef',
  UserName: 'a person',
  ULN: '1234567892',
  FamilyName: 'Specimen',
  GivenName: 'Anna',
};

export const byUlnRequest = {
  findType: 'FUL',
  organisationRef: 'LRTEST',
  ukprn: '10000001',
  orgPassword: '0123456789abcdef',
  userName: 'a person',
  uln: '1234567892',
  familyName: 'Specimen',
  givenName: 'Anna',
};

/** The children of a learnerByULN request; a field is replaced by the element given, or left out for ''. */
export function byUlnFields(changes: Readonly<Record<string, string>> = {}): string {
  return Object.entries(BY_ULN)
    .map(([name, value]) => changes[name] ?? `<${name}>${value}</${name}>`)
    .join('');
}

export function byUln(changes: Readonly<Record<string, string>> = {}, header = ''): string {
  return envelope(
    `${NAMESPACE}findmsg`,
    `<m:FindLearnerByULN>${byUlnFields(changes)}</m:FindLearnerByULN>`,
    header,
  );
}

/** An element as it will be written. */
export interface Node {
  name: string;
  /** '' for none. */
  namespace: string;
  attributes: string;
  /** Text already escaped, or children. */
  content: string | Node[];
}

const EXAMPLES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^UserType$/, ['Unknown', 'LNR', 'ORG', 'SER']],
  [/^UserTypeText$/, ['LNR', 'ORG', 'SER', 'Unknown', '']],
  [/^ChannelCode$/, ['None', 'WebServices', 'Legacy']],
  [/^Language$/, ['ENG', 'en', '']],
  [/^GetType$/, ['FULL', 'BRIEF']],
  [/^AbilityToShare$/, ['NotProvided', 'FPNNotSeen', 'FPNSeenShareData']],
  [/^TelephoneNumber$/, ['', '+44 (0)20 7946-0000', '07700.900/123 ext #4']],
  [/^OrganisationPassword$/, ['', 'short', '0123456789abcdef', 'é&lt;&amp;'.repeat(20)]],
  [/^(?:AchievementText|SubmissionText)$/, ['', ' ', 'Pass', 'é &amp; è', 'x'.repeat(254)]],
  [
    /^AchievementDateTime$/,
    [
      '2024-02-29T00:00:00',
      '0001-01-01T00:00:00',
      '2000-02-29T23:59:59Z',
      '2023-12-31T12:30:00.1234567+01:00',
      '9999-12-31T23:59:59.9999999-13:59',
    ],
  ],
  [/FindType|JobType/, ['FUL', 'CHK']],
  [/OrganisationRef/, ['LRTEST', 'Ab12cd']],
  [/UKPRN/, ['10000001', 'UNKNWN00']],
  [/ULN/, ['1234567892', '9999999999']],
  [/OrgPassword/, ['0123456789abcdef', '                x'.slice(1), '&lt;&amp;&#65;3456789abcdef']],
  [
    /NameNonEmpty/,
    ['Anna', ' Bea ', "O'Neil-Smith", 'Zoë', '张', '&#x5F20;', '\u00a0', 'a\nb', 'x'.repeat(35)],
  ],
  [
    /Name$|Address|Notes|Identifier|Description|SchoolName/,
    ['', 'Anna', ' ', 'é &amp; è', 'a\tb', '&quot;&apos;&gt;'],
  ],
  [/Date/, ['2004-02-29', '1999-12-31', '1800-01-01']],
  [/Gender/, ['0', '1', '2', '9']],
  [/PostCode/, ['ZZ99 9ZZ', 'CV49EE', 'BFPO 12', 'SW1A 1AA ']],
  [/Email/, ['', 'anna.specimen@example.org', "o'neil+x@a1.example.info"]],
  [/Nationality/, ['', 'GBR']],
  [/Scottish/, ['', '123456789']],
  [/VerificationType/, ['0', '7', '999']],
  [/AbilityToShare/, ['0', '1', '2']],
  [/RecordCount/, ['1', '200', '007']],
  [/^int$/, ['0', '-1', '2147483647', '-2147483648', '12']],
  [/^long$/, ['0', '-5', '999999999999999999', '12']],
];

function values(rule: string): readonly string[] {
  const found = EXAMPLES.find(([name]) => name.test(rule));
  if (found === undefined) throw new Error(`no example for ${rule}`);
  return rule.endsWith('Nillable') ? [...found[1], ''] : found[1];
}

const NIL = fc.constantFrom(' xsi:nil="true"', " xsi:nil = '1' ");
const NOT_NIL = fc.constantFrom('', '', '', ' xsi:nil="false"', '\nxsi:nil="0"');

function fieldNode(field: FieldSpec): fc.Arbitrary<Node> {
  const name = field.name;
  const content =
    field.type === undefined ? fc.constantFrom(...values(field.value?.name ?? '')) : typeNodes(field.type);
  const filled = fc.record({
    name: fc.constant(name),
    namespace: fc.constant(field.namespace),
    attributes: field.nillable ? NOT_NIL : fc.constant(''),
    content: content as fc.Arbitrary<string | Node[]>,
  });
  if (!field.nillable) return filled;
  const nil = NIL.map((attributes): Node => ({ name, namespace: field.namespace, attributes, content: '' }));
  return fc.oneof({ weight: 4, arbitrary: filled }, { weight: 1, arbitrary: nil });
}

function typeNodes(type: TypeSpec): fc.Arbitrary<Node[]> {
  const fields = type.fields.map((field) =>
    fc.array(fieldNode(field), { minLength: field.min, maxLength: Math.min(field.max, 3) }),
  );
  return fc.tuple(...fields).map((lists) => lists.flat());
}

/** The children of a valid request of an operation. */
export function requestNodes(operation: OperationSpec): fc.Arbitrary<Node[]> {
  return typeNodes(operation.request.type);
}

export function writeNodes(nodes: readonly Node[], between = ''): string {
  return nodes
    .map(({ name, attributes, content }) => {
      if (content === '') return `<${name}${attributes}/>`;
      const inner = typeof content === 'string' ? content : writeNodes(content, between) + between;
      return `${between}<${name}${attributes}>${inner}</${name}>`;
    })
    .join('');
}

/** A whole valid message in one of the ways in which clients write it. */
export function writeMessage(operation: OperationSpec, nodes: readonly Node[], style: number): string {
  const { element, namespace } = operation.request;
  const blank = style % 2 === 0 ? '' : '\r\n  ';
  const children = writeNodes(nodes, blank);
  switch (style >> 1) {
    case 0:
      return `<?xml version="1.0" encoding="UTF-8"?>${envelope(namespace, `<m:${element}>${children}${blank}</m:${element}>`)}`;
    case 1:
      return `\n  ${envelope(namespace, `${blank}<m:${element} >${children}</m:${element}\n>`, '<soapenv:Header/>')}\n `;
    case 2: {
      const bare = children.replace(/<([A-Za-z]\w*)([\s>/])/g, '<$1 xmlns=""$2');
      return `<Envelope xmlns="${SOAP}"><Header></Header>${blank}<Body><${element} xmlns="${namespace}" xmlns:xsi="${XSI}">${bare}</${element}></Body></Envelope>`;
    }
    default: {
      const header = '<s:Header><q:To xmlns:q="urn:q"><q:A>x</q:A><B/></q:To></s:Header>';
      return `<s:Envelope xmlns:s="${SOAP}">${header}<s:Body xmlns:xsi="${XSI}"><ns0:${element} xmlns:ns0="${namespace}">${children}</ns0:${element}></s:Body></s:Envelope>`;
    }
  }
}

/** Ways of `writeMessage`. */
export const STYLES = 8;
