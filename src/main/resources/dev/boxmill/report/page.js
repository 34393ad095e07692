"use strict";
/* The page's core. A section's script calls BoxMill.section(id, (root, data) => ...). */
const BoxMill = (() => {
  const sections = new Map();
  const charts = [];
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const escape = (text) => echarts.format.encodeHTML(String(text));

  /** Cuts a name between characters, for places without CSS. */
  function short(name, length = 22) {
    const letters = [...String(name)];
    return letters.length > length ? letters.slice(0, length - 1).join("") + "…" : letters.join("");
  }

  const metric = (value) => (value >= 0 ? value.toFixed(3) : "–");
  const signed = (value, digits = 3) => (value < 0 ? "−" : "+") + Math.abs(value).toFixed(digits);
  const count = (value) => Math.round(value).toLocaleString("en-US");
  const percent = (share, digits = 1) => (100 * share).toFixed(digits) + " %";

  /** Numbers in [0, 1] out of what the program packed, -1 where undefined. */
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const unpack = (text) => Array.from({ length: text.length / 2 }, (_, i) => {
    const n = 64 * DIGITS.indexOf(text[2 * i]) + DIGITS.indexOf(text[2 * i + 1]);
    return n ? (n - 1) / 1000 : -1;
  });

  /** Makes an element; text only ever becomes text. */
  function make(tag, attributes = {}, ...children) {
    const svg = ["svg", "rect", "text", "path", "line"].includes(tag);
    const element = svg
      ? document.createElementNS("http://www.w3.org/2000/svg", tag)
      : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  function theme() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue("--" + name).trim();
    return {
      ink: colour("ink"), muted: colour("muted"), line: colour("line"), panel: colour("panel"),
      soft: colour("soft"), accent: colour("accent"), good: colour("good"),
      ramp: [colour("ramp-from"), colour("ramp-to")],
      palette: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((i) => colour("c" + i)),
      font: getComputedStyle(document.body).fontFamily,
    };
  }

  /** Colour and dash of the i-th of many lines: neighbours differ in colour, rounds in dash. */
  const dashes = ["solid", [7, 4], [2, 3], [10, 3, 2, 3]];
  function look(index, t) {
    return {
      color: t.palette[index % t.palette.length],
      type: dashes[Math.floor(index / t.palette.length) % dashes.length],
    };
  }

  function axis(t, more) {
    return {
      nameTextStyle: { color: t.muted, fontSize: 12.5 },
      axisLabel: { color: t.muted, fontSize: 12 },
      axisLine: { lineStyle: { color: t.line } },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: t.line } },
      nameLocation: "middle",
      ...more,
    };
  }

  function tooltip(t, more) {
    return {
      backgroundColor: t.panel, borderColor: t.line, padding: [8, 12],
      textStyle: { color: t.ink, fontSize: 13 },
      extraCssText: "box-shadow:0 4px 16px rgba(0,0,0,.18);border-radius:9px;max-width:340px",
      confine: true,
      ...more,
    };
  }

  function blend(from, to, share) {
    const [a, b] = [from, to].map((c) => [1, 3, 5].map((i) => Number.parseInt(c.slice(i, i + 2), 16)));
    return `rgb(${a.map((v, i) => Math.round(v + (b[i] - v) * share)).join(",")})`;
  }

  /** Options of horizontal bars, one a name, that scroll where there are more than fit at once. */
  function bars(t, names, atOnce, value) {
    const many = names.length > atOnce;
    return {
      grid: { left: 8, right: many ? 46 : 26, top: 6, bottom: 30, containLabel: true },
      xAxis: axis(t, { type: "value", splitNumber: 5, ...value }),
      yAxis: axis(t, {
        type: "category", inverse: true, data: names,
        axisLabel: { color: t.ink, fontSize: 12.5, formatter: (n) => short(n, 20), interval: 0 },
        axisLine: { show: false }, splitLine: { show: false },
      }),
      dataZoom: many ? [
        { type: "slider", yAxisIndex: 0, startValue: 0, endValue: atOnce - 1, right: 6, width: 14, brushSelect: false, showDetail: false, borderColor: t.line },
        { type: "inside", yAxisIndex: 0, zoomOnMouseWheel: false, moveOnMouseMove: true, moveOnMouseWheel: "shift" },
      ] : [],
    };
  }

  /** As high as so many bars need. */
  bars.fit = (element, names, atOnce) => {
    const visible = Math.min(names, atOnce);
    element.style.height = Math.max(220, visible * Math.max(19, 34 - visible) + 56) + "px";
  };

  function draw(chart) {
    if (!chart.instance) {
      chart.instance = echarts.init(chart.element, null, { renderer: "canvas" });
      new ResizeObserver(() => chart.instance.resize()).observe(chart.element);
    }
    const t = theme();
    chart.instance.setOption(
      { animation: false, textStyle: { fontFamily: t.font }, ...chart.build(t) }, true);
  }

  const sight = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((e) => e.isIntersecting)) {
      sight.unobserve(entry.target);
      draw(charts.find((c) => c.element === entry.target));
    }
  }, { rootMargin: "500px" });

  /** Draws a chart when it comes near; build(theme) gives its options. Returns a redraw function. */
  function chart(element, build) {
    const it = { element, build, instance: null };
    charts.push(it);
    sight.observe(element);
    return () => it.instance && draw(it);
  }

  function setTheme(name) {
    document.documentElement.dataset.theme = name;
    all(document, "[data-set-theme]").forEach((b) =>
      b.setAttribute("aria-pressed", String(b.dataset.setTheme === name)));
    charts.filter((c) => c.instance).forEach(draw);
    document.dispatchEvent(new Event("boxmill-theme"));
  }

  /** Makes the buttons of a group exclusive; calls back with the chosen one. */
  function choose(buttons, chosen) {
    buttons.forEach((button) =>
      button.addEventListener("click", () => {
        buttons.forEach((b) => b.setAttribute("aria-pressed", String(b === button)));
        chosen(button);
      }));
  }

  function navigation() {
    const links = new Map(all(document, ".side nav a").map((a) => [a.hash.slice(1), a]));
    const mark = () => {
      const sections = all(document, ".section");
      const bottom = innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
      const passed = sections.filter((s) => s.getBoundingClientRect().top < innerHeight * 0.35);
      const here = bottom ? sections.at(-1) : passed.at(-1) ?? sections[0];
      links.forEach((a, id) => {
        if (id === here?.id) {
          a.setAttribute("aria-current", "true");
        } else {
          a.removeAttribute("aria-current");
        }
      });
    };
    addEventListener("scroll", mark, { passive: true });
    mark();
  }

  function printing() {
    let before = "auto";
    addEventListener("beforeprint", () => {
      before = document.documentElement.dataset.theme;
      setTheme("light");
      all(document, "details").forEach((d) => { d.open = true; });
      charts.forEach(draw);
      document.dispatchEvent(new Event("boxmill-show-all"));
    });
    addEventListener("afterprint", () => setTheme(before));
  }

  function start() {
    choose(all(document, "[data-set-theme]"), (b) => setTheme(b.dataset.setTheme));
    dark.addEventListener("change", () => setTheme(document.documentElement.dataset.theme));
    BoxMill.tables(document);
    navigation();
    printing();
    sections.forEach((script, id) => {
      const data = document.getElementById("data-" + id);
      script(document.getElementById(id), data && JSON.parse(data.textContent));
    });
  }

  return {
    all, axis, bars, blend, chart, charts, choose, count, escape, look, make, metric, percent, short, signed, start, theme,
    tooltip, unpack,
    section: (id, script) => sections.set(id, script),
  };
})();
