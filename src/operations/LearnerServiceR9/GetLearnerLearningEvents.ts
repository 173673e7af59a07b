import type {
  GetLearnerLearningEventsRequest,
  GetLearnerLearningEventsResponse,
  LearningEvent,
} from '../../contract/generated/learner-service-r9.js';
import type { ShownEvent } from '../../domain/plr-access.js';
import type { Register } from '../../register/register.js';
import type { Operation } from '../operation.js';

/**
 * A learner's personal learning record, whole or in brief. FoundULN is that of the master of a linked learner, and
 * empty when the details did not fit.
 * Contract: docs/interface-specification.md, "GetLearnerLearningEvents".
 */
export function getLearnerLearningEvents(
  register: Register,
): Operation<GetLearnerLearningEventsRequest, GetLearnerLearningEventsResponse> {
  return {
    right: 'plr',
    async handle(request, { organisation, caller }) {
      const { uln, givenName, familyName, dateOfBirth, gender, getType, userType = '' } = request;
      const { rights } = organisation;
      const outcome = await register.readLearningEvents(
        { uln, givenName, familyName, dateOfBirth, gender, userType, rights, getType },
        caller,
      );
      const { responseCode } = outcome;
      const result =
        'events' in outcome
          ? { foundUln: outcome.foundUln, learnerRecord: { learningEvent: outcome.events.map(eventElement) } }
          : { foundUln: responseCode === 'WSEC0206' ? uln : '', learnerRecord: {} };
      return {
        ok: true,
        response: { getLearnerLearningEventsResult: { responseCode, incomingUln: uln, ...result } },
      };
    },
  };
}

/** The recorded members come last: V8 takes ten times as long for the same object when others are added to them. */
function eventElement(event: ShownEvent): LearningEvent {
  const { eventId: id, source, dateLoaded, underDataChallenge, recorded } = event;
  const credits = BigInt(event.credits);
  if (dateLoaded === undefined) return { id, source, credits, ...recorded };
  return { id, source, credits, dateLoaded, underDataChallenge: underDataChallenge ? 'Y' : 'N', ...recorded };
}
