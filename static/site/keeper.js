// The service worker of an exported site: all its pages and their files are
// kept when the first page has been loaded, so that it works without a network.
// The program is kept by the worker that runs it. Before this stand the names
// of the files and a mark of what is in them.
/* global files, edition */
const shelf = `drydock-site-${edition}`;

self.addEventListener("install", (event) => event.waitUntil((async () => {
	const store = await caches.open(shelf);
	for (const f of files) { // one after the other: what a learner asks for goes first
		const answer = await fetch(new Request(f, { cache: "no-cache" }));
		if (!answer.ok) throw new Error(`${answer.status} ${f}`);
		// A host may have sent the request on, which a page must not have been.
		await store.put(f, answer.redirected ? new Response(await answer.blob(), { headers: answer.headers }) : answer);
	}
	await self.skipWaiting();
})()));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
	for (const name of await caches.keys()) if (name.startsWith("drydock-site-") && name !== shelf) await caches.delete(name);
	await self.clients.claim();
})()));

// What is on the shelf comes from there: it is this edition's. All else is
// asked of the network.
self.addEventListener("fetch", (event) => {
	const url = new URL(event.request.url), scope = new URL(self.registration.scope);
	if (event.request.method !== "GET" || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
	event.respondWith((async () => {
		const store = await caches.open(shelf), name = url.pathname.slice(scope.pathname.length) || "index.html";
		const found = await store.match(new URL(name.endsWith("/") ? `${name}index.html` : name, scope));
		return found ?? fetch(event.request);
	})());
});
