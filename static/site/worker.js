import { thick } from "./thick.js";

// The worker in which the world of a page lives: it loads the program, keeps
// inputs in IndexedDB, and carries requests to the handlers and answers back.
// wasm_exec.js of the Go distribution stands before this in its file.
//
// There are two programs: a small one, which answers first, and the whole one,
// which takes its place when something is asked that the small one does not
// hold. A world is made of its inputs, so nothing is seen of that but the time
// it takes.
let places = null; // where the programs are: lists of {url, packing, bytes}, or packed: the whole one as text
let running = null; // a Promise of the program that answers
let moving = null; // a Promise of the whole one having taken its place
const watching = new Map(); // who is told how much of an address has come

// fetchProgram is the first of the packings that this browser unpacks, as a
// program. What has been made of it once is kept, too.
async function fetchProgram(list, tell) {
	const first = list.find(unpacks);
	if (!first) throw new Error("this browser unpacks none of the files");
	const { url, packing, bytes } = first, name = `${url}?made`;
	watching.set(url, tell);
	return shelved(name, async (store) => {
		const answer = await kept(url, bytes);
		if (!answer.ok) throw new Error(`${answer.status} ${url}`);
		return { answer: await made(unpacked(answer.body, packing)), after: () => store?.delete(url) };
	});
}

// unpacks tells whether this browser has what unpacks a file.
const unpacks = ({ packing }) => { try { return !packing || !!new DecompressionStream(packing); } catch { return false; } };
const unpacked = (body, packing) => packing ? body.pipeThrough(new DecompressionStream(packing)) : body;

// made is the program of a file that has been unpacked: it is in thin form, or as
// it is.
async function made(body) {
	const file = new Uint8Array(await new Response(body).arrayBuffer());
	return new Response(file[4] === 0x7b ? thick(file) : file, { headers: { "Content-Type": "application/wasm" } });
}

// asked is an answer of the network, of which is told how much has come.
async function asked(url, bytes) {
	const answer = await fetch(url);
	let seen = 0, told = 0;
	return new Response(answer.body.pipeThrough(new TransformStream({
		transform(chunk, out) {
			seen += chunk.byteLength;
			if (seen - told > bytes / 50) watching.get(url)?.({ loaded: told = seen, total: bytes });
			out.enqueue(chunk);
		},
	})), { status: answer.status, statusText: answer.statusText, headers: answer.headers });
}

// kept is a file whose name tells its content: it is fetched once for all
// frames of a site, and found again without a network.
const kept = (url, bytes) => shelved(url, async () => ({ answer: await asked(url, bytes) }));

// shelved is what the browser keeps under a name, or what get comes to, which is
// kept then; after is done once it is.
async function shelved(name, get) {
	if (!self.caches) return (await get()).answer;
	return new Promise((done, fail) => {
		const look = async () => {
			let got = null;
			try {
				const store = await caches.open("drydock-program");
				const found = await store.match(name);
				if (found) return done(found);
				got = await get(store);
				const copy = got.answer.clone();
				done(got.answer);
				if (!copy.ok) return;
				const wanted = [...places.wasm, ...places.whole].flatMap((p) => [p.url, `${p.url}?made`]);
				for (const old of await store.keys()) if (!wanted.includes(old.url)) await store.delete(old);
				await store.put(name, copy);
				await got.after?.();
			} catch (error) { // no room, or nothing may be kept
				if (!got) get().then(({ answer }) => done(answer), () => fail(error));
			}
		};
		navigator.locks ? navigator.locks.request(name, look) : look();
	});
}

// ahead has the whole program at hand for when it is needed.
async function ahead() {
	const first = places.whole.find(unpacks);
	if (!first || !self.caches || navigator.connection?.saveData) return;
	if (!await caches.match(`${first.url}?made`)) await (await kept(first.url, first.bytes)).body?.cancel();
}

const fromText = (text) => made(unpacked(new Blob([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))]).stream(), "gzip"));

