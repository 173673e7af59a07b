/** Whose an exchange is that the services did not find out: by its password, or by its certificate. */
import type { EndedExchange, PresentedCertificate } from './ended-exchange.js';
import type { MaskedExchange } from './mask-exchange.js';
import { namedSender, type NamedSender } from './named-sender.js';

/** What the register can tell of a sender. Never rejects. */
export interface SenderProof {
  /**
   * The organisation that is meant, and whether the password is its own; undefined when there is none of that name.
   * @param isWrong the password was found wrong just now: it is not checked again
   */
  bySecret(
    sender: { organisationRef?: string; ukprn?: string; orgPassword: string },
    isWrong: boolean,
  ): Promise<{ readonly organisationRef: string; readonly proved: boolean } | undefined>;
  /** The one organisation to which a right certificate is bound; undefined when there is none, or several. */
  byCertificate(certificate: PresentedCertificate): Promise<string | undefined>;
  /** The organisation that is meant, by its word alone. */
  byName(sender: NamedSender): Promise<string | undefined>;
}

/** `nobody` has those that no organisation proved; `unproved` names an organisation by the sender's word alone. */
export type Attribution =
  | { readonly kind: 'organisation'; readonly organisationRef: string }
  | { readonly kind: 'unproved'; readonly organisationRef: string }
  | { readonly kind: 'nobody' };

const NOBODY: Attribution = { kind: 'nobody' };
/** The services' word for a wrong password. */
const WRONG_PASSWORD = 'WSEC0005';

export async function attribute(
  ended: EndedExchange,
  { request: { text, places } }: MaskedExchange,
  proof: SenderProof,
): Promise<Attribution> {
  const sender = namedSender(text, places);
  const named = sender === undefined ? undefined : await bySender(sender, ended.code, proof);
  if (named?.kind === 'organisation') return named;
  const organisationRef =
    ended.certificate === undefined ? undefined : await proof.byCertificate(ended.certificate);
  if (organisationRef !== undefined) return { kind: 'organisation', organisationRef };
  return named ?? NOBODY;
}

async function bySender(
  sender: NamedSender,
  code: string,
  proof: SenderProof,
): Promise<Attribution | undefined> {
  const { orgPassword } = sender;
  if (orgPassword === undefined) {
    const organisationRef = await proof.byName(sender);
    return organisationRef === undefined ? undefined : { kind: 'unproved', organisationRef };
  }
  const found = await proof.bySecret({ ...sender, orgPassword }, code === WRONG_PASSWORD);
  if (found === undefined) return undefined;
  return { kind: found.proved ? 'organisation' : 'unproved', organisationRef: found.organisationRef };
}
