"use strict";
(() => {
  const table = document.getElementById("findings-table");
  const form = document.getElementById("find");
  const plain = (element) => element.textContent.replace(/\s+/g, " ").toLowerCase();
  const rows = table ? [...table.tBodies[0].rows] : [];
  const texts = new Map(rows.map((row) => [row, plain(row)]));

  if (table && form) {
    const text = document.getElementById("find-text");
    const level = document.getElementById("find-level");
    const found = document.getElementById("found");
    const notes = document.querySelectorAll(".filtered");
    const figure = (number) => number.toLocaleString("en");
    const told = (shown) => `${figure(shown)} of ${figure(rows.length)} programmes shown`;
    const words = [...level.options].slice(1).map((option) => option.value);

    // Only a long report keeps programmes in its annex that its table does not list.
    let annex = null;
    const inAnnex = () => [...document.querySelectorAll("#annex-cities details")].map((city) => {
      const there = [...city.querySelectorAll(".rows tr")].filter((row) => row.cells.length > 1 && row.parentElement.tagName === "TBODY");
      return { city, name: plain(city.querySelector("summary b")), there: there.map((row) => [row, plain(row.cells[0])]) };
    });
    const findInAnnex = (wanted) => {
      annex ??= inAnnex();
      let shown = 0, all = 0;
      for (const { city, name, there } of annex) {
        let here = 0;
        for (const [row, words] of there) here += !(row.hidden = !name.includes(wanted) && !words.includes(wanted));
        city.hidden = wanted !== "" && !here && !name.includes(wanted);
        shown += here;
        all += there.length;
      }
      return `, ${figure(shown)} of ${figure(all)} in the annex`;
    };
    const find = () => {
      const wanted = text.value.trim().replace(/\s+/g, " ").toLowerCase();
      let shown = 0;
      for (const row of rows) {
        const fits = texts.get(row).includes(wanted) && (!level.value || row.dataset.level === level.value);
        row.hidden = !fits;
        shown += fits;
      }
      found.textContent = told(shown) + (form.dataset.annex ? findInAnnex(wanted) : "");
      const by = [wanted && `“${text.value.trim()}”`, level.value && `level or status ${level.selectedOptions[0].text}`];
      const only = by.filter(Boolean).join(" and ");
      // Paper has neither the field nor the list, and would look like the whole report.
      for (const note of notes) note.textContent = only && `Filtered: only ${only}: ${found.textContent}. The figures of this report count all.`;
    };
    const key = (row, at) => {
      const cell = row.cells[at];
      const time = cell.querySelector("time");
      if (at === 0) return String(words.indexOf(row.dataset.level)).padStart(2, "0");
      return time ? time.dateTime : cell.textContent.trim();
    };
    const sort = (heading, at) => {
      const turned = heading.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
      heading.setAttribute("aria-sort", turned ? "descending" : "ascending");
      const sorted = rows.map((row) => [row, key(row, at)]).sort(([, one], [, two]) => {
        if (!one || !two) return !one - !two;
        return one.localeCompare(two, "en", { numeric: true }) * (turned ? -1 : 1);
      });
      table.tBodies[0].append(...sorted.map(([row]) => row));
    };

    [...table.tHead.rows[0].cells].forEach((heading, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sort(heading, at));
      heading.append(button);
      heading.setAttribute("aria-sort", "none");
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", find);
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      text.value = "";
      find();
    });
    form.hidden = false;
    found.textContent = told(rows.length);
  }

  const reasons = new Map([...document.querySelectorAll("#reasons tbody tr")].map((row) => [row.dataset.number, row.cells[0].textContent]));
  const name = (cell) => {
    cell.textContent = cell.textContent.split(" ").map((number) => reasons.get(number) || number).join(", ");
    named.add(cell);
  };
  const named = new Set();
  for (const city of document.querySelectorAll("#annex-cities details")) {
    city.addEventListener("toggle", () => city.querySelectorAll(".rows td:nth-child(2)").forEach((cell) => named.has(cell) || name(cell)));
  }

  const open = (hash) => {
    const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView();
  };
  const folded = [];
  addEventListener("hashchange", () => open(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) open(link.hash);
  });
  addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details:not([open])")) folded.push(one);
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of folded.splice(0)) one.open = false;
  });
  open(location.hash);
})();
