import { DateTime } from 'luxon';
import type {
  PlrAccessEntryResponse,
  ViewAuditRequest,
  ViewAuditResponse,
} from '../../contract/generated/learner-service-r9.js';
import type { Register } from '../../register/register.js';
import { auditPageSize, type Access } from '../../register/view-audit.js';
import type { Operation } from '../operation.js';

/**
 * Who looked at a learner, newest first, twenty at a time.
 * Contract: docs/interface-specification.md, "ViewAudit".
 * @param timeZone in which times are told; an IANA name
 */
export function viewAudit(
  register: Register,
  timeZone: string,
): Operation<ViewAuditRequest, ViewAuditResponse> {
  return {
    right: 'plr',
    async handle(request, { organisation, caller }) {
      const { learnerUln, learnerGivenName, learnerFamilyName, page, userType = '' } = request;
      const outcome = await register.viewAudit(
        {
          uln: learnerUln,
          givenName: learnerGivenName,
          familyName: learnerFamilyName,
          userType,
          rights: organisation.rights,
          page,
        },
        caller,
      );
      const entries = outcome.accesses.map((access) => accessElement(access, timeZone));
      return {
        ok: true,
        response: {
          viewAuditResult: {
            list: { plrAccessEntryResponse: entries },
            pageCount: outcome.pageCount,
            pageIndex: outcome.page,
            pageSize: auditPageSize,
            // There is one order: newest first.
            sortIndex: 0,
            sortOrder: 0,
            totalItems: outcome.totalItems,
          },
        },
      };
    },
  };
}

function accessElement({ action, at, organisation, user }: Access, timeZone: string): PlrAccessEntryResponse {
  const dateTime = DateTime.fromJSDate(at, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
  return { action, dateTime, organisation, user };
}
