// Shows how the picture came to be. The picture in the page is right before any
// of this begins: what moves is a copy in the layer #motion, and the token
// itself is only unseen for as long.
import { Film, film } from "./film.js";
import { pace, held } from "./controls.js";

const HOP = 340; // milliseconds from one zone to the next at speed 1
const REST = 700; // milliseconds until the picture is at rest at speed 1
const QUEUE = 300; // milliseconds in which all commands of one line begin to be shown
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const byId = (id) => document.getElementById(id);
const tokens = () => document.querySelectorAll("#stage .token");
const number = (e, name) => +e.getAttribute(name);

const at = (token) => {
	const r = token.querySelector(".hit");
	return { x: number(r, "x"), y: number(r, "y") };
};
const middle = (zone) => {
	const r = byId(`zone-${zone}`)?.querySelector("rect");
	return r && { x: number(r, "x") + number(r, "width") / 2 - 40, y: number(r, "y") + number(r, "height") / 2 - 50 };
};
const moved = (p) => ({ transform: `translate(${p.x}px,${p.y}px)` });

// snapshot remembers where every token stands, and how those look that a fresh
// picture has no more.
export function snapshot(fresh) {
	const seen = new Map();
	for (const t of tokens()) seen.set(t.id, { ...at(t), zone: t.dataset.zone, copy: goes(t, fresh) ? t.cloneNode(true) : t });
	return seen;
}

const goes = (t, fresh) => !fresh.getElementById(t.id) && fresh.getElementById(t.parentElement.id)?.dataset.same === undefined;

// playing tells whether something still moves.
export const playing = () => film() !== null;

// follow lets tokens glide to where a change beside them has put them.
export function follow(before, reel = new Film(), busy = new Set()) {
	if (calm.matches || !pace()) return;
	for (const t of tokens()) {
		const old = before.get(t.id), now = at(t);
		if (!old || busy.has(t.id) || old.x === now.x && old.y === now.y) continue;
		reel.add(t, [moved({ x: old.x - now.x, y: old.y - now.y }), { transform: "none" }], 0, 240, { easing: "ease-out" });
	}
	if (!busy.size) reel.play(pace(), false);
}

// play shows a result's moves in their order; what happened at one moment of
// simulated time begins together.
export function play(before, result) {
	const moves = result.moves ?? [];
	film()?.skip();
	if (calm.matches) return still(moves);
	if (!pace()) return;
	const busy = new Set(["motion"]), plan = [];
	let clock = 0;
	moves.forEach((move, i) => {
		const show = shows[move.kind]?.(move, before, moves);
		if (!show) return;
		if (show.token) busy.add(show.token.id);
		plan.push({ ...show, start: clock });
		const next = moves[i + 1], together = next && next.at === move.at && next.kind === move.kind;
		clock += together || move.kind === "layer" && next?.kind === "layer" ? 90 : show.length;
	});
	reveal([...busy].at(-1));
	const squeeze = Math.min(1, REST / Math.max(clock, 1)), reel = new Film();
	const last = plan.at(-1)?.start * squeeze, queue = result.commands > 1 && last > QUEUE ? QUEUE / last : 1; // of several commands none waits long
	for (const p of plan) {
		reel.mark(p.start * squeeze * queue);
		p.run(reel, p.start * squeeze * queue, squeeze);
	}
	follow(before, reel, busy);
	for (const t of tokens()) {
		if (!before.has(t.id) && !busy.has(t.id)) reel.add(t, [{ opacity: 0 }, { opacity: 1 }], 0, 300);
	}
	for (const [id, old] of before) if (!byId(id)) leave(old, reel);
	reel.play(pace(), held());
}