// run starts a program and returns what can be asked of it; ended is a Promise
// that it ends.
async function run(file) {
	const go = new Go();
	go.env = { GOGC: "off", GOMEMLIMIT: "128MiB" }; // until its first answer
	const made = await WebAssembly.instantiateStreaming(file, go.importObject);
	const api = self.drydock = { keep };
	const ready = new Promise((done) => { api.ready = done; });
	api.ended = go.run(made.instance).catch(() => {});
	await Promise.race([ready, api.ended.then(() => { throw new Error("the world has ended"); })]);
	return api;
}

// load starts the first program, once.
function load(message, tell) {
	if (running) return running;
	places = { wasm: message.wasm ?? [], whole: message.whole ?? [], packed: message.packed };
	const small = !places.packed && places.wasm.length && places.whole.length && !message.all;
	running = (async () => {
		const api = await run(places.packed ? fromText(places.packed) : await fetchProgram(small ? places.wasm : [...places.whole, ...places.wasm], tell));
		api.small = small;
		if (small) ahead().catch(() => {});
		return api;
	})();
	running.catch(() => { running = null; }); // the next one may try again
	return running;
}

const flying = new Set(); // what has been asked and not answered yet

// move has the whole program take the place of the small one: it opens the labs
// with all that was kept.
function move(tell) {
	moving ??= (async () => {
		const old = await running;
		const next = await run(await fetchProgram(places.whole, (news) => tell({ further: news })));
		await Promise.race([Promise.allSettled(flying), old.ended, new Promise((done) => setTimeout(done, 2000))]);
		for (const [id, spec] of labs) next.open(JSON.stringify({ ...spec, Entries: [...spec.Entries, ...(inputs.get(id) ?? [])] }));
		running = Promise.resolve(next);
		old.leave();
		tell({ further: null });
	})().catch((error) => {
		moving = null;
		throw error;
	});
	return moving;
}

// answered is what a program answers, of the whole one where it takes that.
async function answered(request, tell) {
	if (moving) await moving;
	const api = await running, flight = api.ask(request);
	flying.add(flight);
	const what = await Promise.race([flight, api.ended.then(() => ({ beyond: "the world has ended" }))]).finally(() => flying.delete(flight));
	if (what.beyond === undefined) return what;
	if (!api.small) throw new Error(what.beyond);
	await move(tell);
	return answered(request, tell);
}

// The inputs of labs, by lab and number; in memory alone where nothing can be kept.
let base;
const database = () => base ??= new Promise((done) => {
	try {
		const ask = indexedDB.open("drydock", 1);
		ask.onupgradeneeded = () => {
			ask.result.createObjectStore("labs");
			ask.result.createObjectStore("inputs");
		};
		ask.onsuccess = () => done(ask.result);
		ask.onerror = ask.onblocked = () => done(null);
	} catch { done(null); }
});
const settled = (ask) => new Promise((done, fail) => {
	ask.onsuccess = () => done(ask.result);
	ask.onerror = () => fail(ask.error);
});
const range = (lab) => IDBKeyRange.bound([lab, 0], [lab, Infinity]);

const labs = new Map(); // those that are open, as they were opened
const inputs = new Map(); // what each lab has had since

async function keep(lab, text) {
	const entry = JSON.parse(text);
	await store(lab, entry, text);
	if (!inputs.has(lab)) inputs.set(lab, []);
	inputs.get(lab).push(entry);
}

async function store(lab, entry, text) {
	const db = await database();
	if (!db) return;
	try {
		await settled(db.transaction("inputs", "readwrite").objectStore("inputs").add(text, [lab, entry.Seq]));
	} catch (error) {
		if (error.name === "ConstraintError") throw "conflict";
		if (error.name !== "QuotaExceededError") throw error;
	}
}

async function remembered(lab) {
	const db = await database();
	if (!db) return [null, []];
	const t = db.transaction(["labs", "inputs"]);
	return Promise.all([settled(t.objectStore("labs").get(lab)), settled(t.objectStore("inputs").getAll(range(lab)))]);
}

