/** node:http and nothing else: reads the request to its end, answers the same bytes. */
import { createServer } from 'node:http';
import { listen } from './measured.js';
import { staticMessage } from './static-answer.js';

const body = staticMessage();

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8', 'Content-Length': body.length });
    response.end(body);
  });
});
listen(server);
