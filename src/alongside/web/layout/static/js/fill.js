// <a data-fills="id of a field" data-with="what">: fills it in, and leaves alone what is typed around it. Without this
// module the link opens the page anew with the same filled in.
export function fillIn() {
  const links = [...document.querySelectorAll("a[data-fills]")];
  for (const link of links) {
    const field = document.getElementById(link.dataset.fills);
    link.addEventListener("click", (event) => {
      if (!field || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      field.value = link.dataset.with;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      for (const other of links) other.removeAttribute("aria-current");
      link.setAttribute("aria-current", "true");
      field.focus();
    });
  }
}
