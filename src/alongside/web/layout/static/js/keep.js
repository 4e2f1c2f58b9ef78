// <form data-keep>: what is typed survives a closed laptop or a lost connection until it is sent.
// <form data-keep="prepare"> is one form, whatever stands behind the "?" of its page's address.
// It stays in this tab alone (sessionStorage), and goes when the form is sent or the person signs out. Where the sign-in
// ran out it waits behind the sign-in page (<body data-signing-in>), also what was sent and turned away, and goes when
// somebody else signs in: <body data-signed-in> says who it is.
const SPACE = "kept:";
const SENT = "sent:"; // before the name of what was sent: the next page tells whether it was taken
const OWNER = "kept-by";

export function keepTyped() {
  const { signedIn, signingIn } = document.body.dataset;
  if (signedIn === undefined) return signingIn === undefined ? forgetAll() : takeBackSent();
  if ((sessionStorage.getItem(OWNER) ?? signedIn) !== signedIn) forgetAll();
  sessionStorage.setItem(OWNER, signedIn);
  for (const name of named(SENT)) sessionStorage.removeItem(name);
  for (const form of document.querySelectorAll("form[data-keep]")) keep(form);
}

function keep(form) {
  const name = SPACE + (form.dataset.keep || location.pathname + location.search) + new URL(form.action).pathname;
  const refused = form.querySelector("[aria-invalid=true]");
  if (!refused) bringBack(form, name);
  let waiting = null;
  const save = () => {
    if (waiting === null) return;
    clearTimeout(waiting);
    waiting = null;
    sessionStorage.setItem(name, JSON.stringify(typed(form, refused)));
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 400);
  });
  window.addEventListener("pagehide", save);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    clearTimeout(waiting);
    waiting = null;
    sessionStorage.removeItem(name);
    sessionStorage.setItem(SENT + name, JSON.stringify(typed(form, refused)));
  });
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && field.matches("textarea, input[type=text], input:not([type])"));
}

// What is typed in a form; after a refusal all of it, since then the words in it were typed before.
function typed(form, all) {
  return Object.fromEntries(fields(form).filter((field) => all || field.value !== field.defaultValue).map((field) => [field.name, field.value]));
}

function bringBack(form, name) {
  const kept = JSON.parse(sessionStorage.getItem(name) || "{}");
  const back = fields(form).filter((field) => field.name in kept && field.value !== kept[field.name]);
  if (!back.length) return;
  for (const field of back) field.value = kept[field.name];
  form.prepend(notice(() => {
    sessionStorage.removeItem(name);
    for (const field of back) field.value = field.defaultValue;
  }));
}

function notice(forget) {
  const words = document.documentElement.dataset;
  const box = document.createElement("div");
  box.className = "notice notice--kept";
  box.setAttribute("role", "status");
  const text = document.createElement("span");
  text.textContent = words.kept;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = words.forget;
  button.addEventListener("click", () => {
    forget();
    box.remove();
  });
  box.append(text, button);
  return box;
}

function named(start) {
  return Object.keys(sessionStorage).filter((name) => name.startsWith(start));
}

function takeBackSent() {
  for (const name of named(SENT)) {
    sessionStorage.setItem(name.slice(SENT.length), sessionStorage.getItem(name));
    sessionStorage.removeItem(name);
  }
}

function forgetAll() {
  for (const name of [...named(SPACE), ...named(SENT)]) sessionStorage.removeItem(name);
}
