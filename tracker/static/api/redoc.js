"use strict";

// Redoc shows a logo from another host, and no page of ours asks another host for anything:
// such an image fails before it is asked for, and Redoc leaves it out.
const image = HTMLImageElement.prototype;
const src = Object.getOwnPropertyDescriptor(image, "src");

Object.defineProperty(image, "src", {
  ...src,
  set(address) {
    const { protocol, origin } = new URL(address, location);
    if (protocol === "data:" || origin === location.origin) {
      src.set.call(this, address);
    } else {
      queueMicrotask(() => this.dispatchEvent(new Event("error")));
    }
  },
});
image.setAttribute = function (name, value) {
  if (name === "src") {
    this.src = value;
  } else {
    Element.prototype.setAttribute.call(this, name, value);
  }
};

const page = document.getElementById("docs");
const plain = "system-ui, sans-serif";

Redoc.init(
  page.dataset.schema,
  {
    expandResponses: "200",
    jsonSamplesExpandLevel: 3,
    theme: {
      typography: {
        fontFamily: plain,
        headings: { fontFamily: plain },
        code: { fontFamily: "ui-monospace, monospace" },
      },
    },
  },
  page,
);
