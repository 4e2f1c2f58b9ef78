// <a data-fills="id of a field" data-with="what">: fills it in, and leaves alone what is typed around it. Without this
// module the link opens the page anew with the same filled in.
export function fillIn() {
  const links = [...document.querySelectorAll("a[data-fills]")];
  for (const link of links) {
    const field = document.getElementById(link.dataset.fills);
    if (!field) continue;
    field.addEventListener("input", () => mark(links, field.value));
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      field.value = link.dataset.with;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      mark(links, field.value);
      field.focus();
    });
  }
}

// The one that stands in the field, while it does.
function mark(links, value) {
  for (const link of links) {
    if (link.dataset.with === value) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}
