/**
 * node-soap's server on express, with a static answer: it reads and writes XML, and checks no schema.
 * It qualifies children that the schema says are unqualified; the measurement does not mind.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import express from 'express';
import * as soap from 'soap';
import { repository } from '../paths.js';
import { listen } from './measured.js';
import { staticAnswer } from './static-answer.js';

const description = fileURLToPath(new URL('wsdl/LearnerService.wsdl', repository));
const answer = () => staticAnswer;
const services = {
  LearnerServiceProxy: {
    BasicHttpBinding_LearnerPortType: { learnerByULN: answer, learnerByDemographics: answer },
  },
};

const app = express();
soap.listen(app, {
  path: '/LearnerService.svc',
  services,
  xml: readFileSync(description, 'utf8'),
  uri: description,
  callback: (error: unknown) => {
    if (error) throw error instanceof Error ? error : new Error('node-soap does not take the WSDL');
    listen(createServer(app));
  },
});
