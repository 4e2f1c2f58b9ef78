// <section data-progress>: how far something is that htmx asks for every second. What came is put into what is there, so
// that neither the keyboard nor a screen reader is thrown out, and the words are said only when they change. When it is
// over the page is drawn anew, unless somebody is at work in it: then the link in it says that the result is there.
export function followProgress() {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const here = event.target.closest?.("[data-progress]");
    const fresh = here && new DOMParser().parseFromString(event.detail.serverResponse, "text/html").querySelector("[data-progress]");
    if (!fresh) return;
    event.detail.shouldSwap = false;
    here.querySelector("progress").value = fresh.querySelector("progress").value;
    for (const part of ["[role=status]", "a"]) say(here.querySelector(part), fresh.querySelector(part).textContent);
    if (fresh.dataset.progress === "over" && nobodyIsAtWork()) location.reload();
  });
}

function say(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

function nobodyIsAtWork() {
  const typed = [...document.querySelectorAll("main :is(input, textarea)")].some((field) => field.value !== field.defaultValue);
  return !typed && (document.activeElement ?? document.body) === document.body;
}
