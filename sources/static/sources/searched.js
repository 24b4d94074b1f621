/* Gives fields with search the name of their label, which select2 leaves out. */

"use strict";

function nameSearchedFields() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.parentElement.querySelector(".select2-selection");
    if (!label || !box || box.dataset.named) {
      continue;
    }
    box.dataset.named = "yes";
    label.id ||= `${select.id}_label`;
    const chosen = box.querySelector(".select2-selection__rendered");
    box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
    chosen.setAttribute("aria-labelledby", label.id);
  }
}

// After the fields are made: Django's script waits for jQuery as well, and comes before this one.
django.jQuery(() => {
  nameSearchedFields();
  django.jQuery(document).on("select2:open", (event) => {
    const label = document.getElementById(`${event.target.id}_label`);
    const search = document.querySelector(".select2-container--open .select2-search__field");
    if (label && search) {
      search.setAttribute("aria-label", label.textContent);
    }
  });
});
document.addEventListener("formset:added", () => setTimeout(nameSearchedFields));
