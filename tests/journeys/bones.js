// What axe asks about: the elements in their order, with all that they say of themselves, but not the words in them.
() => {
  // A number, or the name of a part, stands for itself by where it came first: the page of another row is the same.
  const came = new Map();
  const place = (found) => came.get(found) ?? came.set(found, came.size).size - 1;
  const words = /^(href|action|formaction|src|srcset|value|datetime|title|content|alt|placeholder|data-.*|hx-.*)$/;
  const said = ({ name, value }) => {
    if (words.test(name)) return `${name}=${Boolean(value)}`;
    return `${name}=${name === "aria-label" ? value && place(value) : value.replace(/\d+/g, place)}`;
  };
  const worded = (one) => [...one.childNodes].some((each) => each.nodeType === Node.TEXT_NODE && each.data.trim());
  const bone = (one) =>
    [one.tagName, one.childElementCount, worded(one), one.checked, one.open, ...[...one.attributes].map(said)].join(" ");
  return [...document.querySelectorAll("*")].map(bone).join("\n");
};
