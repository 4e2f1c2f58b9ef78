// The account menu closes on Escape and on a click elsewhere.
export function closeMenus() {
  const close = (except) => {
    for (const menu of document.querySelectorAll("details.bar__menu[open]")) if (menu !== except) menu.open = false;
  };
  document.addEventListener("click", (event) => close(event.target.closest("details.bar__menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    // Where the keyboard was inside, it stays at the menu and does not fall back to the top of the page.
    document.activeElement?.closest("details.bar__menu[open]")?.querySelector("summary").focus();
    close(null);
  });
}