// still tells the same story without motion: numbered marks at what was touched.
function still(moves) {
	const numbers = new Map();
	moves.forEach((move) => {
		const touched = byId(move.token) ?? named(move.zones?.at(-1), move.name), token = touched?.matches(".token") && touched; // a build's step has a mark of its own
		if (token) numbers.set(token, [...numbers.get(token) ?? [], numbers.size ? Math.max(...[...numbers.values()].flat()) + 1 : 1]);
	});
	for (const [token, list] of numbers) {
		const to = at(token), g = make("g", { class: "numbered", transform: `translate(${to.x + 11},${to.y + 4})` }), word = make("text", { y: 4 });
		word.textContent = list.length > 1 ? `${list[0]}-${list.at(-1)}` : list[0];
		g.append(make("rect", { x: -9 - 5 * (list.length > 1), y: -9, width: 18 + 10 * (list.length > 1), height: 18, rx: 9 }), word);
		byId("motion").append(g);
	}
}

// reveal pans a narrow stage to where something arrived.
export function reveal(id) {
	const pan = byId("pan"), token = id && byId(id);
	if (!token || pan.scrollWidth <= pan.clientWidth) return;
	const box = token.getBoundingClientRect(), all = pan.getBoundingClientRect();
	pan.scrollTo({ left: pan.scrollLeft + box.left + box.width / 2 - all.left - all.width / 2, behavior: "smooth" });
}

// copy is a token or slab in the layer of motion: seen, but not there. A press
// on it is one on what it stands for.
function copy(element, forId) {
	const c = element.cloneNode(true);
	for (const e of [c, ...c.querySelectorAll("*")]) {
		for (const name of ["id", "href", "tabindex", "data-node", "data-name", "data-state", "data-id", "data-zone", "role", "aria-label", "aria-current"]) e.removeAttribute(name);
	}
	if (forId) c.setAttribute("data-for", forId);
	else c.setAttribute("pointer-events", "none");
	byId("motion")?.append(c);
	return c;
}

function leave(old, reel) {
	const c = copy(old.copy);
	reel.add(c, [{ opacity: 1 }, { opacity: 0, transform: "translate(0,14px)" }], 0, 320, { easing: "ease-in" }).finished.then(() => c.remove(), () => c.remove());
}

// fly moves a copy of element through points, relative to where it stands. What
// was there before waits at its old place for its turn.
function fly(reel, element, points, start, length, waits) {
	const c = copy(element, element.closest(".token")?.id);
	const frames = points.map((p) => ({ ...moved(p), opacity: 1, easing: "ease-in-out" }));
	reel.add(element, [{ opacity: 0 }, { opacity: 0 }], 0, length + start);
	if (!waits && start) reel.add(c, [{ opacity: 0 }, { opacity: 0 }], 0, start);
	reel.add(c, frames, start, length, { fill: waits ? "backwards" : "none" }).finished.then(() => c.remove(), () => c.remove());
}

function light(reel, from, to, start, length) {
	const edge = byId(`edge-${from}-${to}`);
	if (!edge) return;
	const c = copy(edge);
	c.classList.add("lit");
	reel.add(c, [{ opacity: 0 }, { opacity: 0 }], 0, start + 1);
	reel.add(c, [{ opacity: 1 }, { opacity: 1, offset: .8 }, { opacity: 0 }], start, length + 120, { fill: "backwards" }).finished.then(() => c.remove(), () => c.remove());
}

// place is the zone of a state where the picture has one place for all containers.
const place = (zone) => byId(`zone-${zone}`) || !byId("zone-containers") || !["created", "running", "paused", "exited"].includes(zone) ? zone : "containers";

// spot is the middle of a token; requests of the host come in at its foot.
function spot(id) {
	if (id === "host") return byId("client") ? center(byId("client")) : { x: 260, y: 440 };
	if (id === "beyond") return middle("registry");
	return byId(id) && center(byId(id));
}
const center = (token) => {
	const r = token.querySelector(".hit");
	return { x: number(r, "x") + Math.min(40, number(r, "width") / 2), y: number(r, "y") + number(r, "height") / 2 };
};

// sign puts a small drawing with a word into the layer of motion.
function sign(kind, path, text) {
	const g = make("g", { class: kind, opacity: "0" }), word = make("text", { x: 12, y: 4 });
	word.textContent = text ?? "";
	g.append(make("path", { d: path, "fill-rule": "evenodd" }), word);
	byId("motion").append(g);
	return { g, gone: () => g.remove() };
}
const parcel = (text, ok) => sign(ok ? "parcel" : "parcel turned", ok ? "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z" : "M-7 -5l2 -2l5 5l5 -5l2 2l-5 5l5 5l-2 2l-5 -5l-5 5l-2 -2l5 -5z", text);
const sheet = (text) => sign("parcel sheet", "M-6 -8h8l4 4v12h-12z", text);

