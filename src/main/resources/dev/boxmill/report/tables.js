"use strict";
/* Tables: sort by a click on a heading, search, and copy what is shown. */
BoxMill.tables = (root) => {
  const { all, make } = BoxMill;
  const UNKNOWN = "–";

  function sortable(table) {
    const heads = all(table, "thead th");
    const key = (row, column) => {
      const cell = row.cells[column];
      const value = cell.dataset.value ?? cell.textContent.trim();
      const number = Number.parseFloat(value.replace(/,/g, "").replace("−", "-"));
      const text = Number.isNaN(number) || cell.tagName === "TH" && !cell.dataset.value;
      return { known: cell.textContent.trim() !== UNKNOWN, value: text ? value : number };
    };
    heads.forEach((head, column) =>
      head.querySelector("button").addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        const down = now ? now === "ascending" : head.classList.contains("n");
        heads.forEach((h) => h.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...table.tBodies[0].rows].map((row) => ({ row, ...key(row, column) }));
        rows.sort((a, b) => {
          const order = typeof a.value === "number" && typeof b.value === "number"
            ? a.value - b.value
            : String(a.value).localeCompare(String(b.value), "en", { numeric: true });
          return b.known - a.known || (down ? -order : order);
        });
        table.tBodies[0].append(...rows.map((r) => r.row));
      }));
  }

  function searchable(input) {
    const rows = all(input.closest(".panel"), "tbody tr");
    const heads = all(input.closest(".panel"), "thead th");
    const texts = rows.map((r) => [...r.cells].filter((c, i) => !heads[i].classList.contains("n"))
      .map((c) => c.textContent).join("\n").toLowerCase());
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      rows.forEach((r, i) => { r.hidden = !texts[i].includes(wanted); });
    });
  }

  /** Heading and visible rows; numbers as exact as the page has them, or as it shows them. */
  function cells(table, exact) {
    const text = (cell) => {
      const shown = cell.textContent.trim();
      return shown === UNKNOWN ? "" : exact && cell.dataset.value ? cell.dataset.value : shown;
    };
    const rows = [...table.tBodies[0].rows].filter((r) => !r.hidden);
    return [all(table, "thead th"), ...rows.map((r) => [...r.cells])].map((r) => r.map(text));
  }

  const oneLine = (text) => text.replace(/\s+/g, " ");

  /* A text that a spreadsheet would take for a formula gets a quotation mark in front. */
  function csv(table) {
    const cell = (text) => {
      const safe = /^[=+\-@\t]/.test(text) && Number.isNaN(Number(text)) ? "'" + text : text;
      return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
    };
    return cells(table, true).map((r) => r.map(cell).join(",")).join("\n") + "\n";
  }

  function markdown(table) {
    const rows = cells(table, false).map((r) =>
      r.map((text) => oneLine(text).replace(/[\\|`*_<>[\]]/g, "\\$&")));
    const rule = all(table, "thead th").map((h) => (h.classList.contains("n") ? "---:" : "---"));
    return [rows[0], rule, ...rows.slice(1)].map((r) => `| ${r.join(" | ")} |`).join("\n") + "\n";
  }

  const TEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "−": "$-$", "–": "--" };

  /* Needs the package booktabs. */
  function latex(table) {
    const rows = cells(table, false).map((r) => r.map((text) =>
      oneLine(text).replace(/[\\~^−–&%$#_{}]/g, (c) => TEX[c] ?? "\\" + c)).join(" & ") + " \\\\");
    const columns = all(table, "thead th").map((h) => (h.classList.contains("n") ? "r" : "l")).join("");
    return [`\\begin{tabular}{${columns}}`, "\\toprule", rows[0], "\\midrule", ...rows.slice(1), "\\bottomrule", "\\end{tabular}", ""]
      .join("\n");
  }

  /** Copies; where the browser does not let pages at the clipboard, by way of a selection. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make("textarea", { class: "unseen", "aria-hidden": "true" });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  function copies(table) {
    const name = table.caption.textContent;
    const status = make("span", { role: "status", class: "unseen" });
    const buttons = Object.entries({ CSV: csv, Markdown: markdown, LaTeX: latex }).map(([kind, write]) => {
      const button = make("button", { type: "button", "data-copy": kind, "aria-label": `Copy as ${kind}: ${name}` }, kind);
      button.addEventListener("click", async () => {
        await copy(write(table));
        button.textContent = "Copied";
        status.textContent = `Copied as ${kind}`;
        setTimeout(() => { button.textContent = kind; status.textContent = ""; }, 1200);
      });
      return button;
    });
    const group = make("span", { class: "copies", role: "group", "aria-label": "Copy the table" },
      make("span", { class: "muted", "aria-hidden": "true" }, "Copy"), ...buttons, status);
    const panel = table.closest(".panel");
    const bar = make("div", { class: "tools" }, make("span", { class: "title", "aria-hidden": "true" }, name), group);
    const search = panel.querySelector(".search");
    if (search) {
      group.before(search);
    }
    panel.prepend(bar);
  }

  all(root, "input[data-filter]").forEach(searchable);
  all(root, "table.sortable").forEach((table) => {
    sortable(table);
    copies(table);
  });
};
