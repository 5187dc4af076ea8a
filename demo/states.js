/**
 * Leaves one state on the page where the address asks for it (`states.html?state=closed`), for screenshots and for
 * looking at one thing at a time. It runs before the elements do, so that the others never load.
 */
const state = new URL(location.href).searchParams.get('state');
const chosen = state ? document.getElementById(state) : null;

if (chosen?.matches('.state')) {
  for (const section of document.querySelectorAll('.state')) if (section !== chosen) section.remove();
  document.querySelector('.states-list')?.remove();
}
