import { expect } from 'chai';
import type { Application } from '../../src/domain/application.js';
import type { LiveRequest } from '../../src/domain/live-request.js';
import { usualRights } from '../../src/domain/organisation.js';
import type { AuditEntry } from '../../src/register/ports.js';
import type { OrganisationContact, OrganisationToAdd } from '../../src/register/onboarding-ports.js';
import type { Store } from '../../src/store/store.js';
import { eachDatabase, type TestDatabase } from './databases.js';

const at = new Date('2026-09-01T09:00:00Z');
const later = new Date('2026-09-02T09:00:00Z');
const tooLate = new Date('2026-10-02T09:00:00Z');
const many = 1000;

const application = (digit: string, more: Partial<Application> = {}): Application => ({
  applicationId: digit.repeat(64),
  reference: `AP-${digit.repeat(8).toUpperCase()}`,
  status: 'waiting',
  receivedAt: at,
  details: {
    applicant: 'vendor',
    organisationName: 'Fictional "Systems" Ltd, 何か',
    contact: { name: 'Vera Vendor', emailAddress: 'vera@vendor.test' },
    product: { name: 'Mock MIS', version: '1.0' },
    serves: ['learningProvider', 'awardingOrganisation'],
    rights: ['find', 'achievements'],
  },
  ...more,
});

const audit = (operation: string): AuditEntry => ({
  at,
  organisationRef: 'LOCAL',
  userName: 'administrator',
  operation,
  correlationId: 'c',
  ulns: [],
  outcome: 'done',
});

const organisation = (organisationRef: string, ukprn: string): OrganisationToAdd => ({
  organisation: {
    organisationRef,
    ukprn,
    name: 'Fictional Systems',
    kind: 'learningProvider',
    rights: usualRights('learningProvider'),
    status: 'active',
  },
  passwordHash: 'nobody knows',
});

const contact: OrganisationContact = {
  contact: { name: 'Vera Vendor', emailAddress: 'vera@vendor.test', telephone: '01632 960 001' },
  origin: { application: 'AP-AAAAAAAA' },
  recordedAt: at,
  recordedBy: 'administrator',
};

