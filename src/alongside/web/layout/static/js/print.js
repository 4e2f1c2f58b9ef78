// <button data-print hidden>: prints the page, as the browser's own menu does without this module.
export function printPage() {
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

// What is folded away on the page is wanted on paper, and so is all that stands in a box, which a sheet would cut: for the
// print folds are opened and words written out, and it is as it was after it.
export function openForPrint() {
  let opened = [];
  let written = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    for (const part of opened) part.open = true;
    written = [...document.querySelectorAll("main textarea")].filter((box) => box.value.trim()).map(writeOut);
  });
  window.addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
    for (const words of written) words.remove();
  });
}

function writeOut(box) {
  const words = document.createElement("div");
  words.className = "on-paper";
  words.textContent = box.value;
  box.after(words);
  return words;
}
