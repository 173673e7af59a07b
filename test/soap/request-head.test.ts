import { expect } from 'chai';
import type {
  GetLearnerLearningEventsRequest,
  GetOrganisationRequest,
} from '../../src/contract/generated/learner-service-r9.js';
import {
  externalServiceHead,
  learnerServiceHead,
  learnerServiceR9Head,
  USER_NOT_GIVEN,
} from '../../src/soap/request-head.js';

describe('The head of a request', () => {
  it('is the request itself in LearnerService', () => {
    const request = { organisationRef: 'TEST01', orgPassword: 'p', userName: 'u', uln: '1' };
    expect(learnerServiceHead(request)).to.equal(request);
  });

  it('is in invokingOrganisation in LearnerServiceR9, as Reference', () => {
    const request: GetOrganisationRequest = {
      invokingOrganisation: { reference: 'TEST01', ukprn: '90000001', password: 'p', username: 'u' },
    };
    const head = { organisationRef: 'TEST01', ukprn: '90000001', orgPassword: 'p', userName: 'u' };
    expect(learnerServiceR9Head(request)).to.deep.equal(head);
  });

  it('is there as OrganisationRef for learning events', () => {
    const request: GetLearnerLearningEventsRequest = {
      invokingOrganisation: { organisationRef: '90000001', password: 'p' },
      uln: '1000000001',
      givenName: 'Any',
      familyName: 'Body',
      getType: 'FULL',
    };
    expect(learnerServiceR9Head(request)).to.deep.include({ organisationRef: '90000001', orgPassword: 'p' });
  });

  it('is in invokingUser in ExternalService', () => {
    const invokingUser = { organisationRef: 'TEST01', orgPassword: 'p', userName: 'u' };
    const head = { organisationRef: 'TEST01', orgPassword: 'p', userName: 'u' };
    expect(externalServiceHead({ invokingUser, jobId: 1 })).to.deep.equal(head);
  });

  it('without anything in it names nobody and has a password that nobody has', () => {
    const nobody = { orgPassword: '', userName: USER_NOT_GIVEN };
    expect(learnerServiceR9Head({})).to.deep.include(nobody);
    expect(learnerServiceR9Head({ invokingOrganisation: {} })).to.deep.include(nobody);
    expect(externalServiceHead({ jobId: 1 })).to.deep.include(nobody);
    expect(externalServiceHead({ invokingUser: {}, jobId: 1 })).to.deep.include(nobody);
  });

  it('says that no user is given when the name is empty or blank', () => {
    for (const userName of ['', ' ', ' \t '])
      expect(externalServiceHead({ invokingUser: { userName }, jobId: 1 }).userName).to.equal(USER_NOT_GIVEN);
  });
});