eachDatabase('Applications in the store', (newDatabase) => {
  let database: TestDatabase;
  let store: Store;

  before(async () => {
    database = await newDatabase();
    store = database.store;
  });

  const approve = (id: string, ...organisations: OrganisationToAdd[]) =>
    store.applications.approve(
      id.repeat(64),
      {
        at,
        by: 'administrator',
        organisationRefs: organisations.map(({ organisation: { organisationRef } }) => organisationRef),
        showUntil: later,
      },
      organisations,
      contact,
      audit('application approve'),
    );

  it('are kept once, however often they are sent, and found as they were sent', async () => {
    const sent = await Promise.all([1, 2, 3].map(() => store.applications.submit(application('a'), many)));
    expect([...sent].sort()).to.deep.equal(['submitted', 'there', 'there']);
    expect(await store.applications.byId('a'.repeat(64))).to.deep.equal(application('a'));
    expect(await store.applications.byReference('ap-aaaaaaaa')).to.deep.equal(application('a'));
    expect(await store.applications.byId('b'.repeat(64))).to.equal(undefined);
  });

  it('are turned away when too many wait', async () => {
    expect(await store.applications.submit(application('b'), 1)).to.equal('tooMany');
    expect(await store.applications.submit(application('a'), 1)).to.equal('there');
  });

  it('are listed newest first and counted by status', async () => {
    await store.applications.submit(application('c', { receivedAt: later }), many);
    const listed = await store.applications.list({ limit: 10 });
    expect(listed.map(({ reference }) => reference)).to.deep.equal(['AP-CCCCCCCC', 'AP-AAAAAAAA']);
    expect(await store.applications.list({ limit: 1, offset: 1 })).to.have.length(1);
    expect(await store.applications.list({ status: 'approved', limit: 10 })).to.deep.equal([]);
    expect(await store.applications.counts()).to.deep.equal({ waiting: 2, approved: 0, declined: 0 });
  });

  it('bring their organisations with them when they are approved, all or none', async () => {
    await store.organisations.add(organisation('TSTXXX', '99000001').organisation, 'hash');
    expect(
      await approve('a', organisation('TSTAAA', '99000002'), organisation('TSTAAB', '99000001')),
    ).to.equal('taken');
    expect(await store.organisations.byRef('TSTAAA')).to.equal(undefined);
    expect((await store.applications.byId('a'.repeat(64)))?.status).to.equal('waiting');
    expect(
      await approve('a', organisation('TSTAAA', '99000002'), organisation('TSTAAB', '99000003')),
    ).to.equal('approved');
    expect((await store.organisations.byRef('TSTAAB'))?.passwordHashes).to.deep.equal(['nobody knows']);
    expect(await store.organisationContacts.find('tstaab')).to.deep.equal(contact);
    expect((await store.applications.byId('a'.repeat(64)))?.decision).to.deep.equal({
      at,
      by: 'administrator',
      organisationRefs: ['TSTAAA', 'TSTAAB'],
      showUntil: later,
    });
  });

  it('are decided once, however many decide at the same time', async () => {
    await store.applications.submit(application('d'), many);
    const refusal = { at, by: 'administrator', reason: 'No "such" college', organisationRefs: [] };
    const outcomes = await Promise.all([
      approve('d', organisation('TSTDDD', '99000004')),
      store.applications.decline('d'.repeat(64), refusal, audit('application decline')),
      approve('d', organisation('TSTDDE', '99000005')),
    ]);
    expect(outcomes.filter((outcome) => outcome === 'notWaiting')).to.have.length(2);
    const added = (await store.organisations.list()).filter(({ organisationRef }) =>
      organisationRef.startsWith('TSTDD'),
    );
    expect(added).to.have.length(outcomes.includes('declined') ? 0 : 1);
  });

  it('keep the reason of a refusal', async () => {
    const refusal = { at, by: 'administrator', reason: 'No "such" college', organisationRefs: [] };
    expect(await store.applications.decline('c'.repeat(64), refusal, audit('application decline'))).to.equal(
      'declined',
    );
    expect((await store.applications.byReference('AP-CCCCCCCC'))?.decision).to.deep.equal(refusal);
  });

  it('have their passwords set by one of two clicks at once, in two copies of the service', async () => {
    const second = await database.open();
    const click = (copy: Store, hash: string) =>
      copy.applications.show(
        'a'.repeat(64),
        at,
        [
          { organisationRef: 'TSTAAA', passwordHash: `${hash}-a` },
          { organisationRef: 'TSTAAB', passwordHash: `${hash}-b` },
        ],
        audit(`credentials show ${hash}`),
      );
    const outcomes = await Promise.all(
      ['1', '2', '3', '4'].map((hash, index) => click(index % 2 === 0 ? store : second, hash)),
    );
    expect(outcomes.filter((outcome) => outcome === 'shown')).to.have.length(1);
    const winner = String(outcomes.indexOf('shown') + 1);
    expect((await store.organisations.byRef('TSTAAA'))?.passwordHashes).to.deep.equal([`${winner}-a`]);
    expect((await store.organisations.byRef('TSTAAB'))?.passwordHashes).to.deep.equal([`${winner}-b`]);
    const written = await store.audit.list({ limit: 50 });
    expect(
      written.map(({ operation }) => operation).filter((name) => name.startsWith('credentials')),
    ).to.deep.equal([`credentials show ${winner}`]);
    expect((await store.applications.byId('a'.repeat(64)))?.decision?.shownAt).to.deep.equal(at);
  });

  it('show nothing after their time, and once more when they are offered again', async () => {
    const passwords = [{ organisationRef: 'TSTAAA', passwordHash: 'again' }];
    const show = (when: Date) => store.applications.show('a'.repeat(64), when, passwords, audit('show'));
    expect(await show(at)).to.equal('notToBeShown');
    expect(await store.applications.offerAgain('a'.repeat(64), later, audit('offer'))).to.equal('offered');
    expect(await show(tooLate)).to.equal('notToBeShown');
    expect(await show(later)).to.equal('shown');
    expect((await store.organisations.byRef('TSTAAA'))?.passwordHashes).to.deep.equal(['again']);
    expect(await store.applications.offerAgain('c'.repeat(64), later, audit('offer'))).to.equal(
      'notApproved',
    );
  });

  const liveRequest = (digit: string, more: Partial<LiveRequest> = {}): LiveRequest => ({
    reference: `LR-${digit.repeat(8).toUpperCase()}`,
    organisationRef: 'TSTAAA',
    status: 'waiting',
    receivedAt: at,
    details: {
      organisationName: 'Real College',
      ukprn: '10001234',
      contact: { name: 'Carl Contact', emailAddress: 'carl@college.test' },
      technicalContact: {
        name: 'Tess Technical',
        emailAddress: 'tess@college.test',
        telephone: '01632 960 002',
      },
      agreement: { signatory: 'Pat Principal', role: 'Principal' },
      requestsPerDay: 'upTo1000',
      batchLearnersPerMonth: 'more',
      certificateSubject: 'CN=ws.college.test',
      certificate: {
        fingerprint: 'f'.repeat(64),
        subject: 'CN=ws.college.test',
        issuer: 'CN=Some authority',
        serialNumber: '0A',
        notBefore: at,
        notAfter: later,
      },
    },
    report: { json: '{"a":1}', checksum: 'sum', passed: 3, failed: 0, open: 1 },
    ...more,
  });

  it('are followed by requests for a live connection, one at a time for each organisation', async () => {
    const outcomes = await Promise.all(
      ['a', 'b'].map((digit) => store.liveRequests.submit(liveRequest(digit), audit('live request'))),
    );
    expect([...outcomes].sort()).to.deep.equal(['submitted', 'waiting']);
    const [kept] = await store.liveRequests.list({ organisationRef: 'tstaaa', limit: 5 });
    const digit = outcomes[0] === 'submitted' ? 'a' : 'b';
    expect(kept).to.deep.equal(liveRequest(digit));
    const decision = { at: later, by: 'administrator', liveRef: 'COLL01' };
    const decide = () =>
      store.liveRequests.decide(liveRequest(digit).reference, 'approved', decision, audit('approve'));
    expect((await Promise.all([decide(), decide()])).sort()).to.deep.equal(['decided', 'notWaiting']);
    expect(await store.liveRequests.byReference(liveRequest(digit).reference)).to.deep.equal({
      ...liveRequest(digit),
      status: 'approved',
      decision,
    });
    const { report: _, ...without } = liveRequest('c', { organisationRef: 'TSTAAB' });
    await store.liveRequests.submit(without, audit('live request'));
    expect(await store.liveRequests.list({ status: 'waiting', limit: 5 })).to.deep.equal([without]);
  });

  it('are forgotten with the test data', async () => {
    await store.clear();
    expect(await store.applications.list({ limit: 5 })).to.deep.equal([]);
    expect(await store.liveRequests.list({ limit: 5 })).to.deep.equal([]);
    expect(await store.organisationContacts.find('TSTAAA')).to.equal(undefined);
  });
});
