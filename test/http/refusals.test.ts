import { expect } from 'chai';
import { StandingClock } from '../standing-clock.js';
import { newTestStore, runRegister } from '../running-register.js';
import { codeOf, findByUlnRequest, person } from '../whole/requests.js';

describe('Refused requests', () => {
  it('are in the audit as counts, with the organisation that was named and never what was typed', async () => {
    const clock = new StandingClock();
    const store = await newTestStore('sqlite', clock);
    const register = await runRegister({ store, clock, settings: { batchWorker: 'off' } });
    const wrong = findByUlnRequest('9900001000', person(1)).replace(
      /<OrgPassword>[^<]*/,
      '<OrgPassword>wrong password 1',
    );
    const stranger = wrong
      .replace(/<OrganisationRef>[^<]*/, '<OrganisationRef>STRNG1')
      .replace(/<UKPRN>[^<]*/, '<UKPRN>19999999');
    const answers = await Promise.all([wrong, wrong, stranger].map((request) => register.send(request)));
    expect(answers.map(({ body }) => codeOf(body))).to.deep.equal(['WSEC0005', 'WSEC0005', 'WSEC0003']);
    await register.stop();
    const found = await store.audit.list({ operation: 'learnerByULN', limit: 10 });
    await store.close();
    expect(
      found.map(({ organisationRef, outcome, userName, ulns }) => [organisationRef, outcome, userName, ulns]),
    ).to.have.deep.members([
      ['TSTLP1', 'WSEC0005', '2 refused', []],
      ['UNKNOWN', 'WSEC0003', '1 refused', []],
    ]);
  });
});
