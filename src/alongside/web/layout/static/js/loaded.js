// What a page says as it opens (a form was refused, something was saved) is read out by no screen reader by itself: it
// reads out what changes, and this stands there from the start.

// Refused: the keyboard and the voice begin where it says so. The title of the page says it too.
export function beginAtRefusal() {
  const refusal = document.querySelector("main [role=alert]");
  if (refusal) refusal.tabIndex = -1;
  const begin = () => (refusal ?? document.querySelector("main [aria-invalid=true]"))?.focus();
  // Where the address names a place on the page, the browser goes there first, and takes the focus away for it.
  if (location.hash) window.addEventListener("load", begin, { once: true });
  else begin();
}

// Done: the same words are put in once more, after the screen reader has taken in the page. The focus stays.
const TAKEN_IN = 500;
export function sayNotices() {
  const notices = document.querySelector("main > .notices");
  if (!notices) return;
  setTimeout(() => notices.replaceChildren(...[...notices.children].map((one) => one.cloneNode(true))), TAKEN_IN);
}
