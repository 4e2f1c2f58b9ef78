// <form data-keep>: what is typed survives a closed laptop or a lost connection until it is sent.
// It stays in this tab alone (sessionStorage), and goes when the form is sent or the person signs out.
const SPACE = "kept:";

export function keepTyped() {
  if (!("signedIn" in document.body.dataset)) return forgetAll();
  for (const form of document.querySelectorAll("form[data-keep]")) keep(form);
}

function keep(form) {
  const name = SPACE + location.pathname + location.search + new URL(form.action).pathname;
  const refused = form.querySelector("[aria-invalid=true]");
  if (!refused) bringBack(form, name);
  let waiting = null;
  const save = () => {
    if (waiting === null) return;
    clearTimeout(waiting);
    waiting = null;
    sessionStorage.setItem(name, JSON.stringify(typed(form)));
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
  });
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && field.matches("textarea, input[type=text], input:not([type])"));
}

function typed(form) {
  return Object.fromEntries(fields(form).filter((field) => field.value !== field.defaultValue).map((field) => [field.name, field.value]));
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

function forgetAll() {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(SPACE)) sessionStorage.removeItem(name);
}
