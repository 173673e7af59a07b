import { expect } from 'chai';
import fc from 'fast-check';
import {
  credentialState,
  rightsGranted,
  rightsOnOffer,
  servedKinds,
  type Application,
} from '../../src/domain/application.js';
import { rights, usualRights } from '../../src/domain/organisation.js';
import {
  isRealUkprn,
  isTestReference,
  newTestReference,
  newTestUkprn,
} from '../../src/domain/test-reference.js';

describe('What an application can ask for', () => {
  it('never gives an organisation a right that is not usual for its kind', () => {
    fc.assert(
      fc.property(fc.constantFrom(...servedKinds), fc.subarray([...rights]), (kind, asked) => {
        const granted = rightsGranted(kind, asked);
        expect([...granted].every((right) => usualRights(kind).has(right) && asked.includes(right))).to.equal(
          true,
        );
      }),
    );
  });

  it('offers each right that one of the kinds usually has, once, and no other', () => {
    expect(rightsOnOffer(['awardingOrganisation'])).to.deep.equal([
      'batch',
      'verify',
      'retrieve',
      'achievements',
    ]);
    const both = rightsOnOffer(['learningProvider', 'awardingOrganisation']);
    expect(new Set(both).size).to.equal(both.length);
    expect(both).to.include.members(['register', 'achievements']).and.not.include('learnerAccess');
    expect(rightsOnOffer([])).to.deep.equal([]);
  });

  it('is shown from the approval until the end of its time, once', () => {
    const day = (number: number): Date => new Date(Date.UTC(2026, 8, number));
    const approved = (shownAt?: Date): Application => ({
      applicationId: 'a',
      reference: 'AP-A',
      status: 'approved',
      receivedAt: day(1),
      details: {
        applicant: 'learningProvider',
        organisationName: 'x',
        contact: { name: 'x', emailAddress: 'x@x.test' },
        product: { name: 'x', version: '1' },
        serves: ['learningProvider'],
        rights: ['find'],
      },
      decision: {
        at: day(1),
        by: 'administrator',
        organisationRefs: ['TSTABC'],
        showUntil: day(15),
        ...(shownAt === undefined ? {} : { shownAt }),
      },
    });
    expect(credentialState(approved(), day(15))).to.equal('ready');
    expect(credentialState(approved(), day(16))).to.equal('tooLate');
    expect(credentialState(approved(day(2)), day(3))).to.equal('shown');
    expect(credentialState({ ...approved(), status: 'declined' }, day(3))).to.equal('notApproved');
  });
});

describe('References of the test environment', () => {
  const choices = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));

  it('have the form that the schemas want, and are never those of live', () => {
    fc.assert(
      fc.property(choices, (stream) => {
        const choose = (bound: number): number => Math.floor(Number(stream.next().value) * bound);
        const reference = newTestReference(choose);
        const ukprn = newTestUkprn(choose);
        expect(reference).to.match(/^TST[A-HJ-NP-Z2-9]{3}$/);
        expect(isTestReference(reference) && isTestReference(reference.toLowerCase())).to.equal(true);
        expect(ukprn).to.match(/^99\d{6}$/);
        expect(isRealUkprn(ukprn)).to.equal(false);
      }),
    );
  });

  it('are told from real ones', () => {
    expect(isTestReference('ABC123')).to.equal(false);
    expect(isRealUkprn('10001234')).to.equal(true);
    for (const none of ['90000001', 'TEST0003', '1000123', '100012345', '1000123a', ''])
      expect(isRealUkprn(none), none).to.equal(false);
  });
});
