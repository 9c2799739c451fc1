// merge puts the fragments of an answer into the page: an element with
// data-merge takes the place of the one with its id, a template's content is
// appended to the element its data-append names. where is "ahead" for lines that
// are only looked at, and "look" for an answer that brings none. It returns what
// the answer tells of motion.
export function merge(html, where) {
	const answer = new DOMParser().parseFromString(html, "text/html");
	const focused = document.activeElement?.closest?.("[id]");
	const focus = document.activeElement === focused || focused?.closest("svg") ? focused?.id : "";
	for (const fresh of answer.querySelectorAll("[data-merge]")) {
		const old = document.getElementById(fresh.id);
		if (!old) continue;
		keep(old, fresh, where);
		if (old.outerHTML === fresh.outerHTML) continue;
		const places = [...old.querySelectorAll("[id]"), old].map((e) => [e.id, e.scrollLeft, e.scrollTop]);
		old.replaceWith(document.adoptNode(fresh));
		for (const [id, left, top] of places) {
			if (left || top) document.getElementById(id)?.scrollTo(left, top);
		}
	}
	if (focus && document.activeElement?.id !== focus) {
		const again = document.getElementById(focus);
		(again?.querySelector("a") ?? again)?.focus({ preventScroll: true });
	}
	if (where !== "look") document.getElementById("ahead").replaceChildren();
	for (const template of answer.querySelectorAll("template[data-append]")) {
		document.getElementById(where ?? template.dataset.append)?.append(template.content);
	}
	const result = answer.getElementById("result");
	return result && !where ? JSON.parse(result.textContent) : null;
}

// keep carries over what the reader has set.
function keep(old, fresh, where) {
	if (where) { // what is only looked at leaves the last result in sight
		for (const shown of old.querySelectorAll(".marks, .took")) fresh.querySelector(`.${shown.classList[0]}`)?.replaceWith(shown.cloneNode(true));
	}
	for (const mine of old.querySelectorAll("[data-keep]")) {
		const theirs = fresh.querySelector(`#${mine.id}`);
		if (!theirs) continue;
		for (const option of theirs.options ?? []) option.toggleAttribute("selected", option.value === mine.value);
		for (const option of mine.options ?? []) option.toggleAttribute("selected", option.value === mine.value);
	}
	for (const mine of old.querySelectorAll("[data-keep-open]")) {
		fresh.querySelector(`#${mine.id}`)?.toggleAttribute("open", mine.open);
	}
}
