// <form data-notes>: a box that two people write in. htmx saves it while one types; this keeps what is not saved yet
// through a lost connection, a sign-in that ran out or a closed page, and puts what the other wrote into the box
// without moving the cursor.
const SPACE = "kept:notes:"; // goes with the rest of what is kept when the person signs out (keep.js)
const TRY_AGAIN = 5000;
// Signed out; or signed in again in another tab, which leaves this page's forms without the right key (CSRF).
const SIGNED_OUT = [401, 403];

export function shareNotes() {
  for (const form of document.querySelectorAll("form[data-notes]")) share(form);
}

function share(form) {
  const box = form.querySelector("textarea");
  const name = SPACE + new URL(form.action).pathname;
  const hidden = (field) => form.querySelector(`input[name$="-${field}"]`);
  let sent = box.value;
  let saved = box.value;
  let isSignedOut = false;

  const keep = () => {
    const words = { body: box.value, base: hidden("base")?.value, version: hidden("version").value };
    sessionStorage.setItem(name, JSON.stringify(words));
  };
  const isSaved = (text) => {
    saved = text;
    if (box.value === text) sessionStorage.removeItem(name);
    else keep();
  };
  const adopt = (news) => {
    type(box, news.content.textContent);
    hidden("base").value = box.value;
    hidden("version").value = news.dataset.version;
    isSaved(box.value);
  };
  const save = () => htmx.trigger(form, "input");

  form.addEventListener("input", (event) => event.target === box && keep());
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt === form) sent = box.value;
  });
  // Before htmx looks at the answer, which would lead the page away from what is being written.
  form.addEventListener("htmx:beforeOnLoad", (event) => {
    const { status } = event.detail.xhr;
    if (SIGNED_OUT.includes(status)) {
      event.preventDefault();
      if (!isSignedOut) tell(form, form.querySelector("template[data-signed-out]").content.cloneNode(true));
      isSignedOut = true;
    } else if (isSignedOut && status < 300) {
      event.preventDefault();
      location.reload(); // signed in again: what is kept comes back into a fresh page, and is saved
    }
  });
  form.addEventListener("htmx:afterSwap", (event) => {
    const news = event.detail.target.querySelector("template[data-news]");
    if (event.detail.requestConfig.verb === "post") {
      if (!event.detail.xhr.status.toString().startsWith("2")) return;
      isSaved(sent);
      if (news && box.value === sent) adopt(news);
    } else if (news && box.value === saved) {
      adopt(news);
      tell(form, event.detail.target.querySelector("p"));
    }
  });
  for (const failed of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    form.addEventListener(failed, (event) => {
      if (event.detail.requestConfig.verb !== "post" || event.detail.xhr.status === 422) return;
      warn(form);
      setTimeout(save, TRY_AGAIN);
    });
  }
  // The page is left before the two seconds are over: what stands in the box goes along.
  window.addEventListener("pagehide", () => {
    if (box.value === saved) return;
    keep();
    fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true, headers: { "HX-Request": "true" } });
  });

  const kept = JSON.parse(sessionStorage.getItem(name) || "null");
  if (!kept || kept.body === box.value) return sessionStorage.removeItem(name);
  box.value = kept.body;
  if (hidden("base") && kept.base !== undefined) hidden("base").value = kept.base;
  hidden("version").value = kept.version;
  document.addEventListener("DOMContentLoaded", save, { once: true });
}

// Put other words into a box; the cursor stays with the words it stood at.
function type(box, text) {
  const { selectionStart: start, selectionEnd: end, value } = box;
  let same = 0;
  while (same < text.length && same < value.length && text[same] === value[same]) same++;
  const moved = (place) => Math.min(text.length, place <= same ? place : Math.max(same, place + text.length - value.length));
  box.value = text;
  if (document.activeElement === box) box.setSelectionRange(moved(start), moved(end));
}

function tell(form, line) {
  const state = form.querySelector("[aria-live]");
  state.querySelector("p.note, .notice")?.remove();
  if (line) state.append(line);
}

// Once: every try that fails would have it read out anew, over what is being typed.
function warn(form) {
  if (form.querySelector("[aria-live] > .notice")?.textContent === form.dataset.unsaved) return;
  const notice = document.createElement("p");
  notice.className = "notice notice--watch";
  notice.textContent = form.dataset.unsaved;
  tell(form, notice);
}
