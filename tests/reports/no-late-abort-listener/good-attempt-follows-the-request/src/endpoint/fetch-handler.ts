import { openStream, type Invocation } from './invocation.js';

export async function handle(request: Request, services: Map<string, Invocation>): Promise<Response> {
  const service = services.get(new URL(request.url).pathname);
  if (service === undefined) return new Response('unknown', { status: 404 });
  const attempt = new AbortController();
  const journal = await openStream(request.body);
  if (request.signal.aborted) {
    attempt.abort();
  } else {
    request.signal.addEventListener('abort', () => attempt.abort(), { once: true });
  }
  const output = await service.run(journal, attempt.signal);
  return new Response(output);
}
