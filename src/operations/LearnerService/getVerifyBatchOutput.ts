import type {
  GetVerifyBatchOutputRequest,
  GetVerifyBatchOutputResponse,
  MiapVerifiedBatchLearner,
} from '../../contract/generated/learner-service.js';
import type { BatchRegister } from '../../register/batch/batch-register.js';
import type { FinishedRecord } from '../../register/batch-ports.js';
import type { Operation } from '../operation.js';
import { jobAnswer } from './job-answer.js';

/**
 * Says how far a verification job is; once it has finished, what was found for each learner, in the order sent.
 * The register's own data is given only where everything fits.
 * Contract: docs/interface-specification.md, "getVerifyBatchOutput".
 */
export function getVerifyBatchOutput(
  register: BatchRegister,
  timeZone: string,
): Operation<GetVerifyBatchOutputRequest, GetVerifyBatchOutputResponse> {
  return {
    right: 'batch',
    async handle({ jobId }, { caller }) {
      const output = await register.getVerificationOutput(jobId, caller);
      const { responseCode } = output;
      if (responseCode === 'WSRC0018') return { ok: true, response: { responseCode } };
      const response = { responseCode, ...jobAnswer(output.job, timeZone) };
      if (output.records.length === 0) return { ok: true, response };
      return { ok: true, response: { ...response, verifiedLearner: output.records.map(verifiedElement) } };
    },
  };
}

function verifiedElement({ fields, result }: FinishedRecord): MiapVerifiedBatchLearner {
  const { misIdentifier, uln, familyName, givenName, dateOfBirth, gender } = fields;
  const searched = {
    misIdentifier,
    searchedUln: uln,
    searchedFamilyName: familyName,
    searchedGivenName: givenName,
    searchedDateOfBirth: dateOfBirth,
    searchedGender: gender,
  };
  const { code: responseCode, failureFlags: failureFlag = [], ...found } = result;
  return { ...stated(searched), responseCode, ...learnerOf(found), failureFlag };
}

function learnerOf(found: Omit<FinishedRecord['result'], 'code' | 'failureFlags'>): MiapVerifiedBatchLearner {
  const { uln, familyName, givenName, dateOfBirth, gender } = found;
  return stated({ uln, familyName, givenName, dateOfBirth, gender });
}

/** Without the fields that have no value. */
function stated(fields: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])),
  );
}
