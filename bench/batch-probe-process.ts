/** A caller who asks learnerByULN again and again, one at a time, and notes how long each answer took. */
import { request, Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { findMessage } from './requests.js';
import { person } from './people.js';
import { ProbeJob, type Probed } from './batch-probe.js';

const pauseMs = 3;
const step = 7919;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

let running: { stop: () => Promise<Probed> } | undefined;

process.on('message', (message) => {
  const job = ProbeJob.parse(message);
  if (job.kind === 'start') {
    running = start(job.port, job.population);
    process.send?.({ started: true });
  } else {
    void running?.stop().then((probed) => process.send?.(probed));
  }
});

process.on('disconnect', () => process.exit(0));

function start(port: number, population: number): { stop: () => Promise<Probed> } {
  const times: number[] = [];
  const asked = { toStop: false };
  const asking = (async () => {
    for (let n = 0; !asked.toStop; n += 1) {
      const who = person((n * step) % population);
      const started = performance.now();
      const answer = await post(port, findMessage('learnerByULN', who));
      times.push(performance.now() - started);
      if (!answer.includes('WSRC0004')) throw new Error(`Wrong answer: ${answer}`);
      await sleep(pauseMs);
    }
  })();
  return {
    async stop() {
      asked.toStop = true;
      await asking;
      const sorted = times.sort((a, b) => a - b);
      const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
      return { answers: sorted.length, median: at(0.5), p95: at(0.95), most: at(1) };
    },
  };
}

function post(port: number, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'text/xml; charset=utf-8', 'Content-Length': Buffer.byteLength(body) };
    const path = '/LearnerService.svc';
    const asked = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => {
        resolve(text);
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
