/** Ready samples: the page `/samples`, a page for each request, and the files below `/samples/`. */
import type { Request, Response } from 'express';
import { callerAddress } from '../../http/caller-address.js';
import { curlForPowerShell, curlForShell } from '../../samples/curl.js';
import { httpFile } from '../../samples/http-file.js';
import { sampleFiles } from '../../samples/sample-files.js';
import { sampleRequests, sampleServices } from '../../samples/sample-requests.js';
import {
  mayCall,
  passwordPlaceholder,
  type SampleCaller,
  type SampleCallers,
  type SampleRequest,
} from '../../samples/sample.js';
import { soapUiProject } from '../../samples/soapui-project.js';
import { wsdlFiles } from '../../samples/wsdl-files.js';
import { zipOf } from '../../samples/zip.js';
import type { SectionParts } from '../portal-parts.js';
import type { PageKit, Section, Viewer } from '../section.js';

export type SamplesParts = Pick<SectionParts, 'config' | 'published' | 'samples'>;

export function samplesSection(parts: SamplesParts): Section {
  return {
    navigation: [
      {
        text: 'Samples',
        href: '/samples',
        shownTo: 'everybody',
        description: 'Descriptions to generate a client from, and a ready request for each operation.',
      },
    ],
    mount(router, kit) {
      const callersFor = (request: Request): SampleCallers => callersOf(parts, kit.viewer(request));
      const originOf = (request: Request): string =>
        callerAddress(request, parts.config.publicUrl) ?? `http://localhost:${parts.config.port}`;

      router.get('/samples', (request, response) => {
        showList(parts, kit, request, response);
      });
      router.get('/samples/wsdl.zip', async (request, response) => {
        sendFile(response, 'learner-register-wsdl.zip', await zipOf(wsdlFiles(originOf(request))));
      });
      router.get('/samples/requests.zip', async (request, response) => {
        const files = sampleFiles(parts.samples, originOf(request), callersFor(request));
        sendFile(response, 'learner-register-requests.zip', await zipOf(files));
      });
      router.get('/samples/soapui-project.xml', (request, response) => {
        const project = soapUiProject(parts.samples, originOf(request), callersFor(request));
        sendFile(response, 'learner-register-soapui-project.xml', project);
      });
      router.get('/samples/requests.http', (request, response) => {
        const file = httpFile(parts.samples, originOf(request), callersFor(request));
        sendFile(response, 'learner-register.http', file);
      });
      router.get('/samples/:service/:name', (request, response) => {
        const { service, name } = request.params;
        const sample = sampleRequests(parts.samples, callersFor(request)).find(
          (each) => each.service === service && each.fileName === name,
        );
        if (sample === undefined) {
          kit.notFound(request, response);
          return;
        }
        const origin = originOf(request);
        kit.render(request, response, 'samples/sample', {
          sample: shown(sample, kit.viewer(request)),
          address: `${origin}/${sample.service}.svc`,
          forShell: curlForShell(sample, origin),
          forPowerShell: curlForPowerShell(sample, origin),
          ...passwordFacts(callersFor(request)),
        });
      });
    },
  };
}

function showList(parts: SamplesParts, kit: PageKit, request: Request, response: Response): void {
  const viewer = kit.viewer(request);
  const callers = callersOf(parts, viewer);
  const requests = sampleRequests(parts.samples, callers);
  kit.render(request, response, 'samples/list', {
    services: sampleServices.map((service) => ({
      name: service,
      samples: requests.filter((each) => each.service === service).map((each) => shown(each, viewer)),
    })),
    ...passwordFacts(callers),
    callers,
  });
}

/** What a page says about a sample. */
interface ShownSample extends SampleRequest {
  readonly path: string;
  /** WSEC0006 where the organisation may not do it. */
  readonly usual: string | undefined;
  readonly others: readonly string[];
}

function shown(sample: SampleRequest, viewer: Viewer | undefined): ShownSample {
  const refused = viewer?.kind === 'organisation' && !mayCall(sample, viewer.organisation);
  const [usual, ...others] = refused ? ['WSEC0006'] : sample.answers;
  return { ...sample, path: `/samples/${sample.service}/${sample.fileName}`, usual, others };
}

function passwordFacts({ provider }: SampleCallers): { readonly placeholder: string | undefined } {
  return { placeholder: provider.orgPassword === passwordPlaceholder ? passwordPlaceholder : undefined };
}

/** The organisation that is signed in; else the published ones that may call. Only published passwords are known. */
function callersOf({ published, samples }: SamplesParts, viewer: Viewer | undefined): SampleCallers {
  if (viewer?.kind !== 'organisation') {
    const { learningProvider, awardingOrganisation } = samples.organisations;
    return { provider: learningProvider, awarder: awardingOrganisation };
  }
  const { organisationRef, ukprn } = viewer.organisation;
  const known = published.find((each) => each.organisationRef === organisationRef);
  const caller: SampleCaller = {
    organisationRef,
    ukprn,
    orgPassword: known?.orgPassword ?? passwordPlaceholder,
    userName: known?.userName ?? 'Test User',
  };
  return { provider: caller, awarder: caller };
}

function sendFile(response: Response, name: string, content: string | Buffer): void {
  // Passwords of test organisations are in it, and it is of one organisation.
  response.set('Cache-Control', 'no-store').attachment(name).send(content);
}
