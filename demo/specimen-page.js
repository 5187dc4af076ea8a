/** Shows the specimen in the state that the address asks for: `specimen.html?state=error&theme=cards`. */
import { ARTICLE, showState, STATES } from './specimen.js';

const asked = new URL(location.href).searchParams.get('state');
document.querySelector('article-view').article = ARTICLE;
void showState(document.querySelector('comment-thread'), asked in STATES ? asked : 'ready');
