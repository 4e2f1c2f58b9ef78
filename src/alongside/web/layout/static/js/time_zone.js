// <select data-time-zone="UTC">: where it still says that zone, it starts at the zone the browser runs in, where the list knows it.
export function knowTimeZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const select of document.querySelectorAll("select[data-time-zone]")) {
    const known = [...select.options].some((option) => option.value === zone);
    if (known && select.value === select.dataset.timeZone) select.value = zone;
  }
}
