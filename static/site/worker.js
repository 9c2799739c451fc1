// The worker in which the world of a page lives: it loads the program, keeps
// inputs in IndexedDB, and carries requests to the handlers and answers back.
// wasm_exec.js of the Go distribution stands before this in its file.
self.drydock = { keep, ready: () => started() };
let started, failed;
const program = new Promise((done, fail) => { started = done; failed = fail; });
program.catch(() => {}); // whoever waits is told
let loading = false;

// fetchProgram fetches the first of the packings that this browser unpacks.
async function fetchProgram(list, tellAll) {
	for (const { url, packing, bytes } of list) {
		let unpack = null;
		if (packing) try { unpack = new DecompressionStream(packing); } catch { continue; }
		const answer = await kept(url);
		if (!answer.ok) throw new Error(`${answer.status} ${url}`);
		let seen = 0, told = 0;
		const count = new TransformStream({
			transform(chunk, out) {
				seen += chunk.byteLength;
				if (seen - told > bytes / 50) tellAll({ loaded: told = seen, total: bytes });
				out.enqueue(chunk);
			},
		});
		const body = answer.body.pipeThrough(count);
		return new Response(unpack ? body.pipeThrough(unpack) : body, { headers: { "Content-Type": "application/wasm" } });
	}
	throw new Error("this browser unpacks none of the files");
}

// kept is a file whose name tells its content: it is fetched once for all
// frames of a site, and found again without a network.
async function kept(url) {
	if (!self.caches) return fetch(url);
	return new Promise((done) => {
		const get = async () => {
			try {
				const store = await caches.open("drydock-program");
				const found = await store.match(url);
				if (found) return done(found);
				const answer = await fetch(url), copy = answer.clone();
				done(answer);
				if (!answer.ok) return;
				for (const old of await store.keys()) if (old.url !== url) await store.delete(old);
				await store.put(url, copy);
			} catch { done(fetch(url)); } // no room, or nothing may be kept
		};
		navigator.locks ? navigator.locks.request("drydock-program", get) : get();
	});
}

function unpacked(text) {
	const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
	return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")), { headers: { "Content-Type": "application/wasm" } });
}

async function load(message, tellAll) {
	if (loading) return program;
	loading = true;
	try {
		const go = new Go();
		const made = await WebAssembly.instantiateStreaming(message.packed ? unpacked(message.packed) : await fetchProgram(message.wasm, tellAll), go.importObject);
		go.run(made.instance).then(() => failed(new Error("the world has ended")), failed);
	} catch (error) {
		loading = false;
		failed(error);
	}
	return program;
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

const inputs = new Map(); // how many each lab has had since this worker began

async function keep(lab, text) {
	inputs.set(lab, (inputs.get(lab) ?? 0) + 1);
	const db = await database();
	if (!db) return;
	const entry = JSON.parse(text);
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
	self.drydock.close?.(lab);
	open.delete(lab);
	inputs.delete(lab);
	const db = await database();
	if (!db) return;
	const t = db.transaction(["labs", "inputs"], "readwrite");
	await Promise.all([settled(t.objectStore("labs").delete(lab)), settled(t.objectStore("inputs").delete(range(lab)))]);
}

const open = new Map(); // labs that are open, and what their opening came to

// held is the lab that an address holds behind #, or asks for.
function held(spec) {
	if (!spec.link && !spec.query) return {};
	const read = JSON.parse(self.drydock.read(JSON.stringify({ link: spec.link ?? "", query: spec.query ?? "" })));
	return read.Fault ? { fault: read.Fault } : { shared: read };
}

async function opening(spec) {
	const { fault: refused, shared } = held(spec);
	const lab = { Seed: shared?.Lab.Seed || (spec.seed ?? spec.id), Setup: shared?.Lab.Setup || (spec.setup ?? ""), Lesson: spec.lesson?.ID ?? "", Simulator: spec.simulator ?? "" };
	if (shared) Object.assign(lab, { Pipe: shared.Lab.Pipe, Shared: shared.Lab.Shared });
	let [old, entries] = spec.fresh ? [null, []] : await remembered(spec.id);
	if (old && ["Seed", "Setup", "Lesson", "Simulator"].some((k) => old[k] !== lab[k])) { // of another edition of this site
		await forget(spec.id);
		[old, entries] = [null, []];
	}
	const made = { ID: spec.id, Created: new Date().toISOString(), ...lab, ...old };
	const first = !old && shared?.Entries || [];
	if (first.length) entries = first.map((e) => JSON.stringify(e));
	const fault = self.drydock.open(JSON.stringify({ Lab: made, Lesson: spec.lesson ?? null, Entries: entries.map((e) => JSON.parse(e)) }));
	if (fault) throw new Error(fault);
	const db = spec.fresh ? null : await database();
	if (db && !old) await settled(db.transaction("labs", "readwrite").objectStore("labs").put(made, spec.id));
	for (const e of first) if (db) await keep(spec.id, JSON.stringify(e));
	const moment = first.length && shared.At !== first.length ? { at: shared.At, line: shared.Line } : {};
	return { resumed: entries.length, refused, ...moment, ...(first.length < (shared?.Of ?? 0) && !old ? { done: shared.Done, of: shared.Of } : {}) };
}

function serve(port) {
	port.onmessage = async ({ data }) => {
		const answer = (what) => port.postMessage({ id: data.id, ...what });
		try {
			if (data.open) {
				await load(data, (news) => port.postMessage(news));
				if (!open.has(data.open.id)) open.set(data.open.id, opening(data.open));
				const was = await open.get(data.open.id);
				answer({ ...was, resumed: was.resumed + (inputs.get(data.open.id) ?? 0) }); // what a page before this one did counts
			} else if (data.ask) {
				await program;
				answer(await self.drydock.ask(data.ask));
			} else if (data.forget) {
				await forget(data.forget);
				answer({});
			} else if (data.play) {
				await load(data, () => {});
				answer({ result: self.drydock.play(data.play) });
			}
		} catch (error) {
			answer({ error: error?.message ?? String(error) });
		}
	};
}
self.SharedWorkerGlobalScope ? self.onconnect = (event) => serve(event.ports[0]) : serve(self);
