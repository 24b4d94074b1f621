/* Under a deadline: what it means, what it would do, and readings of words to pick from. */

"use strict";

(() => {
  const DEADLINE = "due_edtf";
  const SENT = [
    "source", "announced_on", "initiative", "milestone", "phrase", DEADLINE, "due_within_offset",
    "due_within_of", "due_dropped", "progress", "met_edtf", "stage", "corrects",
  ];
  const PAUSE = 250; // milliseconds without a key before the tracker is asked

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    made.append(...children.filter((child) => child !== ""));
    return made;
  }

  class Preview {
    constructor(panel) {
      this.panel = panel;
      this.texts = panel.dataset;
      this.status = panel.nextElementSibling;
      this.input = document.getElementById(this.texts.for);
      this.form = this.input.form;
      this.prefix = this.input.name.slice(0, -DEADLINE.length);
      this.filled = {};
      this.kept = {};
      this.asked = this.body().toString();
      const row = this.input.closest(".form-row");
      row.append(panel, this.status);
      const look = () => this.look();
      // Fields with search tell of a change through jQuery alone; calendars don't tell at all.
      django.jQuery(this.form).on("input change", look);
      this.form.addEventListener("focusin", look);
      row.addEventListener("keydown", (event) => this.key(event));
      if (this.input.value || this.value("progress") || this.value("stage")) {
        this.ask();
      }
    }

    field(name) {
      return this.form.elements[this.prefix + name] || this.form.elements[name] || null;
    }

    value(name) {
      const field = this.field(name);
      return field === null || (field.type === "checkbox" && !field.checked) ? "" : field.value;
    }

    body() {
      const body = new URLSearchParams(SENT.map((name) => [name, this.value(name)]));
      const milestone = this.field("milestone");
      if (milestone && milestone.type === "hidden" && !milestone.value) {
        body.set("new", "1"); // the page adds the milestone, too
      }
      return body;
    }

    // Asking

    look() {
      if (this.body().toString() !== this.asked) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.ask(), PAUSE);
      }
    }

    async ask() {
      const body = this.body();
      this.asked = body.toString();
      this.under_way?.abort();
      this.under_way = new AbortController();
      const token = this.form.elements.csrfmiddlewaretoken.value;
      try {
        const response = await fetch(this.texts.address, {
          method: "POST",
          body,
          headers: { "X-CSRFToken": token },
          redirect: "error",
          signal: this.under_way.signal,
        });
        if (!response.ok) {
          throw new Error(`The tracker answered ${response.status}.`);
        }
        this.show(await response.json());
      } catch (error) {
        if (error.name !== "AbortError") {
          this.fill([element("p", "tracker-problem", this.texts.silent)]);
        }
      }
    }

    // Showing

    show(told) {
      const parts = [
        told.meaning && this.meaning(told.meaning),
        told.readings.length ? this.readings(told) : told.problem && this.problem(told.problem),
        this.question(),
        ...told.errors.map((error) => element("p", "tracker-problem", error.detail)),
        told.effect && this.effect(told.effect),
      ].filter(Boolean);
      this.fill(parts);
      const count = told.readings.length;
      const words = told.readings.map((reading) => reading.words).join("; ");
      this.say([
        told.meaning && `${told.meaning.words}: ${told.meaning.days}.`,
        count ? `${this.texts.readings} ${words}.` : told.problem && told.problem.detail,
        ...told.errors.map((error) => error.detail),
        told.effect && `${this.texts.ifRecorded} ${told.effect.told.join(" ")}`,
      ].filter(Boolean).join(" "));
    }

    fill(parts) {
      const focused = this.panel.contains(document.activeElement);
      this.panel.replaceChildren(...parts);
      this.panel.hidden = parts.length === 0;
      if (focused) {
        this.input.focus();
      }
    }

    say(text) {
      if (this.status.textContent !== text) {
        this.status.textContent = text;
      }
    }

    meaning(meaning) {
      return element("p", "tracker-meaning",
        element("strong", "", meaning.words), element("span", "", meaning.days));
    }

    problem(problem) {
      const text = this.input.value.trim();
      const wrong = text.slice(problem.position) || " ";
      return element("p", "tracker-problem",
        element("code", "", text.slice(0, problem.position), element("mark", "", wrong)),
        ` ${problem.detail}`);
    }

    effect(effect) {
      const lines = effect.told.map((line) => element("p", "", line));
      const others = effect.others.map((other) =>
        element("li", "", element("strong", "", `${other.name}: `), other.told));
      return element("div", "tracker-effect",
        element("p", "tracker-quiet", this.texts.ifRecorded), ...lines,
        ...(others.length
          ? [element("p", "tracker-quiet", this.texts.others), element("ul", "", ...others)]
          : []));
    }

    readings(told) {
      const list = element("ul", "tracker-readings",
        ...told.readings.map((reading) => element("li", "", this.reading(reading))));
      return element("div", "",
        element("p", "tracker-quiet", `${told.read_as} ${this.texts.choose}`), list);
    }

    reading(reading) {
      const written = reading.due_edtf || reading.due_within_offset;
      const button = element("button", "tracker-reading",
        element("span", "tracker-reading-words",
          element("strong", "", reading.words),
          written ? element("code", "", written) : "",
          reading.days ? element("span", "", reading.days) : ""),
        element("span", "tracker-quiet", `“${reading.phrase}”: ${reading.reading}`));
      button.type = "button";
      button.addEventListener("click", () => this.pick(reading));
      return button;
    }

    // Picking

    pick(reading) {
      const typed = this.input.value.trim() || this.value("phrase");
      const phrase = typed.length <= 120 ? typed : reading.phrase;
      this.input.value = reading.due_edtf;
      this.put("due_within_offset", reading.due_within_offset);
      this.kept = {};
      this.suggest("phrase", phrase);
      this.suggest("reading", reading.reading);
      this.fill([]);
      this.ask().then(() => {
        const written = reading.due_edtf || reading.due_within_offset || reading.words;
        this.say(`${this.texts.filled} ${written}. ${this.status.textContent}`);
      });
      (reading.due_within_offset && reading.anchor
        ? this.field("due_within_of")
        : this.input
      ).focus();
    }

    put(name, text) {
      const field = this.field(name);
      if (field) {
        field.value = text;
      }
    }

    /* Fills a field that is empty or that we filled; what the editor wrote there stays. */
    suggest(name, text) {
      const now = this.value(name);
      if (!now || now === this.filled[name]) {
        this.put(name, text);
      } else if (now !== text) {
        this.kept[name] = text;
        return;
      }
      this.filled[name] = text;
    }

    /* Asks whether what the editor wrote is to be replaced. */
    question() {
      if (!Object.keys(this.kept).length) {
        return null;
      }
      const button = element("button", "tracker-replace", this.texts.replace);
      button.type = "button";
      button.addEventListener("click", () => {
        for (const [name, text] of Object.entries(this.kept)) {
          this.put(name, text);
          this.filled[name] = text;
        }
        this.kept = {};
        button.parentElement.remove();
        this.input.focus();
      });
      return element("p", "", `${this.texts.kept} `, button);
    }

    // Keys

    key(event) {
      const buttons = [...this.panel.querySelectorAll(".tracker-reading")];
      const at = buttons.indexOf(document.activeElement);
      if (event.key === "Escape" && at >= 0) {
        this.input.focus();
      } else if (event.key === "ArrowDown" && buttons[at + 1]) {
        buttons[at + 1].focus();
      } else if (event.key === "ArrowUp" && at >= 0) {
        (buttons[at - 1] || this.input).focus();
      } else {
        return;
      }
      event.preventDefault();
    }
  }

  const begun = new WeakSet();

  function begin() {
    for (const panel of document.querySelectorAll(".tracker-preview")) {
      if (!panel.dataset.for.includes("__prefix__") && !begun.has(panel)) {
        begun.add(panel);
        new Preview(panel);
      }
    }
  }

  window.addEventListener("load", begin);
  document.addEventListener("formset:added", () => setTimeout(begin));
})();
