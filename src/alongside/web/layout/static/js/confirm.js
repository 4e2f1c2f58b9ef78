// <form data-confirm="What will happen.">: asked in a dialog before it is sent.
export function askFirst() {
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target.closest("form[data-confirm]");
      if (!form || form.dataset.confirmed) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form, event.submitter);
    },
    true,
  );
}

function ask(form, submitter) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const text = document.createElement("p");
  text.textContent = form.dataset.confirm;
  const actions = document.createElement("div");
  actions.className = "dialog__actions";
  const yes = button(submitter?.textContent.trim() || "OK", "button button--primary");
  const no = button(document.documentElement.dataset.cancel || "Cancel", "button button--quiet");
  actions.append(yes, no);
  dialog.append(text, actions);
  dialog.setAttribute("aria-label", form.dataset.confirm);
  document.body.append(dialog);
  yes.addEventListener("click", () => {
    form.dataset.confirmed = "yes";
    dialog.close();
    form.requestSubmit(submitter);
  });
  no.addEventListener("click", () => dialog.close());
  // The key that opened it may still be held down: repeated, it is no answer.
  dialog.addEventListener("keydown", (event) => event.repeat && event.key === "Enter" && event.preventDefault());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

function button(label, classes) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = classes;
  made.textContent = label;
  return made;
}
