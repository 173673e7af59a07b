/** Somebody who applies for access, and the administrator who decides. */
import { publishedTestData } from '../../src/cli/test-data.js';
import { hashPassword } from '../../src/access/password-hash.js';
import type { RunningRegister } from '../running-register.js';
import { Visitor, type Fields, type Shown } from './visitor.js';

/** Nobody is turned away because the machine that tests has much else to do. */
export const patient = { maxDelayMilliseconds: '60000' } as const;

export const administratorsPassword = 'Twelve-Or-More';

export async function newAdministrator(register: RunningRegister): Promise<Visitor> {
  const hash = await hashPassword(administratorsPassword, { memoryCost: 1024, timeCost: 2 });
  await register.store.portalSettings.setPasswordHash(hash, false);
  const somebody = new Visitor(register.origin);
  const page = '/sign-in/administrator';
  await somebody.submit(page, page, { password: administratorsPassword });
  return somebody;
}

/** The answers of a vendor, page by page. */
export const vendorsAnswers: Readonly<Record<string, Fields>> = {
  kind: { applicant: 'vendor' },
  organisation: { organisationName: 'Fictional Systems', ukprn: '' },
  contact: { contactName: 'Vera Vendor', emailAddress: 'vera@vendor.test', telephone: '' },
  product: { productName: 'Mock MIS', productVersion: '1.0' },
  customers: { serves: ['learningProvider', 'awardingOrganisation'] },
  operations: { rights: ['find', 'register', 'verify', 'achievements'] },
  agreement: { agreed: 'yes' },
};

export const collegesAnswers: Readonly<Record<string, Fields>> = {
  kind: { applicant: 'learningProvider' },
  organisation: { organisationName: 'Imaginary Town College', ukprn: '10001234' },
  contact: { contactName: 'Carl College', emailAddress: 'carl@college.test', telephone: '01632 960 001' },
  product: { productName: 'Own program', productVersion: '0' },
  operations: { rights: ['find', 'verify'] },
  agreement: { agreed: 'yes' },
};

/** Answers the questions, each on its page; gives the answer to the last. */
export async function answer(
  somebody: Visitor,
  base: string,
  answers: Readonly<Record<string, Fields>>,
): Promise<Shown> {
  let last: Shown | undefined;
  for (const [name, fields] of Object.entries(answers)) {
    last = await somebody.submit(`${base}/${name}`, `${base}/${name}`, fields);
    if (last.status !== 303) throw new Error(`${name} was not taken: ${errorsOf(last).join('; ')}`);
  }
  if (last === undefined) throw new Error('No answers');
  return last;
}

export interface Applied {
  /** `AP-…` */
  readonly reference: string;
  /** The path of the private link. */
  readonly link: string;
}

export async function apply(
  somebody: Visitor,
  answers: Readonly<Record<string, Fields>> = vendorsAnswers,
): Promise<Applied> {
  await answer(somebody, '/apply', answers);
  await somebody.submit('/apply/check', '/apply/check', {});
  return appliedIn(await somebody.get('/apply/sent'));
}

export function appliedIn({ body }: Shown): Applied {
  const [, link] = /href="(\/applications\/[\w-]{43})"/.exec(body) ?? [];
  const [, reference] = /<strong>(AP-[A-Z2-9]{8})<\/strong>/.exec(body) ?? [];
  if (link === undefined || reference === undefined) throw new Error('The page shows no application');
  return { reference, link };
}

export async function approve(administrator: Visitor, { reference }: Applied): Promise<Shown> {
  const page = `/administration/applications/${reference}`;
  await administrator.submit(page, `${page}/approve`, {});
  return administrator.get(page);
}

/** The messages of the error summary. */
export function errorsOf({ body }: Shown): readonly string[] {
  const [, list = ''] = /govuk-error-summary__list">([\s\S]*?)<\/ul>/.exec(body) ?? [];
  return [...list.matchAll(/<a href="[^"]*">([^<]*)<\/a>/g)].map(([, text = '']) => text.trim());
}

export interface ShownCredentials {
  readonly organisationRef: string;
  readonly ukprn: string;
  readonly password: string;
}

/** What the page of credentials says, organisation by organisation. */
export function credentialsIn({ body }: Shown): readonly ShownCredentials[] {
  const values = (key: string): readonly string[] =>
    [...body.matchAll(new RegExp(`${key}</dt>\\s*<dd[^>]*><code[^>]*>([^<]*)</code>`, 'g'))].map(
      ([, value = '']) => value,
    );
  const [refs, ukprns, passwords] = [values('OrganisationRef'), values('UKPRN'), values('OrgPassword')];
  return refs.map((organisationRef, index) => ({
    organisationRef,
    ukprn: ukprns[index] ?? '',
    password: passwords[index] ?? '',
  }));
}

const { uln, givenName, familyName } = publishedTestData().learners.exact;

/** A find by ULN of the published learner `exact`. */
export function findBy({
  organisationRef,
  password,
}: Pick<ShownCredentials, 'organisationRef' | 'password'>): string {
  return (
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
    '<m:FindLearnerByULN xmlns:m="http://api.lrs.miap.gov.uk/findmsg"><FindType>FUL</FindType>' +
    `<OrganisationRef>${organisationRef}</OrganisationRef><OrgPassword>${password}</OrgPassword>` +
    `<UserName>Tess Test</UserName><ULN>${uln}</ULN><FamilyName>${familyName}</FamilyName><GivenName>${givenName}</GivenName>` +
    '</m:FindLearnerByULN></soapenv:Body></soapenv:Envelope>'
  );
}

/** A file that a page carries in a link. */
export function fileIn({ body }: Shown, name: string): Buffer {
  const [, content] = new RegExp(`href="data:[^;]*;base64,([^"]*)" download="${name}"`).exec(body) ?? [];
  if (content === undefined) throw new Error(`The page holds no ${name}`);
  return Buffer.from(content.replaceAll('&#x3D;', '='), 'base64');
}
