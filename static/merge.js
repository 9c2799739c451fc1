// merge puts the fragments of an answer, its text or a document, into the page: an element with
// data-merge becomes like the one of its id, a template's content is appended
// to the element its data-append names, or takes the place of what is in the
// one its data-fill names. where is "ahead" for lines that are only looked at,
// and "look" for an answer that brings none. It returns what the answer tells
// of motion.
export function merge(answer, where) {
	if (typeof answer === "string") answer = new DOMParser().parseFromString(answer, "text/html");
	const focused = document.activeElement, focus = focused?.closest?.("[id]")?.id;
	for (const motion of document.getAnimations()) if (!(motion instanceof CSSAnimation)) motion.finish();
	const places = [...document.querySelectorAll("[data-scrolls]")].map((e) => [e.id, e.scrollLeft, e.scrollTop]); // read before anything changes: each look after it costs a layout
	for (const fresh of answer.querySelectorAll("[data-merge]")) {
		const old = document.getElementById(fresh.id);
		if (!old) continue;
		keep(old, fresh, where);
		morph(old, fresh, new Map([...old.querySelectorAll("[id]")].map((e) => [e.id, e])));
	}
	for (const [id, left, top] of places) if (left || top) document.getElementById(id)?.scrollTo(left, top);
	if (focus && document.activeElement !== focused) {
		const again = focused.isConnected ? focused : document.getElementById(focus);
		(again !== focused && again?.closest("svg") && again.querySelector("a") || again)?.focus({ preventScroll: true });
	}
	const scrub = document.getElementById("scrub");
	if (scrub && document.activeElement !== scrub) scrub.value = scrub.getAttribute("value");
	if (where !== "look" || answer.querySelector("template[data-fill]")) document.getElementById("ahead").replaceChildren();
	for (const template of answer.querySelectorAll("template[data-fill]")) {
		document.getElementById(template.dataset.fill)?.replaceChildren(template.content);
	}
	for (const template of answer.querySelectorAll("template[data-append]")) {
		document.getElementById(where ?? template.dataset.append)?.append(template.content);
	}
	const result = answer.getElementById("result");
	return result && !where ? JSON.parse(result.textContent) : null;
}

// parts are what the page holds, each with its sum: what is the same comes empty.
export const parts = () => [...document.querySelectorAll("[data-sum]")].map((e) => `${e.id}=${e.dataset.sum}`).join(" ");

// morph makes old like fresh and leaves in place what is the same thing, so that
// focus, selected text, open lists and a press of the button that has begun stay.
// Things with an id are the same wherever they stand; known has those of old.
function morph(old, fresh, known) {
	if (fresh.dataset?.same !== undefined || old.isEqualNode(fresh) || old.dataset?.island !== undefined) return; // an island is script's own
	if (old.nodeType !== Node.ELEMENT_NODE) {
		old.nodeValue = fresh.nodeValue;
		return;
	}
	const whole = old.dataset?.whole;
	for (const name of old.getAttributeNames()) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
	for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
	if (old.dataset?.whole !== whole) { // it tells of something else: all that is in it is new
		old.replaceChildren(...fresh.childNodes);
		return;
	}
	let at = old.firstChild;
	for (const child of [...fresh.childNodes]) {
		const mine = child.id ? known.get(child.id) : alike(at, child) ? at : null;
		if (!mine && child.dataset?.same !== undefined) continue;
		if (!mine || mine.nodeName !== child.nodeName || mine.contains(old)) {
			old.insertBefore(document.adoptNode(child), at);
			continue;
		}
		if (mine === at) at = at.nextSibling;
		else old.insertBefore(mine, at);
		morph(mine, child, known);
	}
	while (at) {
		const next = at.nextSibling;
		at.remove();
		at = next;
	}
}

// alike tells that two things without an id do the same: what does something
// else than before is replaced.
const alike = (old, fresh) => old && !old.id && old.nodeName === fresh.nodeName && old.nodeType === fresh.nodeType &&
	["value", "href", "name"].every((what) => old.getAttribute?.(what) === fresh.getAttribute?.(what));

// keep carries over what the reader has set.
function keep(old, fresh, where) {
	if (where) { // what is only looked at leaves the last result in sight
		for (const shown of old.querySelectorAll(".took")) fresh.querySelector(`.${shown.classList[0]}`)?.replaceWith(shown.cloneNode(true));
	}
	for (const mine of old.querySelectorAll("[data-keep-open]")) {
		fresh.querySelector(`#${mine.id}`)?.toggleAttribute("open", mine.open);
	}
}
