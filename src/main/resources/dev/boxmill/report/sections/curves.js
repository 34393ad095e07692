"use strict";
BoxMill.section("curves", (root, data) => {
  const { all, axis, blend, chart, choose, escape, look, make, metric, short, theme, tooltip, unpack } = BoxMill;
  const LINES_AT_FIRST = 6;
  const SEARCH_FROM = 14;
  const SPAN = 0.75; // of the ramp: beyond, a thin line is hard to see

  function points(recall, line) {
    const scores = line.score ? unpack(line.score) : [];
    return unpack(line.precision).map((p, i) => [recall[i], p < 0 ? null : p, scores[i] ?? -1]);
  }

  function options(t, series) {
    return {
      grid: { left: 52, right: 18, top: 12, bottom: 46 },
      xAxis: axis(t, { type: "value", min: 0, max: 1, name: "recall", nameGap: 28, splitNumber: 5 }),
      yAxis: axis(t, { type: "value", min: 0, max: 1, name: "precision", nameGap: 36, splitNumber: 5 }),
      tooltip: tooltip(t, {
        trigger: "axis",
        axisPointer: { type: "line", lineStyle: { color: t.muted } },
        formatter: (hits) => {
          const rows = hits.filter((h) => h.value[1] !== null).slice(0, 14).map((h) =>
            `${h.marker}<bdi>${escape(short(h.seriesName))}</bdi> <b>${h.value[1].toFixed(3)}</b>` +
            (h.value[2] >= 0 ? ` <span style="opacity:.65">from score ${h.value[2].toFixed(2)}</span>` : ""));
          return `recall ${hits[0].value[0].toFixed(2)}<br>` + rows.join("<br>");
        },
      }),
      series,
    };
  }

  const line = (name, values, style) => ({
    type: "line", name, data: values, showSymbol: false, symbol: "circle", connectNulls: false,
    lineStyle: { width: 2, ...style }, itemStyle: { color: style.color },
    emphasis: { disabled: true },
  });

  function mean(element, run) {
    const last = Math.max(1, run.mean.length - 1);
    chart(element, (t) => ({
      ...options(t, run.mean.map((m, i) =>
        line("IoU " + m.name, points(run.recall, m), { color: blend(t.ramp[0], t.ramp[1], SPAN * i / last), width: 2 }))),
      legend: {
        bottom: 0, left: 44, right: 10, itemWidth: 13, itemHeight: 4, itemGap: 8, icon: "roundRect",
        textStyle: { color: t.muted, fontSize: 12 }, formatter: (n) => n.replace("IoU ", ""),
      },
      grid: { left: 52, right: 18, top: 12, bottom: 76 },
    }));
  }

  function classes(panel, run) {
    const order = run.classes.map((_, i) => i)
      .sort((a, b) => run.classes[b].groundTruths - run.classes[a].groundTruths);
    const shown = new Set(order.slice(0, LINES_AT_FIRST));
    let kind = "at50";
    const redraw = chart(panel.querySelector("[data-chart=classes]"), (t) =>
      options(t, [...shown].sort((a, b) => a - b).filter((i) => run.classes[i][kind]).map((i) =>
        line(run.classes[i].name, points(run.recall, run.classes[i][kind]), look(i, t)))));
    choose(all(panel, "[data-iou]"), (b) => { kind = b.dataset.iou; redraw(); });

    const chips = run.classes.map((c, i) => {
      const stroke = make("line", { x1: 0, x2: 20, y1: 4, y2: 4, "stroke-width": 3 });
      const chip = make("button", { type: "button", "aria-pressed": String(shown.has(i)), title: c.name },
        make("svg", { viewBox: "0 0 20 8", "aria-hidden": "true" }, stroke), make("bdi", {}, c.name));
      chip.addEventListener("click", () => {
        if (!shown.delete(i)) {
          shown.add(i);
        }
        chip.setAttribute("aria-pressed", String(shown.has(i)));
        redraw();
      });
      return { chip, stroke, name: c.name.toLowerCase() };
    });
    const paint = () => chips.forEach(({ stroke }, i) => {
      const { color, type } = look(i, theme());
      stroke.setAttribute("stroke", color);
      stroke.setAttribute("stroke-dasharray", type === "solid" ? "none" : type.join(" "));
    });
    paint();
    document.addEventListener("boxmill-theme", paint);
    panel.querySelector("[data-chips]").append(...order.map((i) => chips[i].chip));
    const search = panel.querySelector("[data-search]");
    search.hidden = chips.length < SEARCH_FROM;
    search.addEventListener("input", (e) => {
      const wanted = e.target.value.trim().toLowerCase();
      chips.forEach((c) => { c.chip.hidden = !c.name.includes(wanted); });
    });
  }

  function limits(element, rows) {
    chart(element, (t) => ({
      grid: { left: 52, right: 24, top: 34, bottom: 46 },
      legend: { top: 0, left: 44, itemWidth: 20, itemHeight: 4, icon: "roundRect", textStyle: { color: t.muted, fontSize: 12.5 } },
      xAxis: axis(t, { type: "category", boundaryGap: false, data: rows.map((r) => String(r.most)), name: "detections an image and class", nameGap: 28 }),
      yAxis: axis(t, { type: "value", min: 0, max: 1, name: "recall", nameGap: 36, splitNumber: 5 }),
      tooltip: tooltip(t, {
        trigger: "axis", axisPointer: { type: "line", lineStyle: { color: t.muted } },
        formatter: (hits) => `at most ${hits[0].name}<br>` +
          hits.map((h) => `${h.marker}${h.seriesName} <b>${metric(h.value)}</b>`).join("<br>"),
      }),
      series: [["IoU .50:.95", "ar", "solid"], ["IoU .50", "ar50", [7, 4]]].map(([name, key, type], k) => {
        const { color } = look(k, t);
        return {
          type: "line", name, data: rows.map((r) => (r[key] < 0 ? null : r[key])), symbol: ["circle", "rect"][k], symbolSize: 7,
          emphasis: { disabled: true }, lineStyle: { width: 2, color, type }, itemStyle: { color },
        };
      }),
    }));
  }

  all(root, "[data-run]").forEach((panel, i) => {
    if (data.runs[i].mean.length) {
      mean(panel.querySelector("[data-chart=mean]"), data.runs[i]);
    }
    if (data.runs[i].limits.length) {
      limits(panel.querySelector("[data-chart=limits]"), data.runs[i].limits);
    }
    if (data.runs[i].classes.length) {
      classes(panel, data.runs[i]);
    }
  });
});
