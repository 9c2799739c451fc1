// merge puts the fragments of an answer into the page: an element with
// data-merge takes the place of the one with its id, a template's content is
// appended to the element its data-append names. where is "ahead" for lines that
// are only looked at, and "look" for an answer that brings none. It returns what
// the answer tells of motion.
export function merge(html, where) {
	const answer = new DOMParser().parseFromString(html, "text/html");
	const focused = document.activeElement, focus = focused?.closest?.("[id]")?.id;
	for (const fresh of answer.querySelectorAll("[data-merge]")) {
		const old = document.getElementById(fresh.id);
		if (!old) continue;
		keep(old, fresh, where);
		if (old.outerHTML === fresh.outerHTML) continue;
		const places = [...old.querySelectorAll("[id]"), old].map((e) => [e.id, e.scrollLeft, e.scrollTop]);
		if (fresh.querySelector("#motion")) old.replaceWith(document.adoptNode(fresh)); // nothing goes on moving
		else grow(old, fresh);
		for (const [id, left, top] of places) {
			if (left || top) document.getElementById(id)?.scrollTo(left, top);
		}
	}
	if (focus && !focused.isConnected) {
		const again = document.getElementById(focus);
		(again?.closest("svg") && again.querySelector("a") || again)?.focus({ preventScroll: true });
	}
	if (where !== "look") document.getElementById("ahead").replaceChildren();
	for (const template of answer.querySelectorAll("template[data-append]")) {
		document.getElementById(where ?? template.dataset.append)?.append(template.content);
	}
	const result = answer.getElementById("result");
	return result && !where ? JSON.parse(result.textContent) : null;
}

// grow makes old like fresh and leaves what is the same, so that focus, selected
// text and open lists stay. What does something else than before is replaced.
function grow(old, fresh) {
	if (old.isEqualNode(fresh)) return;
	const same = (what) => old.getAttribute?.(what) === fresh.getAttribute?.(what);
	const kept = old.nodeName === fresh.nodeName && ["id", "value", "href"].every(same);
	if (!kept || !old.childNodes.length || old.childNodes.length !== fresh.childNodes.length) {
		old.replaceWith(document.adoptNode(fresh));
		return;
	}
	for (const name of old.getAttributeNames()) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
	for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
	const children = [...fresh.childNodes]; // a child that is taken leaves that list
	[...old.childNodes].forEach((child, i) => grow(child, children[i]));
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
