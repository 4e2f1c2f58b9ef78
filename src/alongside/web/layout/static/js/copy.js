// <button data-copy="id of a field" data-copied="Copied." hidden> beside a [role=status]: without this module one marks the
// text oneself. Where a browser forbids copying, it is marked, and the keyboard copies it.
export function copyText() {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      const done = await copied(field.value);
      if (done) button.focus();
      say(button.parentElement.querySelector("[role=status]"), done ? button.dataset.copied : "");
    });
  }
}

async function copied(text) {
  // On a site without HTTPS a browser knows the older way only: it copies what is marked.
  if (!navigator.clipboard) return document.execCommand("copy");
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

// Said again when pressed again.
function say(place, words) {
  place.textContent = "";
  setTimeout(() => (place.textContent = words), 50);
}