const named = (zone, name) => name && document.querySelector(`#zone-${zone} .token[data-name="${CSS.escape(name)}"]`);

const shows = {
	travel(move, before, moves) {
		move = { ...move, zones: move.zones.map(place).filter((z, i, all) => z !== all[i - 1]), from: move.from && place(move.from) };
		const last = move.zones.at(-1);
		const token = byId(move.token) ?? named(last, move.name);
		if (!token || token.dataset.zone !== last) return null;
		const old = before.get(token.id), end = at(token);
		const slabs = new Set([...token.querySelectorAll(".slab")].map((s) => s.dataset.id));
		if (!old && move.name && moves.some((m) => m.kind === "layer" && slabs.has(m.token))) return null;
		const from = old?.zone ?? move.from;
		if (!from) return null;
		const source = named(from, move.source ?? move.name);
		const begin = old ?? (source ? at(source) : middle(from));
		if (!begin) return null;
		const stops = [begin, ...move.zones.slice(0, -1).map(middle).filter(Boolean), end].map((p) => ({ x: p.x - end.x, y: p.y - end.y }));
		const length = HOP * move.zones.length;
		return {
			token, length,
			run(reel, start, squeeze) {
				const hop = HOP * squeeze;
				fly(reel, token, stops, start, length * squeeze, !!old);
				if (last === "removed") {
					const { g, gone } = sign("parcel turned", "", "removing");
					reel.add(g, stops.map((p) => ({ ...moved({ x: end.x + p.x, y: end.y + p.y - 6 }), opacity: 1 })), start, length * squeeze, { easing: "ease-in-out" }).finished.then(gone, gone);
				}
				[from, ...move.zones].forEach((zone, i, all) => {
					if (!i) return;
					reel.mark(start + (i - 1) * hop); // each zone is a step
					light(reel, all[i - 1], zone, start + (i - 1) * hop, hop);
				});
				if (move.zones.length > 1) light(reel, from, "running", start, 2 * hop);
				const open = old ? null : token.querySelector(".open"); // a new container gets its writable layer
				if (open) reel.add(open, [{ ...moved({ x: 0, y: -18 }), opacity: 0 }, { transform: "none", opacity: 1 }], start + length * squeeze, 240 * squeeze, { easing: "ease-out", fill: "backwards" });
			},
		};
	},
	layer(move) {
		const id = CSS.escape(move.token);
		const slab = [...document.querySelectorAll(`#zone-images .slab[data-id="${id}"]`)].at(-1);
		const source = document.querySelector(`#zone-registry .slab[data-id="${id}"]`);
		if (!slab || !source) return null;
		const from = { x: number(source, "x") - number(slab, "x"), y: number(source, "y") - number(slab, "y") };
		return {
			token: slab.closest(".token"), length: HOP,
			run(reel, start, squeeze) {
				fly(reel, slab, [from, { x: 0, y: 0 }], start, HOP * squeeze);
				light(reel, "registry", "images", start, HOP * squeeze);
			},
		};
	},
	traffic(move) {
		const from = spot(move.source), via = move.via && document.querySelector(`#stage .token.network[data-name="${CSS.escape(move.via)}"]`);
		const to = move.token ? spot(move.token) : null;
		if (!from) return null;
		const stops = [from, ...(via ? [spot(via.id)] : []), to ?? { x: from.x + 40, y: from.y - 30 }];
		return {
			length: HOP * (stops.length - 1) + 200,
			run(reel, start, squeeze) {
				const { g, gone } = parcel(move.text, move.ok);
				const frames = stops.map((p, i) => ({ ...moved(p), opacity: 1, offset: .75 * i / (stops.length - 1) }));
				const end = stops.at(-1), near = stops.at(-2);
				if (move.ok) frames.push({ ...moved(end), opacity: 1, offset: .9 }, { ...moved(end), opacity: 0, offset: 1 });
				else frames.push({ ...moved({ x: end.x + (near.x - end.x) * .3, y: end.y + (near.y - end.y) * .3 }), opacity: 1, offset: .85 }, { ...moved({ x: end.x + (near.x - end.x) * .3, y: end.y + (near.y - end.y) * .3 }), opacity: 0, offset: 1 });
				reel.add(g, frames, start, (HOP * (stops.length - 1) + 500) * squeeze, { easing: "ease-in-out" }).finished.then(gone, gone);
				if (!move.ok && to) reel.add(byId(move.token)?.querySelector(".hit") ?? g, [0, -3, 3, 0].map((x) => moved({ x, y: 0 })), start + HOP * (stops.length - 1) * squeeze, 240 * squeeze);
			},
		};
	},
	store(move, before) {
		const from = before.get(move.source) ?? (byId(move.source) && at(byId(move.source))), to = byId(move.token) && at(byId(move.token));
		if (!from || !to) return null;
		return {
			length: HOP,
			run(reel, start, squeeze) {
				const { g, gone } = sheet(move.text);
				const a = { x: from.x + 20, y: from.y + 30 }, b = { x: to.x + 10, y: to.y + 16 };
				reel.add(g, [{ ...moved(a), opacity: 0 }, { ...moved(a), opacity: 1, offset: .15 }, { ...moved(b), opacity: 1, offset: .8 }, { ...moved(b), opacity: 0 }], start, (HOP + 200) * squeeze, { easing: "ease-in-out" }).finished.then(gone, gone);
			},
		};
	},
	stay(move) {
		const token = byId(move.token);
		if (!token) return null;
		return { length: 200, run(reel, start, squeeze) { reel.add(token, [1, .25, 1, .25, 1].map((opacity) => ({ opacity })), start, 700 * squeeze); } };
	},
	step(move) {
		const mark = byId(move.token);
		if (!mark) return null;
		return {
			length: move.ok ? 90 : 180,
			run(reel, start, squeeze) {
				reel.add(mark, [{ opacity: 0 }, { opacity: 0 }], 0, start);
				reel.add(mark, [{ opacity: 0 }, { opacity: 1 }], start, 180 * squeeze, { fill: "backwards" });
				light(reel, "files", "images", start, 180 * squeeze);
			},
		};
	},
	signal(move, before) { return spark(move, before, "M0 0l7-12h-4l4-9l-10 12h4z", { x: -46, y: -26 }); },
	file(move, before) { return spark(move, before, "M0 0h8l4 4v11h-12z", { x: 20, y: 46 }); },
	refuse() {
		const marked = document.querySelectorAll("#stage .refused, #stage .notice");
		if (!marked.length) return null;
		const shake = [0, -5, 5, -3, 0].map((x) => moved({ x, y: 0 }));
		return { length: 300, run(reel, start, squeeze) { for (const m of marked) reel.add(m, shake, start, 300 * squeeze); } };
	},
};

function make(name, attributes) {
	const e = document.createElementNS("http://www.w3.org/2000/svg", name);
	for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
	return e;
}

// spark is a small sign that runs to a token's stack, with a word beside it.
function spark(move, before, path, from) {
	const token = byId(move.token), layer = byId("motion");
	if (!token || !layer) return null;
	return {
		length: 280,
		run(reel, start, squeeze) {
			const g = make("g", { class: "spark", opacity: "0" }), word = make("text", { x: 14, y: -6 }), to = before.get(token.id) ?? at(token);
			word.textContent = move.text ?? "";
			g.append(make("path", { d: path }), word);
			layer.append(g);
			const p = (dx, dy, opacity) => ({ ...moved({ x: to.x + 10 + dx, y: to.y + 12 + dy }), opacity });
			reel.add(g, [p(from.x, from.y, 0), p(from.x / 2, from.y / 2, 1), p(0, 0, 1), p(0, 0, 0)], start, 420 * squeeze, { easing: "ease-out" })
				.finished.then(() => g.remove(), () => g.remove());
		},
	};
}
