// A textarea grows with its text. CSS does it (field-sizing); this is for browsers that do not know that yet.
export function growWithText() {
  if (CSS.supports("field-sizing", "content")) return;
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea")) fit(event.target);
  });
  for (const area of document.querySelectorAll("textarea")) fit(area);
}

function fit(area) {
  area.style.blockSize = "auto";
  area.style.blockSize = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}