async function forget(lab) {
	(await running)?.close(lab);
	open.delete(lab);
	labs.delete(lab);
	inputs.delete(lab);
	const db = await database();
	if (!db) return;
	const t = db.transaction(["labs", "inputs"], "readwrite");
	await Promise.all([settled(t.objectStore("labs").delete(lab)), settled(t.objectStore("inputs").delete(range(lab)))]);
}

const open = new Map(); // labs that are open, and what their opening came to

// held is the lab that an address holds behind #, or asks for.
async function held(spec, tell) {
	if (!spec.link && !spec.query && !spec.file) return {};
	const text = (await running).read(JSON.stringify({ link: spec.link ?? "", query: spec.query ?? "", file: spec.file ?? "" }));
	if (text.beyond !== undefined) {
		await move(tell);
		return held(spec, tell);
	}
	const read = JSON.parse(text);
	return read.Fault ? { fault: read.Fault } : { shared: read };
}

async function opening(spec, tell) {
	const { fault: refused, shared } = await held(spec, tell);
	const lab = { Seed: shared?.Lab.Seed || (spec.seed ?? spec.id), Setup: shared?.Lab.Setup || (spec.setup ?? ""), Lesson: spec.lesson?.ID ?? "", Simulator: spec.simulator ?? "" };
	if (shared) Object.assign(lab, { Pipe: shared.Lab.Pipe, Shared: shared.Lab.Shared });
	let [old, entries] = spec.fresh ? [null, []] : await remembered(spec.id);
	if (old && !spec.opened && ["Seed", "Setup", "Lesson", "Simulator"].some((k) => old[k] !== lab[k])) { // of another edition of this site
		await forget(spec.id);
		[old, entries] = [null, []];
	}
	const made = { ID: spec.id, Created: new Date().toISOString(), ...lab, ...old };
	const first = !old && shared?.Entries || [];
	const had = { Lab: made, Lesson: spec.lesson ?? null, Entries: first.length ? first : entries.map((e) => JSON.parse(e)) };
	if (moving) await moving;
	const fault = (await running).open(JSON.stringify(had));
	if (fault) throw new Error(fault);
	labs.set(spec.id, had);
	const db = spec.fresh ? null : await database();
	if (db && !old) await settled(db.transaction("labs", "readwrite").objectStore("labs").put(made, spec.id));
	for (const e of first) if (db) await store(spec.id, e, JSON.stringify(e));
	const moment = first.length && shared.At !== first.length ? { at: shared.At, line: shared.Line } : {};
	return { resumed: had.Entries.length, refused: refused ?? (spec.opened && !shared && !old ? "The file of this lab is not here any more. Open it once more." : undefined), ...moment, ...(first.length < (shared?.Of ?? 0) && !old ? { done: shared.Done, of: shared.Of } : {}) };
}

function serve(port) {
	const tell = (news) => port.postMessage(news);
	port.onmessage = async ({ data }) => {
		const answer = (what) => port.postMessage({ id: data.id, ...what });
		try {
			if (data.open) {
				await load(data, tell);
				if (!open.has(data.open.id)) open.set(data.open.id, opening(data.open, tell));
				const was = await open.get(data.open.id);
				answer({ ...was, resumed: was.resumed + (inputs.get(data.open.id)?.length ?? 0) }); // what a page before this one did counts
			} else if (data.ask) {
				answer(await answered(data.ask, tell));
			} else if (data.forget) {
				await forget(data.forget);
				answer({});
			} else if (data.play) {
				answer({ result: (await load({ ...data, all: true }, () => {})).play(data.play) });
			}
		} catch (error) {
			answer({ error: error?.message ?? String(error) });
		}
	};
}
self.SharedWorkerGlobalScope ? self.onconnect = (event) => serve(event.ports[0]) : serve(self);
