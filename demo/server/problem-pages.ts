import type { Context, Hono } from 'hono';
import { PROBLEMS, Problem, isProblemCode } from './problems.js';

/** `GET /problems/CODE`: what the `type` of a problem document points to, as HTML for browsers and text otherwise. */
export function addProblemPages(api: Hono): void {
  api.get('/problems/:code', (context) => {
    const code = context.req.param('code');
    if (!isProblemCode(code)) throw new Problem('not-found', 'There is no problem of this name.');
    const { status, title, explanation } = PROBLEMS[code];
    context.header('Vary', 'Accept');
    if (prefersHtml(context)) return context.html(page(code, status, title, explanation));
    return context.text(`${title}\n\ncode: ${code}\nstatus: ${status}\n\n${explanation}\n`);
  });
}

function prefersHtml(context: Context): boolean {
  return context.req.header('Accept')?.includes('text/html') ?? false;
}

/** All four are constants of ours, so that nothing needs escaping. */
function page(code: string, status: number, title: string, explanation: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<h1>${title}</h1>
<p>Code <code>${code}</code>, usually with status ${status}.</p>
<p>${explanation}</p>
</html>
`;
}
